/* Columns whose number comes from the data, and rows that have more or fewer cells. */
#include <string.h>

#include "template/bind_path.h"
#include "template/fill_internal.h"

/* How often a group of columns stands: for each item of its list; where a loop turns once, so does it. */
static size_t
turns_of(const struct fill *fill, const struct column_group *group)
{
	size_t count = group->of == NULL ? 1 : bind_list(fill->arena, group->of, fill->scope).count;

	return count == 0 && bind_scope_turns_once(fill->scope, group->of) ? 1 : count;
}

enum err
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

int
fill_label_columns(const struct node *node)
{
	unsigned count = 0;

	for (const struct column_group *group = node->columns; group != NULL; group = group->next) {
		if (group->of != NULL && node->label_columns == LABEL_COLUMNS_AS_SET)
			return (int)count;
		count += group->count;
	}
	return node->label_columns;
}

bool
fill_is_open(const struct node *node)
{
	for (const struct column_group *group = node->columns; group != NULL; group = group->next)
		if (group->of != NULL)
			return true;
	return false;
}

/* What the list is called that the columns come from. */
static const char *
source_of(const struct fill *fill)
{
	const struct column_group *group = fill->columns;
	const char *name = "";

	while (group->of == NULL)
		group = group->next;
	for (unsigned i = 0; bind_path_step(group->of, i) != NULL; i++)
		name = bind_path_step(group->of, i);
	for (const struct bind_list *list = template_lists(fill->template); list != NULL;
	     list = list->next)
		if (strcmp(list->name, name) == 0)
			return list->label;
	return name;
}

static bool
is_data(const struct fill *fill)
{
	return fill->columns != NULL && !fill->scope->is_trial;
}

/* One fault for a row. */
static void
tell_row(const struct fill *fill, const char *what)
{
	const struct bind_turn *turn = grid_last(fill->grid)->turn;
	const char *words;

	if (turn == NULL || turn->item == NULL) {
		err_add_fault_once(fill->cx, "/", what);
		return;
	}
	words = place_words_of(turn, turn->item);
	err_add_fault_once(fill->cx, place_pointer_of(turn, turn->item),
	                   arena_printf(fill->arena, "%s：%s", words, what));
}

bool
fill_has_room(const struct fill *fill, const struct node *node, unsigned column_span)
{
	if (!is_data(fill) || grid_room(fill->grid) >= column_span)
		return true;
	tell_row(fill, arena_printf(fill->arena,
	                            "这一行的格多于表的列，列是“%s”的各项；请删去多出的，或者补上列"
	                            "（模板第 %u 行）",
	                            source_of(fill), node->line));
	return false;
}

enum err
fill_pad(const struct fill *fill)
{
	const struct style *style = fill->cell_style;
	unsigned lack = 0;

	if (grid_last(fill->grid) == NULL || !is_data(fill))
		return ERR_OK;
	while (grid_room(fill->grid) > 0) {
		struct cell *cell;
		bool is_merged;

		TRY(grid_cell(fill->cx, fill->grid, (struct merge_key){ .name = NULL }, 1, 1, &cell,
		              &is_merged));
		cell->style = style;
		lack++;
	}
	if (lack > 0)
		tell_row(fill, arena_printf(fill->arena,
		                            "这一行的格比表的列少 %u 个，列是“%s”的各项；请补上缺的",
		                            lack, source_of(fill)));
	return ERR_OK;
}
