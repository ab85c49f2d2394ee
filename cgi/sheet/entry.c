#include "sheet/entry.h"

#include <string.h>

#include "template/bind_path.h"
#include "template/place_input.h"

/* Does a cell of the row print that member of the turn's item? */
static bool
has_cell_for(const struct plan_sheet *sheet, unsigned row, const struct bind_turn *turn,
             const char *member)
{
	for (const struct plan_cell *cell = sheet->cells; cell != NULL && cell->row <= row;
	     cell = cell->next) {
		if (cell->row + cell->row_span <= row)
			continue;
		for (const struct plan_part *part = cell->parts; part != NULL; part = part->next) {
			const struct bind_path *path = bind_piece_path(part->place.piece);

			if (path != NULL && bind_path_slot(path) == (int)turn->slot &&
			    bind_path_step(path, 0) != NULL &&
			    strcmp(bind_path_step(path, 0), member) == 0)
				return true;
		}
	}
	return false;
}

const char *
entry_lack(const struct plan_sheet *sheet, unsigned row)
{
	const struct bind_turn *turn = sheet->rows[row].turn;
	struct shape item;

	if (!shape_items(bind_path_shape(turn->list), &item))
		return NULL;
	json_each(name, schema_required(item.schema))
	{
		const char *member = json_string(name);

		if (!has_cell_for(sheet, row, turn, member) && !place_is_marked(turn, member))
			return shape_label(turn->scope->world, item, member);
	}
	return NULL;
}

/* The rows of a group are its items'; what else stands there, such as its sum, is fixed. */
static bool
row_may_grow(const struct plan_sheet *sheet, unsigned row)
{
	const struct bind_turn *turn = sheet->rows[row].turn;

	return turn != NULL && turn->outer != NULL && turn->by == NULL && place_may_grow(turn) &&
	       entry_lack(sheet, row) == NULL;
}

static bool
has_input(const struct plan_cell *cell)
{
	for (const struct plan_part *part = cell->parts; part != NULL; part = part->next)
		if (place_input_is_open(&part->place))
			return true;
	return false;
}

static void
set_cells(const struct plan_sheet *sheet)
{
	for (struct plan_cell *cell = sheet->cells; cell != NULL; cell = cell->next) {
		cell->is_input = has_input(cell);
		for (unsigned i = 0; i < cell->row_span; i++)
			cell->is_free = cell->is_free || sheet->rows[cell->row + i].may_grow;
	}
}

/* Rows of one loop are alike: what one may the next one may, too. */
static void
set_rows(const struct plan_sheet *sheet)
{
	for (unsigned i = 0; i < sheet->row_count; i++) {
		const struct plan_row *before = i == 0 ? NULL : &sheet->rows[i - 1];
		struct plan_row *row = &sheet->rows[i];

		if (before != NULL && before->turn != NULL && row->turn != NULL &&
		    before->turn != row->turn && before->turn->list == row->turn->list)
			row->may_grow = before->may_grow;
		else
			row->may_grow = row_may_grow(sheet, i);
	}
}

void
entry_set(struct plan_sheet *sheets)
{
	for (const struct plan_sheet *sheet = sheets; sheet != NULL; sheet = sheet->next) {
		set_rows(sheet);
		set_cells(sheet);
	}
}

const char *
entry_signature(struct arena *arena, const struct plan_sheet *sheets)
{
	struct text all = text_make(arena);

	for (; sheets != NULL; sheets = sheets->next) {
		text_add_fmt(&all, "sheet %u %u\n", sheets->row_count, sheets->column_count);
		for (const struct plan_cell *cell = sheets->cells; cell != NULL; cell = cell->next) {
			text_add_fmt(&all, "%u %u %u %u", cell->row, cell->column, cell->row_span,
			             cell->column_span);
			for (const struct plan_part *part = cell->parts; part != NULL;
			     part = part->next)
				text_add_fmt(&all, " {%s}",
				             place_is_fixed(&part->place)
				                     ? part->text
				                     : part->place.piece->literal);
			text_add_str(&all, "\n");
		}
	}
	return text_sha256(arena, all.data, all.length);
}
