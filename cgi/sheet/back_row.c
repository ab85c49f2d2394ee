/* Rows that were inserted or deleted: items of the document that come or go. */
#include <stdlib.h>
#include <string.h>

#include "sheet/back_internal.h"
#include "sheet/entry.h"
#include "sheet/fill.h"
#include "template/bind_path.h"
#include "template/place_input.h"

/* The number of a key of that kind; BACK_NONE when it is none. */
static unsigned
number_of_key(const struct back_sheet *sheet, const struct taken_cell *cell, char kind,
              unsigned count)
{
	char prefix[24];
	size_t length = (size_t)snprintf(prefix, sizeof prefix, "s%u%c", sheet->number, kind);
	unsigned long number;
	char *end;

	if (cell->kind != TAKEN_TEXT || strncmp(cell->text, prefix, length) != 0)
		return BACK_NONE;
	number = strtoul(cell->text + length, &end, 10);
	return end == cell->text + length || *end != '\0' || number >= count ? BACK_NONE
	                                                                     : (unsigned)number;
}

static void
match_columns(struct back_sheet *sheet)
{
	unsigned before = 0;

	for (size_t i = 0; i < sheet->taken->cell_count && sheet->taken->cells[i].row == 0; i++) {
		const struct taken_cell *cell = &sheet->taken->cells[i];
		unsigned column = number_of_key(sheet, cell, 'c', sheet->plan->column_count);

		if (column == BACK_NONE)
			continue;
		sheet->is_read[i] = true;
		sheet->columns[column] = cell->column;
	}
	for (unsigned i = 0; i < sheet->plan->column_count; i++) {
		if (sheet->columns[i] == BACK_NONE || (i > 0 && sheet->columns[i] <= before)) {
			back_fault(sheet, 0, BACK_NONE,
			           "少了一列，或者列的次序变了；列不能增删，请撤消后再保存");
			return;
		}
		before = sheet->columns[i];
	}
}

static void
match_rows(struct back_sheet *sheet)
{
	unsigned before = 0;

	for (size_t i = 0; i < sheet->taken->cell_count; i++) {
		const struct taken_cell *cell = &sheet->taken->cells[i];
		unsigned row = cell->column > 0
		                       ? BACK_NONE
		                       : number_of_key(sheet, cell, 'r', sheet->plan->row_count);

		if (row == BACK_NONE)
			continue;
		sheet->is_read[i] = true;
		if (sheet->rows[row] == BACK_NONE)
			sheet->rows[row] = cell->row;
	}
	for (unsigned i = 0; i < sheet->plan->row_count; i++) {
		if (sheet->rows[i] == BACK_NONE)
			continue;
		if (sheet->rows[i] < before)
			back_fault(sheet, sheet->rows[i], BACK_NONE,
			           "这一行换了位置；请把它移回原处，内容可以复制到别的行");
		before = sheet->rows[i];
	}
}

void
back_match(struct back_sheet *sheet)
{
	match_columns(sheet);
	match_rows(sheet);
}

/* Does a turn go around the row? */
static bool
is_in(const struct plan_row *row, const struct bind_turn *turn)
{
	for (const struct bind_turn *t = row->turn; t != NULL; t = t->outer)
		if (t == turn)
			return true;
	return false;
}

/* The rows of a turn are neighbours. Are all of them deleted? */
static bool
is_whole_turn_deleted(const struct back_sheet *sheet, unsigned row, const struct bind_turn *turn)
{
	const struct plan_row *rows = sheet->plan->rows;

	for (unsigned i = row; i > 0 && is_in(&rows[i - 1], turn); i--)
		if (sheet->rows[i - 1] != BACK_NONE)
			return false;
	for (unsigned i = row; i < sheet->plan->row_count && is_in(&rows[i], turn); i++)
		if (sheet->rows[i] != BACK_NONE)
			return false;
	return true;
}

static bool
says_something(const struct back_sheet *sheet, unsigned row)
{
	for (const struct plan_cell *cell = sheet->plan->cells; cell != NULL; cell = cell->next)
		if (cell->row == row && *cell->text != '\0')
			return true;
	return false;
}

/* The last row above that is still there. */
static unsigned
row_above(const struct back_sheet *sheet, unsigned row)
{
	for (; row > 0; row--)
		if (sheet->rows[row - 1] != BACK_NONE)
			return sheet->rows[row - 1];
	return 0;
}

static void
delete_row(struct back_sheet *sheet, unsigned row)
{
	const struct plan_row *plan = &sheet->plan->rows[row];
	const struct bind_turn *whole = NULL;

	for (const struct bind_turn *turn = plan->turn; turn != NULL && turn->outer != NULL;
	     turn = turn->outer)
		/* A group is no item; each of its items goes by itself. */
		if (turn->group.count == 0 && is_whole_turn_deleted(sheet, row, turn))
			whole = turn;
	if (whole == NULL && (plan->is_continued || !says_something(sheet, row)))
		return;
	if (whole == NULL)
		back_fault(sheet, row_above(sheet, row), BACK_NONE,
		           "这一行的下面少了一行；表上固定的行不能删除，请撤消后再保存");
	else if (whole->item != NULL)
		edit_find(sheet->back->tree, whole->item)->is_gone = true;
}

void
back_delete_rows(struct back_sheet *sheet)
{
	for (unsigned row = 0; row < sheet->plan->row_count; row++)
		if (sheet->rows[row] == BACK_NONE)
			delete_row(sheet, row);
}

/* A row that was inserted. */
struct inserting {
	struct back_sheet *sheet;
	unsigned row;                                  /* where it stands */
	unsigned model;                                /* the row of the plan that it is like */
	bool is_before;                                /* it comes before its model */
	const struct bind_turn *chain[BIND_SLOTS_MAX]; /* of the model, from the innermost out */
	unsigned depth;
	struct back_target target;
};

/* Is the place within a merged area that begins above? */
static bool
is_covered(const struct inserting *inserting, unsigned column)
{
	const struct taken_area *area = taken_merged(inserting->sheet->taken, inserting->row,
	                                             column);

	return area != NULL && area->first_row < inserting->row;
}

/* Is a value of this loop's item to be filled in there? */
static bool
is_of(const struct plan_cell *cell, const struct bind_turn *turn)
{
	for (const struct plan_part *part = cell->parts; part != NULL; part = part->next)
		if (place_input_is_open(&part->place) &&
		    bind_path_slot(bind_piece_path(part->place.piece)) == (int)turn->slot)
			return true;
	return false;
}

static const struct taken_cell *
taken_at(const struct inserting *inserting, unsigned plan_column)
{
	const struct taken_cell *cell = taken_find(inserting->sheet->taken, inserting->row,
	                                           inserting->sheet->columns[plan_column]);

	return cell != NULL && *cell->text != '\0' ? cell : NULL;
}

/* Has the row a text of its own where the item of the turn has its cells? */
static bool
is_new_at(const struct inserting *inserting, const struct bind_turn *turn)
{
	const struct back_sheet *sheet = inserting->sheet;

	for (unsigned i = 0; i < sheet->plan->column_count; i++) {
		const struct plan_cell *cell = back_at(sheet, inserting->model, i);

		if (cell != NULL && cell->column == i && is_of(cell, turn) &&
		    taken_at(inserting, i) != NULL && !is_covered(inserting, sheet->columns[i]))
			return true;
	}
	return false;
}

static struct back_made *
find_made(struct back_made *made, const struct bind_turn *turn)
{
	while (made != NULL && made->turn != turn)
		made = made->next;
	return made;
}

/* The turn around this one from which its list begins; NULL: the document. */
static const struct bind_turn *
outer_turn(const struct bind_turn *turn)
{
	int slot = bind_path_slot(turn->list);

	for (turn = turn->outer; turn != NULL && turn->outer != NULL; turn = turn->outer)
		if ((int)turn->slot == slot)
			return turn;
	return NULL;
}

/* The item at an index, which those before it are made for, or one at the end. */
static struct edit *
add_item(struct back *back, struct edit *list, const struct bind_turn *turn)
{
	struct edit *item = list->first;
	unsigned index;

	if (!place_index_apart(turn, &index))
		return edit_add_item(back->tree, list, list->last);
	for (;; item = item->next) {
		if (item == NULL)
			item = edit_add_item(back->tree, list, list->last);
		if (!item->is_gone && index-- == 0)
			return item;
	}
}

/* An item of the turn's list, which begins at the object. */
static struct edit *
add_within(struct back *back, struct edit *object, const struct bind_turn *turn)
{
	for (unsigned i = 0; bind_path_step(turn->list, i) != NULL; i++)
		object = edit_make(back->tree, object, bind_path_step(turn->list, i),
		                   bind_path_step(turn->list, i + 1) == NULL ? JSON_ARRAY
		                                                             : JSON_OBJECT);
	object = add_item(back, object, turn);
	back_mark(back, turn, object);
	return object;
}

/* The item of a turn that has none is added to its list when something of it is filled in. */
struct edit *
back_item(struct back *back, const struct bind_turn *turn)
{
	struct back_made *made = find_made(back->made, turn);
	struct edit *object;

	if (turn == NULL)
		return NULL;
	if (turn->item != NULL)
		return edit_find(back->tree, turn->item);
	if (turn->outer == NULL || made != NULL || turn->list == NULL || !place_may_grow(turn))
		return made == NULL ? NULL : made->item;
	if (bind_path_is_of_group(turn->list))
		return back_item(back, outer_turn(turn));
	made = arena_alloc(back->cx->arena, sizeof *made);
	*made = (struct back_made){ .next = back->made, .turn = turn };
	object = outer_turn(turn) == NULL ? back->tree->root : back_item(back, outer_turn(turn));
	if (object != NULL)
		made->item = add_within(back, object, turn);
	back->made = made;
	return made->item;
}

static struct edit *
add_before(struct back *back, struct edit *item)
{
	struct edit *before = NULL;

	for (struct edit *e = item->parent->first; e != item; e = e->next)
		before = e;
	return before == NULL ? edit_add_first(back->tree, item->parent)
	                      : edit_add_item(back->tree, item->parent, before);
}

/* Behind the item of the turn, a group's last one, and behind what was inserted there before. */
static struct edit *
add_beside(const struct inserting *inserting, const struct bind_turn *turn)
{
	struct back *back = inserting->sheet->back;
	struct back_made *last = find_made(back->inserted, turn);
	struct edit *item = last == NULL ? back_item(back, turn) : last->item;
	bool is_before = last == NULL && inserting->is_before;

	if (item == NULL)
		return NULL;
	if (last == NULL && !is_before && turn->group.count > 0)
		item = edit_find(back->tree, turn->group.items[turn->group.count - 1]);
	if (last == NULL) {
		last = arena_alloc(back->cx->arena, sizeof *last);
		*last = (struct back_made){ .next = back->inserted, .turn = turn };
		back->inserted = last;
	}
	last->item = is_before ? add_before(back, item)
	                       : edit_add_item(back->tree, item->parent, item);
	back_mark(back, turn, last->item);
	return last->item;
}

/* The items of the row, from the outermost that is new down to that of the row itself. */
static bool
add_items(struct inserting *inserting, unsigned top)
{
	struct back *back = inserting->sheet->back;
	struct edit *object = add_beside(inserting, inserting->chain[top]);

	for (unsigned level = top;; level--) {
		const struct bind_turn *turn = inserting->chain[level];

		if (object == NULL || turn == NULL)
			return false;
		inserting->target.items[turn->slot] = object;
		if (level == 0)
			return true;
		turn = inserting->chain[level - 1];
		/* A group's first item is what is known of the group. */
		if (!bind_path_is_of_group(turn->list))
			object = add_within(back, object, turn);
	}
}

static void
mark_read(const struct back_sheet *sheet, const struct taken_cell *cell)
{
	sheet->is_read[cell - sheet->taken->cells] = true;
}

static bool
is_new_value(const struct inserting *inserting, const struct plan_cell *cell)
{
	for (unsigned level = 0; level < inserting->depth; level++)
		if (inserting->target.items[inserting->chain[level]->slot] != NULL &&
		    is_of(cell, inserting->chain[level]))
			return true;
	return false;
}

/* What the form says by itself may stand in the new row, too. */
static void
read_cells(const struct inserting *inserting)
{
	const struct back_sheet *sheet = inserting->sheet;

	for (unsigned i = 0; i < sheet->plan->column_count; i++) {
		const struct plan_cell *cell = back_at(sheet, inserting->model, i);
		const struct taken_cell *taken = taken_at(inserting, i);

		if (cell == NULL || cell->column != i || taken == NULL)
			continue;
		if (is_new_value(inserting, cell)) {
			back_cell(sheet, cell, inserting->row, taken->column, taken,
			          &inserting->target);
			mark_read(sheet, taken);
		} else if (taken->has_formula ||
		           strcmp(back_shown(sheet->back, taken), cell->text) == 0) {
			mark_read(sheet, taken);
		}
	}
}

/* How many rows of the plan the turn has, of which `row` is one. */
static unsigned
rows_of(const struct back_sheet *sheet, unsigned row)
{
	const struct bind_turn *turn = sheet->plan->rows[row].turn;
	unsigned count = 1;

	for (unsigned i = row; i > 0 && is_in(&sheet->plan->rows[i - 1], turn); i--)
		count++;
	for (unsigned i = row + 1; i < sheet->plan->row_count && is_in(&sheet->plan->rows[i], turn);
	     i++)
		count++;
	return count;
}

/* Said once for the row, and not again for each of its cells. */
static void
refuse_row(const struct inserting *inserting)
{
	const struct back_sheet *sheet = inserting->sheet;
	const struct bind_turn *turn = sheet->plan->rows[inserting->model].turn;
	const char *lack = turn != NULL && turn->by == NULL && place_may_grow(turn)
	                           ? entry_lack(sheet->plan, inserting->model)
	                           : NULL;

	back_fault(sheet, inserting->row, BACK_NONE,
	           "这里插入的行有内容，但是表上这里不能加行%s%s%s；请填在已有的行里",
	           lack == NULL ? "" : "：每一项要有“", lack == NULL ? "" : lack,
	           lack == NULL ? "" : "”，表上没有这一格");
	for (size_t i = 0; i < sheet->taken->cell_count; i++)
		if (sheet->taken->cells[i].row == inserting->row)
			sheet->is_read[i] = true;
}

static void
insert_row(struct inserting *inserting)
{
	struct back_sheet *sheet = inserting->sheet;
	const struct plan_row *model = &sheet->plan->rows[inserting->model];
	unsigned top = 0;

	for (const struct bind_turn *turn = model->turn; turn != NULL && turn->outer != NULL;
	     turn = turn->outer)
		if (inserting->depth < BIND_SLOTS_MAX)
			inserting->chain[inserting->depth++] = turn;
	if (!model->may_grow || rows_of(sheet, inserting->model) > 1) {
		refuse_row(inserting);
		return;
	}
	for (unsigned level = 1; level < inserting->depth; level++)
		if (is_new_at(inserting, inserting->chain[level]))
			top = level;
	if (!place_may_grow(inserting->chain[top]) || !add_items(inserting, top)) {
		refuse_row(inserting);
		return;
	}
	read_cells(inserting);
}

/* Is there anything in the row beside its key? */
static bool
has_contents(const struct back_sheet *sheet, size_t first, unsigned row)
{
	for (size_t i = first; i < sheet->taken->cell_count && sheet->taken->cells[i].row == row;
	     i++)
		if (sheet->taken->cells[i].column > 0 && *sheet->taken->cells[i].text != '\0')
			return true;
	return false;
}

/* What the row is like: the one above it, or else the one below. */
static bool
find_model(struct inserting *inserting, unsigned above)
{
	const struct back_sheet *sheet = inserting->sheet;
	const struct plan_row *rows = sheet->plan->rows;
	unsigned below = above == BACK_NONE ? 0 : above + 1;

	while (below < sheet->plan->row_count && sheet->rows[below] == BACK_NONE)
		below++;
	if (above != BACK_NONE && rows[above].turn != NULL && rows[above].turn->outer != NULL) {
		inserting->model = above;
		return true;
	}
	inserting->is_before = true;
	inserting->model = below;
	return below < sheet->plan->row_count && rows[below].turn != NULL &&
	       rows[below].turn->outer != NULL;
}

void
back_insert_rows(struct back_sheet *sheet)
{
	const struct taken_sheet *taken = sheet->taken;
	unsigned above = BACK_NONE;
	unsigned plan_row = 0;

	for (size_t i = 0; i < taken->cell_count;) {
		unsigned row = taken->cells[i].row;
		struct inserting inserting = { .sheet = sheet, .row = row };
		size_t first = i;

		while (i < taken->cell_count && taken->cells[i].row == row)
			i++;
		while (plan_row < sheet->plan->row_count &&
		       (sheet->rows[plan_row] == BACK_NONE || sheet->rows[plan_row] <= row)) {
			if (sheet->rows[plan_row] != BACK_NONE)
				above = plan_row;
			plan_row++;
		}
		if (row == 0 || (above != BACK_NONE && sheet->rows[above] == row) ||
		    !has_contents(sheet, first, row) || !find_model(&inserting, above))
			continue;
		insert_row(&inserting);
	}
}
