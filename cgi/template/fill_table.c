/* Tables: blocks and their columns, rows, cells. */
#include <stdlib.h>
#include <string.h>

#include "template/fill_internal.h"

enum err
fill_table(struct fill *fill, const struct node *node)
{
	struct table *table = arena_alloc(fill->arena, sizeof *table);

	table->border_mpt = node->border_mpt;
	table->frame_mpt = node->frame_mpt;
	fill->block_tail = &table->blocks;
	TRY(fill_nodes(fill, node->children));
	if (table->blocks != NULL)
		fill_item(fill, node, ITEM_TABLE)->table = table;
	return ERR_OK;
}

/* How often a group of columns stands: for each item of its list; in a trial at least once. */
static size_t
turns_of(const struct fill *fill, const struct column_group *group)
{
	size_t count = group->of == NULL ? 1 : bind_list(fill->arena, group->of, fill->scope).count;

	return fill->is_trial && count == 0 ? 1 : count;
}

/* The widths of a block's columns. */
static enum err
fill_columns(struct fill *fill, const struct node *node, int **shares, unsigned *count)
{
	*shares = node->columns->shares;
	*count = node->columns->count;
	if (node->columns->of == NULL && node->columns->next == NULL)
		return ERR_OK;
	*shares = arena_array(fill->arena, GRID_COLUMNS_MAX, sizeof **shares);
	*count = 0;
	for (const struct column_group *group = node->columns; group != NULL; group = group->next)
		for (size_t turns = turns_of(fill, group); turns > 0; turns--) {
			if (*count + group->count > GRID_COLUMNS_MAX)
				return err_set(fill->cx, ERR_INPUT,
				               "模板第 %u 行：数据使列数超过 %d，请把一部分列放到另一个表",
				               node->line, GRID_COLUMNS_MAX);
			memcpy(*shares + *count, group->shares, group->count * sizeof **shares);
			*count += group->count;
		}
	return ERR_OK;
}

enum err
fill_block(struct fill *fill, const struct node *node)
{
	struct block *block = arena_alloc(fill->arena, sizeof *block);
	unsigned column_count;
	int *shares;

	TRY(fill_columns(fill, node, &shares, &column_count));
	fill->grid = grid_new(fill->arena, column_count);
	TRY(fill_nodes(fill, node->children));
	TRY(grid_finish(fill->cx, fill->grid, block));
	if (block->row_count == 0 || column_count == 0)
		return ERR_OK;
	block->shares = shares;
	*fill->block_tail = block;
	fill->block_tail = &block->next;
	return ERR_OK;
}

enum err
fill_head(struct fill *fill, const struct node *node)
{
	enum err status;

	fill->in_head = true;
	status = fill_nodes(fill, node->children);
	fill->in_head = false;
	return status;
}

enum err
fill_row(struct fill *fill, const struct node *node)
{
	struct row row = { .min_height_mpt = node->height_mpt,
		           .is_head = fill->in_head,
		           .keeps_with_previous = node->keeps_with_previous };

	TRY(grid_row(fill->cx, fill->grid, row, node->line));
	return fill_nodes(fill, node->children);
}

/* The style of a cell whose indent is bound: a copy with so many ems. */
static enum err
bound_indent(struct fill *fill, const struct node *node, const struct style **out)
{
	struct style *style = arena_alloc(fill->arena, sizeof *style);
	struct ctx inner = ctx_make(fill->arena);
	const char *ems;

	TRY(bind_join(fill->cx, node->indent, fill->scope, &ems));
	*style = node->style;
	*out = style;
	if (*ems != '\0' && style_set(&inner, style, "indent", ems) != ERR_OK)
		return err_set(fill->cx, ERR_INPUT, "模板第 %u 行：缩进%s", node->line,
		               inner.reason);
	return ERR_OK;
}

/* A span of columns from the data: 0 leaves the cell out. */
static enum err
bound_span(struct fill *fill, const struct node *node, unsigned *out)
{
	const char *text;
	char *end;
	unsigned long number;

	TRY(bind_join(fill->cx, node->bound_column_span, fill->scope, &text));
	number = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end != '\0' || number > GRID_COLUMNS_MAX)
		return err_set(fill->cx, ERR_INPUT,
		               "模板第 %u 行：colspan 是“%s”，应为不大于 %d 的整数", node->line,
		               text, GRID_COLUMNS_MAX);
	*out = (unsigned)number;
	return ERR_OK;
}

static struct merge_key
merge_key(const struct fill *fill, const struct node *node)
{
	struct merge_key key = { 0 };

	if (node->merge != MERGE_NONE) {
		key.name = node->merge_name;
		key.serial = node->merge == MERGE_NAME ? 0 : fill->scope->slots[node->merge].serial;
	}
	return key;
}

enum err
fill_cell(struct fill *fill, const struct node *node)
{
	const struct style *style = &node->style;
	unsigned column_span = node->column_span;
	struct cell *cell;

	if (node->bound_column_span != NULL)
		TRY(bound_span(fill, node, &column_span));
	if (column_span == 0)
		return ERR_OK;
	TRY(grid_cell(fill->cx, fill->grid, merge_key(fill, node), column_span, node->row_span,
	              &cell));
	if (cell == NULL)
		return ERR_OK;
	if (node->indent != NULL)
		TRY(bound_indent(fill, node, &style));
	cell->style = style;
	cell->borders = node->borders;
	cell->is_label = node->is_label;
	return fill_content(fill, node->content, style, &cell->paragraphs);
}
