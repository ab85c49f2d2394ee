#include "template/grid.h"

#include <string.h>

/* Rows of a block; a document that needs more is a mistake or an attack. */
#define GRID_ROWS_MAX 200000
#define GRID_PLACES_MAX 12800000 /* rows by columns: 100 MB */

/* What occupies a column in the row being filled. */
struct column {
	struct cell *cell; /* the last cell that began in this column or spans it */
	struct merge_key key;
	unsigned rows_left; /* of a row span that reaches into this row */
};

struct grid {
	struct arena *arena;
	unsigned column_count;
	struct column *columns;
	struct row *rows;
	unsigned *lines; /* of the template, for messages */
	size_t row_count;
	size_t row_capacity;
	size_t line_capacity;
	struct cell **map;
	size_t map_capacity; /* in rows */
	unsigned next;       /* first column that may be free */
};

struct grid *
grid_new(struct arena *arena, unsigned column_count)
{
	struct grid *grid = arena_alloc(arena, sizeof *grid);

	grid->arena = arena;
	grid->column_count = column_count;
	grid->columns = arena_array(arena, column_count, sizeof *grid->columns);
	return grid;
}

static struct cell **
map_row(const struct grid *grid, size_t row)
{
	return grid->map + row * grid->column_count;
}

static enum err
check_full(struct ctx *cx, const struct grid *grid)
{
	struct cell **places;

	if (grid->row_count == 0)
		return ERR_OK;
	places = map_row(grid, grid->row_count - 1);
	for (unsigned column = 0; column < grid->column_count; column++)
		if (places[column] == NULL)
			return err_set(cx, ERR_INPUT,
			               "模板第 %u 行：这一行的第 %u 列（共 %u 列）没有单元格",
			               grid->lines[grid->row_count - 1], column + 1,
			               grid->column_count);
	return ERR_OK;
}

enum err
grid_row(struct ctx *cx, struct grid *grid, struct row row, unsigned line)
{
	struct cell **places;

	TRY(check_full(cx, grid));
	if (grid->row_count == GRID_ROWS_MAX)
		return err_set(cx, ERR_TOO_LONG, "一个表多于 %d 行", GRID_ROWS_MAX);
	if ((grid->row_count + 1) * grid->column_count > GRID_PLACES_MAX)
		return err_set(cx, ERR_TOO_LONG, "一个 %u 列的表多于 %zu 行", grid->column_count,
		               grid->row_count);
	grid->rows = arena_grow(grid->arena, grid->rows, grid->row_count, &grid->row_capacity,
	                        sizeof *grid->rows);
	grid->lines = arena_grow(grid->arena, grid->lines, grid->row_count, &grid->line_capacity,
	                         sizeof *grid->lines);
	grid->map = arena_grow(grid->arena, grid->map, grid->row_count, &grid->map_capacity,
	                       grid->column_count * sizeof *grid->map);
	grid->rows[grid->row_count] = row;
	grid->lines[grid->row_count] = line;
	places = map_row(grid, grid->row_count++);
	for (unsigned column = 0; column < grid->column_count; column++)
		if (grid->columns[column].rows_left > 0) {
			grid->columns[column].rows_left--;
			places[column] = grid->columns[column].cell;
		}
	grid->next = 0;
	return ERR_OK;
}

static bool
is_same(struct merge_key a, struct merge_key b)
{
	return a.name != NULL && a.name == b.name && a.serial == b.serial &&
	       (a.text == NULL || strcmp(a.text, b.text) == 0);
}

static bool
continues(const struct column *above, struct merge_key key, unsigned column, unsigned column_span,
          size_t row)
{
	return is_same(key, above->key) && above->cell != NULL && above->cell->column == column &&
	       above->cell->column_span == column_span &&
	       above->cell->row + above->cell->row_span == row;
}

static void
occupy(struct grid *grid, struct cell *cell, struct merge_key key, unsigned first, unsigned span,
       unsigned rows_left)
{
	for (unsigned column = first; column < first + span; column++) {
		grid->columns[column] = (struct column){ cell, key, rows_left };
		map_row(grid, grid->row_count - 1)[column] = cell;
	}
}

enum err
grid_cell(struct ctx *cx, struct grid *grid, struct merge_key key, unsigned column_span,
          unsigned row_span, struct cell **placed, bool *is_merged)
{
	struct cell **places = map_row(grid, grid->row_count - 1);
	unsigned row = (unsigned)(grid->row_count - 1);
	struct column *above;
	struct cell *cell;

	while (grid->next < grid->column_count && places[grid->next] != NULL)
		grid->next++;
	for (unsigned column = grid->next; column < grid->next + column_span; column++)
		if (column >= grid->column_count || places[column] != NULL)
			return err_set(cx, ERR_INPUT, "模板第 %u 行：这一行的单元格多于 %u 列",
			               grid->lines[row], grid->column_count);
	above = &grid->columns[grid->next];
	*is_merged = continues(above, key, grid->next, column_span, row);
	if (*is_merged) {
		cell = *placed = above->cell;
		cell->row_span += row_span;
	} else {
		cell = *placed = arena_alloc(grid->arena, sizeof *cell);
		cell->row = row;
		cell->column = grid->next;
		cell->row_span = row_span;
		cell->column_span = column_span;
	}
	occupy(grid, cell, key, grid->next, column_span, row_span - 1);
	grid->next += column_span;
	return ERR_OK;
}

unsigned
grid_room(const struct grid *grid)
{
	struct cell *const *places = map_row(grid, grid->row_count - 1);
	unsigned first = grid->next;
	unsigned end;

	while (first < grid->column_count && places[first] != NULL)
		first++;
	for (end = first; end < grid->column_count && places[end] == NULL;)
		end++;
	return end - first;
}

const struct row *
grid_last(const struct grid *grid)
{
	return grid->row_count == 0 ? NULL : &grid->rows[grid->row_count - 1];
}

enum err
grid_finish(struct ctx *cx, struct grid *grid, struct block *block)
{
	TRY(check_full(cx, grid));
	for (unsigned column = 0; column < grid->column_count; column++) {
		const struct cell *cell = grid->columns[column].cell;

		if (cell != NULL && cell->row + cell->row_span > grid->row_count)
			return err_set(cx, ERR_INPUT,
			               "模板第 %u 行：rowspan 写的 %u 行，从这里到表尾只有 %zu 行；"
			               "请改小，或补上缺的行",
			               grid->lines[cell->row], cell->row_span,
			               grid->row_count - cell->row);
	}
	block->column_count = grid->column_count;
	block->rows = grid->rows;
	block->row_count = (unsigned)grid->row_count;
	block->grid = grid->map;
	return ERR_OK;
}
