/* The rows of a block on one page, and what their cells need there. */
#include "typeset/table_internal.h"

int
table_height_above(const struct fragment *fragment, const struct laid_cell *cell, unsigned row)
{
	int height = 0;

	for (unsigned i = fragment->count; i > 0; i--) {
		const struct placed_row *placed = &fragment->rows[i - 1];

		if (placed->row >= row)
			continue;
		if (table_cell(fragment->block, placed->row, cell->cell->column) != cell)
			break;
		height += placed->height_mpt;
	}
	return height;
}

int
table_rest(const struct fragment *fragment, const struct laid_cell *cell)
{
	if (!cell->repeats)
		return table_need(cell, cell->placed);
	return table_need(cell, 0) +
	       (cell->is_begun ? table_mark_height(fragment->block, cell->cell) : 0);
}

static bool
ends_at(const struct laid_cell *cell, unsigned row)
{
	return cell->cell->row + cell->cell->row_span == row + 1;
}

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

int
table_row_height(const struct fragment *fragment, unsigned row)
{
	const struct laid_block *block = fragment->block;
	bool was_cut = fragment->resumes && fragment->count == fragment->repeated;
	int height = was_cut ? 0 : block->heights[row];

	for (unsigned column = 0; column < block->block->column_count; column++) {
		const struct laid_cell *cell = table_cell(block, row, column);

		if (cell->cell->row_span == 1 && was_cut)
			height = larger(height, table_rest(fragment, cell));
		else if (cell->is_begun && ends_at(cell, row))
			height = larger(height, table_rest(fragment, cell) -
			                                table_height_above(fragment, cell, row));
	}
	return height;
}

/* Rows that most pages have room for. */
#define ROWS_ON_PAGE 32

struct fragment
table_fragment_new(struct arena *arena, struct laid_block *block)
{
	struct fragment fragment = { .block = block, .capacity = ROWS_ON_PAGE };

	fragment.rows = arena_array(arena, ROWS_ON_PAGE, sizeof *fragment.rows);
	return fragment;
}

void
table_fragment_push(struct arena *arena, struct fragment *fragment, unsigned row, int height_mpt)
{
	fragment->rows = arena_grow(arena, fragment->rows, fragment->count, &fragment->capacity,
	                            sizeof *fragment->rows);
	fragment->rows[fragment->count++] = (struct placed_row){ row, height_mpt };
}

int
table_fragment_height(const struct fragment *fragment, unsigned first, unsigned end)
{
	int height = 0;

	for (unsigned i = first; i < end; i++)
		height += fragment->rows[i].height_mpt;
	return height;
}

int
table_label_lack(const struct fragment *fragment, unsigned count)
{
	const struct laid_block *block = fragment->block;
	unsigned row;
	int lack = 0;

	if (count == 0)
		return 0;
	row = fragment->rows[count - 1].row;
	for (unsigned column = 0; column < block->block->column_count; column++) {
		const struct laid_cell *cell = table_cell(block, row, column);

		if (cell->repeats && !ends_at(cell, row))
			lack = larger(lack, table_rest(fragment, cell) -
			                            table_height_above(fragment, cell, row + 1));
	}
	return lack;
}
