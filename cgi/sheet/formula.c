#include "sheet/formula.h"

#include <stdlib.h>
#include <string.h>

#include "template/bind_formula.h"
#include "template/bind_path.h"

/* Excel takes 255 arguments. */
#define REFERENCES_MAX 250

/* A value that stands in a cell. */
struct spot {
	struct bind_spot place;
	const struct plan_cell *cell;
	int power;
};

struct formulas {
	struct values *values;
	struct spot *spots; /* of the sheet, sorted by place */
	size_t count;
	size_t capacity;
	unsigned origin;
	const struct plan_sheet *sheet;
	const struct plan_cell *cell; /* the formula is its own */
};

static int
by_place(const void *a, const void *b)
{
	const struct spot *left = a;
	const struct spot *right = b;

	if (left->place.at != right->place.at)
		return (uintptr_t)left->place.at < (uintptr_t)right->place.at ? -1 : 1;
	return strcmp(left->place.rest, right->place.rest);
}

static bool
keep_first(void *user, const void *at, const char *rest)
{
	*(struct bind_spot *)user = (struct bind_spot){ at, rest };
	return false;
}

static int
power_of(struct filter_look look)
{
	return look.format.shift - (look.is_percent ? 2 : 0);
}

static void
add_cell(struct formulas *formulas, const struct plan_cell *cell)
{
	struct arena *arena = formulas->values->cx->arena;
	const struct place *place = cell->kind == PLAN_NUMBER ? value_place(cell) : NULL;
	const struct bind_path *path = place == NULL ? NULL : bind_piece_path(place->piece);
	struct spot spot = { .cell = cell };
	struct bind_scope scope;

	if (path == NULL)
		return;
	scope = place_scope(place->turn);
	bind_path_visit_spots(arena, path, &scope, keep_first, &spot.place);
	if (spot.place.at == NULL)
		return;
	spot.power = power_of(value_look(formulas->values, place));
	formulas->spots = arena_grow(arena, formulas->spots, formulas->count, &formulas->capacity,
	                             sizeof *formulas->spots);
	formulas->spots[formulas->count++] = spot;
}

static int
by_column(const void *a, const void *b)
{
	const struct plan_cell *left = *(const struct plan_cell *const *)a;
	const struct plan_cell *right = *(const struct plan_cell *const *)b;

	if (left->column != right->column)
		return left->column < right->column ? -1 : 1;
	return left->row < right->row ? -1 : left->row > right->row;
}

static int
by_row(const void *a, const void *b)
{
	const struct plan_cell *left = *(const struct plan_cell *const *)a;
	const struct plan_cell *right = *(const struct plan_cell *const *)b;

	if (left->row != right->row)
		return left->row < right->row ? -1 : 1;
	return left->column < right->column ? -1 : left->column > right->column;
}

const char *
formula_cell_name(struct arena *arena, unsigned row, unsigned column)
{
	char letters[8] = "";
	unsigned number = column + 1;

	for (size_t length = 0; number > 0; number = (number - 1) / 26, length++) {
		memmove(letters + 1, letters, length);
		letters[0] = (char)('A' + (number - 1) % 26);
	}
	return arena_printf(arena, "%s%u", letters, row + 1);
}

static void
add_name(const struct formulas *formulas, struct text *out, const struct plan_cell *cell)
{
	text_add_str(out,
	             formula_cell_name(formulas->values->cx->arena, cell->row + formulas->origin,
	                               cell->column + formulas->origin));
}

static bool
is_next(const struct plan_cell *before, const struct plan_cell *cell, bool is_in_row)
{
	if (is_in_row)
		return cell->row == before->row &&
		       cell->column == before->column + before->column_span;
	return cell->column == before->column && cell->row == before->row + before->row_span;
}

/*
 * The end of a range of rows above the formula. A row that somebody inserts below the
 * last one of a list is in it, too: a plain range would not grow there.
 */
static void
add_end(const struct formulas *formulas, struct text *out, const struct plan_cell *last)
{
	const struct plan_cell *cell = formulas->cell;
	const char *name = formula_cell_name(formulas->values->cx->arena, 0,
	                                     last->column + formulas->origin);
	int letters = (int)strlen(name) - 1;

	if (formulas->values->is_to_fill && formulas->sheet->rows[last->row].turn != NULL &&
	    last->column == cell->column && last->row + last->row_span == cell->row)
		text_add_fmt(out, "INDEX(%.*s:%.*s,ROW()-1)", letters, name, letters, name);
	else
		add_name(formulas, out, last);
}

/* Cells that are neighbours become ranges. NULL when there are too many. */
static const char *
ranges(const struct formulas *formulas, const struct plan_cell **cells, size_t count)
{
	struct text out = text_make(formulas->values->cx->arena);
	bool is_in_row = true;
	size_t ranges = 0;

	for (size_t i = 1; i < count; i++)
		is_in_row = is_in_row && cells[i]->row == cells[0]->row;
	qsort(cells, count, sizeof *cells, is_in_row ? by_row : by_column);
	for (size_t i = 0; i < count; i++) {
		size_t from = i;

		while (i + 1 < count && is_next(cells[i], cells[i + 1], is_in_row))
			i++;
		text_add_str(&out, ranges++ > 0 ? "," : "");
		add_name(formulas, &out, cells[from]);
		if (i > from) {
			text_add_str(&out, ":");
			add_end(formulas, &out, cells[i]);
		}
	}
	return ranges > REFERENCES_MAX ? NULL : out.data;
}

/* Is there a value that a formula must not miss? A cell that is to show a number may hold a text. */
static bool
is_missed(const struct bind_spot *place, const struct plan_cell *cell)
{
	const char *text = *place->rest == '\0' ? json_string(place->at) : NULL;

	if (*place->rest != '\0' || (text != NULL && filter_is_dash(text)))
		return false;
	return cell == NULL || *cell->number == '\0';
}

static bool
refer(void *user, const struct bind_spot *places, size_t count, const char **reference, int *power)
{
	struct formulas *formulas = user;
	const struct plan_cell **cells = arena_array(formulas->values->cx->arena, count,
	                                             sizeof *cells);
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		const struct spot wanted = { .place = places[i] };
		const struct spot *spot = formulas->count == 0 ? NULL
		                                               : bsearch(&wanted, formulas->spots,
		                                                         formulas->count,
		                                                         sizeof wanted, by_place);

		if (is_missed(&places[i], spot == NULL ? NULL : spot->cell))
			return false;
		if (spot == NULL)
			continue;
		if (found > 0 && spot->power != *power)
			return false;
		*power = spot->power;
		cells[found++] = spot->cell;
	}
	*reference = found == 0 ? NULL : ranges(formulas, cells, found);
	return *reference != NULL;
}

void
formula_set(struct values *values, struct plan_sheet *sheets, unsigned origin)
{
	struct formulas formulas = { .values = values, .origin = origin };
	const struct bind_formula formula = { values->cx->arena, refer, &formulas };

	for (struct plan_sheet *sheet = sheets; sheet != NULL; sheet = sheet->next) {
		formulas.count = 0;
		formulas.sheet = sheet;
		for (struct plan_cell *cell = sheet->cells; cell != NULL; cell = cell->next)
			add_cell(&formulas, cell);
		if (formulas.count > 0)
			qsort(formulas.spots, formulas.count, sizeof *formulas.spots, by_place);
		for (struct plan_cell *cell = sheet->cells; cell != NULL; cell = cell->next) {
			const struct place *place = cell->kind == PLAN_NUMBER ? value_place(cell)
			                                                      : NULL;

			formulas.cell = cell;
			if (place != NULL && bind_piece_is_computed(place->piece))
				cell->formula = bind_formula(&formula, place->piece, place->turn,
				                             power_of(value_look(values, place)));
		}
	}
}
