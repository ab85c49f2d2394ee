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

enum err
fill_block(struct fill *fill, const struct node *node)
{
	struct block *block = arena_alloc(fill->arena, sizeof *block);
	unsigned column_count;
	int *shares;

	TRY(fill_columns(fill, node, &shares, &column_count));
	fill->grid = grid_new(fill->arena, column_count);
	fill->columns = fill_is_open(node) ? node->columns : NULL;
	fill->cell_style = &fill->template->marginal;
	fill->holds_next_row = false;
	TRY(fill_nodes(fill, node->children));
	TRY(fill_pad(fill));
	TRY(grid_finish(fill->cx, fill->grid, block));
	if (block->row_count == 0 || column_count == 0)
		return ERR_OK;
	block->shares = shares;
	block->is_open = fill->columns != NULL;
	block->label_columns = fill_label_columns(node);
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
	struct row row = { .turn = fill->scope->turn,
		           .min_height_mpt = node->height_mpt,
		           .is_head = fill->in_head,
		           .keeps_with_previous = node->keeps_with_previous ||
		                                  fill->holds_next_row };

	fill->holds_next_row = node->keeps_with_next;
	TRY(fill_pad(fill));
	TRY(grid_row(fill->cx, fill->grid, row, node->line));
	return fill_nodes(fill, node->children);
}

/* The style of a cell whose indent is bound: a copy with so many ems. */
static const struct style *
bound_indent(struct fill *fill, const struct node *node)
{
	struct style *style = arena_alloc(fill->arena, sizeof *style);
	struct ctx inner = ctx_make(fill->arena);
	const char *ems = fill_join(fill, node->indent);

	*style = node->style;
	if (*ems != '\0' && style_set(&inner, style, "indent", ems) != ERR_OK)
		fill_fault(fill, node->indent,
		           arena_printf(fill->arena, "缩进%s（模板第 %u 行）", inner.reason,
		                        node->line));
	return style;
}

/* A span of columns from the data: 0 leaves the cell out. A wrong one leaves no table to go on with. */
static enum err
bound_span(struct fill *fill, const struct node *node, unsigned *out)
{
	const char *text;
	char *end;
	unsigned long number;

	fill->scope->is_span = true;
	text = fill_join(fill, node->bound_column_span);
	fill->scope->is_span = false;
	*out = 1;
	if (fill->scope->is_trial && *text == '\0')
		return ERR_OK;
	number = strtoul(text, &end, 10);
	if (*text >= '0' && *text <= '9' && *end == '\0' && number <= GRID_COLUMNS_MAX) {
		*out = (unsigned)number;
		return ERR_OK;
	}
	fill_fault(fill, node->bound_column_span,
	           arena_printf(fill->arena,
	                        "列数（colspan）是“%s”，应为不大于 %d 的整数（模板第 %u 行）", text,
	                        GRID_COLUMNS_MAX, node->line));
	return err_faults(fill->cx, 0);
}

/* What the cell says, for merging by text; NULL when nothing. */
static const char *
text_of(struct arena *arena, const struct paragraph *paragraphs)
{
	struct text text = text_make(arena);
	bool is_empty = true;

	for (const struct paragraph *p = paragraphs; p != NULL; p = p->next) {
		text_add_str(&text, "\n");
		for (const struct span *span = p->spans; span != NULL; span = span->next) {
			text_add_str(&text, span->text);
			is_empty = is_empty && *span->text == '\0';
		}
	}
	return is_empty ? NULL : text.data;
}

static struct merge_key
merge_key(const struct fill *fill, const struct node *node, const struct paragraph *content)
{
	const struct bind_turn *const *slots = fill->scope->slots;
	struct merge_key key = { .name = node->merge_name };

	if (node->merge == MERGE_TEXT) {
		key.text = text_of(fill->arena, content);
		key.name = key.text == NULL ? NULL : node->merge_name;
		key.serial = node->merge_within < 0 ? 0 : slots[node->merge_within]->serial;
	} else if (node->merge >= 0) {
		key.serial = slots[node->merge]->serial;
	}
	return key;
}

/* Do two cells say the same? They come from one template, so that their spans agree, too. */
static bool
say_the_same(const struct paragraph *a, const struct paragraph *b)
{
	for (; a != NULL && b != NULL; a = a->next, b = b->next) {
		const struct span *x = a->spans;
		const struct span *y = b->spans;

		for (; x != NULL && y != NULL; x = x->next, y = y->next)
			if (strcmp(x->text, y->text) != 0)
				return false;
		if (x != y)
			return false;
	}
	return a == b;
}

/* The place of the first thing that is bound, or of what stands first. */
static const struct place *
place_of(const struct paragraph *paragraphs)
{
	const struct place *first = NULL;

	for (const struct paragraph *p = paragraphs; p != NULL; p = p->next)
		for (const struct span *span = p->spans; span != NULL; span = span->next) {
			if (!place_is_fixed(&span->place))
				return &span->place;
			first = first == NULL ? &span->place : first;
		}
	return first;
}

/* A cell that became part of the one above prints nothing; so it must say nothing else. */
static void
check_merged(struct fill *fill, const struct node *node, const struct cell *cell)
{
	const struct paragraph *content;

	if (node->content == NULL || node->merge == MERGE_TEXT || fill->scope->is_trial)
		return;
	content = fill_content(fill, node->content, &node->style);
	if (text_of(fill->arena, content) == NULL || say_the_same(content, cell->paragraphs))
		return;
	place_add_fault(fill->cx, place_of(content),
	                arena_printf(fill->arena,
	                             "合并（merge）的单元格内容不同，合并后“%s”会丢失；"
	                             "请只用合并所依循环的内容，或者去掉 merge（模板第 %u 行）",
	                             text_of(fill->arena, content) + 1, node->line));
}

/* Who types in the cell means those that became part of it. */
static void
link_merged(const struct cell *cell, struct paragraph *content)
{
	const struct paragraph *p = cell->paragraphs;

	for (; p != NULL && content != NULL; p = p->next, content = content->next) {
		struct span *to = p->spans;
		struct span *from = content->spans;

		for (; to != NULL && from != NULL; to = to->next, from = from->next) {
			from->merged = to->merged;
			to->merged = from;
		}
	}
}

/* Only merging by text needs the text of a cell before it is known where it stands. */
enum err
fill_cell(struct fill *fill, const struct node *node)
{
	const struct style *style = &node->style;
	unsigned column_span = node->column_span;
	struct paragraph *content = NULL;
	struct cell *cell;
	bool is_merged;

	if (node->bound_column_span != NULL)
		TRY(bound_span(fill, node, &column_span));
	if (column_span == 0 || !fill_has_room(fill, node, column_span))
		return ERR_OK;
	if (node->indent != NULL)
		style = bound_indent(fill, node);
	if (node->merge == MERGE_TEXT)
		content = fill_content(fill, node->content, style);
	TRY(grid_cell(fill->cx, fill->grid, merge_key(fill, node, content), column_span,
	              node->row_span, &cell, &is_merged));
	if (is_merged) {
		check_merged(fill, node, cell);
		if (fill->scope->is_entry)
			link_merged(cell, content);
		return ERR_OK;
	}
	if (content == NULL)
		content = fill_content(fill, node->content, style);
	cell->style = fill->cell_style = style;
	cell->borders = node->borders;
	cell->is_label = node->is_label;
	cell->repeat = node->repeat;
	cell->paragraphs = content;
	return ERR_OK;
}
