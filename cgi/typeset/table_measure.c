/* The cells of a block: their elements, lines, heights, and what of them repeats. */
#include "typeset/content.h"
#include "typeset/table_internal.h"

/* （续） */
#define MARK_EMS 3

struct laid_cell *
table_cell(const struct laid_block *block, unsigned row, unsigned column)
{
	return block->grid[(size_t)row * block->block->column_count + column];
}

bool
table_starts(const struct cell *cell, unsigned row, unsigned column)
{
	return cell->row == row && cell->column == column;
}

int
table_need(const struct laid_cell *cell, size_t from)
{
	return line_height(&cell->lines, from, cell->lines.count) +
	       2 * cell->cell->style->padding_y_mpt;
}

int
table_head_height(const struct laid_block *block, unsigned row)
{
	const struct row *rows = block->block->rows;
	int most = block->head_max_mpt;
	int height = 0;

	if (!rows[row].is_head)
		return 0;
	for (unsigned i = row; i > 0 && rows[i - 1].is_head && height <= most; i--)
		height += block->heights[i - 1];
	for (; row < block->block->row_count && rows[row].is_head && height <= most; row++)
		height += block->heights[row];
	return height;
}

/*
 * From edge to edge; but equal shares are equally wide, however their edges are rounded, so
 * that the same text breaks equally in them.
 */
static int
cell_width(const struct laid_block *block, const struct cell *cell)
{
	const int *shares = block->block->shares;
	unsigned end = cell->column + cell->column_span;
	long long total = 0;
	long long own = 0;

	if (block->width_mpt == 0)
		return block->edges[end] - block->edges[cell->column];
	for (unsigned i = 0; i < block->block->column_count; i++) {
		total += shares[i];
		own += i >= cell->column && i < end ? shares[i] : 0;
	}
	return (int)((own * block->width_mpt + total / 2) / total);
}

int
table_text_width(const struct laid_block *block, const struct cell *cell)
{
	return cell_width(block, cell) - 2 * cell->style->padding_x_mpt;
}

int
table_mark_size(const struct laid_block *block, const struct cell *cell)
{
	const struct style *style = cell->style;
	int size = table_text_width(block, cell) / MARK_EMS;

	if (style->vertical || style->indent != 0 || style->first_indent != 0 ||
	    1000LL * size < (long long)line_smallest(style) * style->size_mpt)
		return 0;
	return size < style->size_mpt ? size : style->size_mpt;
}

int
table_mark_height(const struct laid_block *block, const struct cell *cell)
{
	const struct style *style = cell->style;
	int line = (int)(((long long)style->size_mpt * style->leading + 500) / 1000);

	return table_mark_size(block, cell) > 0 ? line : MARK_EMS * line;
}

/* Does a row stand above columns of what it says: a head, or a row of labels only? */
static bool
heads_columns(const struct block *block, unsigned row)
{
	bool is_head = true;

	for (unsigned column = 0; column < block->column_count; column++)
		if (!block->grid[(size_t)row * block->column_count + column]->is_label)
			is_head = false;
	return is_head || block->rows[row].is_head;
}

static enum structure_scope
scope_of(const struct block *block, const struct cell *cell)
{
	if (!heads_columns(block, cell->row))
		return SCOPE_ROW;
	return heads_columns(block, cell->row + cell->row_span - 1) ? SCOPE_COLUMN : SCOPE_BOTH;
}

static struct structure *
add_element(struct arena *arena, struct structure *row, const struct block *block,
            const struct cell *cell)
{
	struct structure *element = content_leaf(arena, row,
	                                         cell->is_label ? STRUCTURE_HEADER : STRUCTURE_DATA,
	                                         cell->paragraphs, NULL);

	if (cell->is_label)
		element->scope = scope_of(block, cell);
	element->column_span = cell->column_span;
	element->row_span = cell->row_span;
	return element;
}

static void
find_row_height(struct laid_block *laid, unsigned row)
{
	int height = laid->block->rows[row].min_height_mpt;

	for (unsigned column = 0; column < laid->block->column_count; column++) {
		const struct laid_cell *cell = table_cell(laid, row, column);

		if (cell->cell->row_span == 1 && table_need(cell, 0) > height)
			height = table_need(cell, 0);
	}
	laid->heights[row] = height;
}

/* What a cell over several rows needs beyond their heights is shared evenly among them. */
static void
stretch_rows(struct laid_block *laid, const struct laid_cell *cell)
{
	int span = (int)cell->cell->row_span;
	long long missing = table_need(cell, 0);

	for (int i = 0; i < span; i++)
		missing -= laid->heights[(int)cell->cell->row + i];
	for (int i = 0; i < span && missing > 0; i++) {
		int share = (int)(missing / (span - i));

		laid->heights[(int)cell->cell->row + i] += share;
		missing -= share;
	}
}

void
table_find_heights(struct laid_block *laid)
{
	for (unsigned row = 0; row < laid->block->row_count; row++)
		find_row_height(laid, row);
	for (unsigned row = 0; row < laid->block->row_count; row++)
		for (unsigned column = 0; column < laid->block->column_count; column++) {
			const struct laid_cell *cell = table_cell(laid, row, column);

			if (cell->cell->row_span > 1 && table_starts(cell->cell, row, column))
				stretch_rows(laid, cell);
		}
}

static bool
has_text(const struct laid_cell *lay)
{
	for (size_t i = 0; i < lay->lines.count; i++)
		if (lay->lines.lines[i].count > 0)
			return true;
	return false;
}

/*
 * Data that is cut between its rows repeats like a label while it is short: a
 * quarter of a page, or three lines; longer text goes on.
 */
static bool
is_short(const struct laid_cell *lay, int room_mpt)
{
	return table_need(lay, 0) <= room_mpt / 4 || lay->lines.count <= 3;
}

/* May a cell's text stand again behind a page break that cuts it? */
static bool
may_repeat(const struct laid_block *laid, const struct laid_cell *lay, int room_mpt)
{
	const struct cell *cell = lay->cell;

	if (cell->repeat != REPEAT_BY_KIND)
		return cell->repeat == REPEAT_YES;
	return cell->is_label || laid->block->rows[cell->row].is_head ||
	       (cell->row_span > 1 && is_short(lay, room_mpt));
}

/*
 * A cell of a repeated head repeats with it. Another that a page break cuts
 * repeats if a page has room for it; a higher one goes on like other text.
 */
static bool
is_repeated(const struct laid_block *laid, const struct laid_cell *lay, int room_mpt)
{
	const struct cell *cell = lay->cell;
	const struct row *last = &laid->block->rows[cell->row + cell->row_span - 1];

	if (laid->block->rows[cell->row].is_head && last->is_head)
		return table_head_height(laid, cell->row) <= laid->head_max_mpt;
	return may_repeat(laid, lay, room_mpt) && has_text(lay) &&
	       table_need(lay, 0) + table_mark_height(laid, cell) <= room_mpt;
}

void
table_find_repeated(struct laid_block *laid, int page_mpt)
{
	int head = 0;

	laid->head_max_mpt = page_mpt / 2;
	for (unsigned row = 0; row < laid->block->row_count; row++) {
		int height = table_head_height(laid, row);

		if (height > head && height <= laid->head_max_mpt)
			head = height;
	}
	for (unsigned row = 0; row < laid->block->row_count; row++)
		for (unsigned column = 0; column < laid->block->column_count; column++) {
			struct laid_cell *cell = table_cell(laid, row, column);

			if (table_starts(cell->cell, row, column))
				cell->repeats = is_repeated(laid, cell, page_mpt - head);
		}
}

struct laid_block *
table_block_new(struct arena *arena, const struct block *block)
{
	struct laid_block *laid = arena_alloc(arena, sizeof *laid);
	size_t columns = block->column_count;

	laid->block = block;
	laid->edges = arena_array(arena, columns + 1, sizeof *laid->edges);
	laid->heights = arena_array(arena, block->row_count, sizeof *laid->heights);
	laid->grid = arena_array(arena, block->row_count * columns, sizeof *laid->grid);
	return laid;
}

struct laid_cell *
table_cell_new(struct arena *arena, struct laid_block *laid, const struct cell *cell)
{
	struct laid_cell *lay = arena_alloc(arena, sizeof *lay);
	size_t columns = laid->block->column_count;

	lay->cell = cell;
	lay->number = cell->column + 1;
	for (unsigned row = cell->row; row < cell->row + cell->row_span; row++)
		for (unsigned i = 0; i < cell->column_span; i++)
			laid->grid[row * columns + cell->column + i] = lay;
	return lay;
}

void
table_tag(struct flow *flow, struct laid_block *laid)
{
	struct arena *arena = flow->cx->arena;
	const struct block *block = laid->block;
	struct structure *table = content_group(arena, flow->structure, STRUCTURE_TABLE);

	for (unsigned row = 0; row < block->row_count; row++) {
		struct structure *element = content_group(arena, table, STRUCTURE_ROW);

		for (unsigned column = 0; column < block->column_count; column++) {
			const struct cell *cell =
				block->grid[(size_t)row * block->column_count + column];

			if (table_starts(cell, row, column))
				table_cell_new(arena, laid, cell)->structure =
					add_element(arena, element, block, cell);
		}
	}
}

static void
count_cell(struct flow_cells *cells, const struct laid_cell *lay)
{
	const struct lines *lines = &lay->lines;

	if (lines->count == 0)
		return;
	if (lines->lines->style->size_mpt < lines->lines->paragraph->style->size_mpt)
		cells->smaller++;
	cells->single += lines->count == 1 ? 1 : 0;
	cells->label_lines += lay->cell->is_label ? lines->count : 0;
}

enum err
table_lay_lines(struct flow *flow, struct laid_block *laid)
{
	laid->fits = true;
	for (unsigned row = 0; row < laid->block->row_count; row++)
		for (unsigned column = 0; column < laid->block->column_count; column++) {
			struct laid_cell *lay = table_cell(laid, row, column);
			int width;

			if (!table_starts(lay->cell, row, column))
				continue;
			width = table_text_width(laid, lay->cell);
			lay->lines.count = 0;
			TRY(line_break(flow->cx, flow->fonts, lay->cell->paragraphs, width,
			               &lay->lines));
			laid->fits = laid->fits && line_fits(&lay->lines, width);
			count_cell(&flow->cells, lay);
		}
	return ERR_OK;
}

void
table_check(struct ctx *cx, const struct laid_block *laid)
{
	for (unsigned row = 0; !laid->fits && row < laid->block->row_count; row++)
		for (unsigned column = 0; column < laid->block->column_count; column++) {
			const struct laid_cell *lay = table_cell(laid, row, column);

			/* What is too wide may reach into the padding, but not out. */
			if (table_starts(lay->cell, row, column))
				line_check(cx, &lay->lines,
				           table_text_width(laid, lay->cell) +
				                   lay->cell->style->padding_x_mpt,
				           lay->number);
		}
}
