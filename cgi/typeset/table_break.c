/* Where pages end in a table: as many rows on each as fit, and as may be parted. */
#include "typeset/table_internal.h"

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

static const struct row *
row_at(const struct placing *placing, unsigned row)
{
	return &placing->block->block->rows[row];
}

/* The height of the head that is repeated above the next row. */
static int
head_height(const struct placing *placing)
{
	int height;

	if (!placing->is_continued || placing->head_end == 0 ||
	    row_at(placing, placing->row)->is_head)
		return 0;
	height = table_head_height(placing->block, placing->head_first);
	return height <= placing->block->head_max_mpt ? height : 0;
}

/* A label that a break before `row` would cut needs room for its text above the break. */
static unsigned
label_start(const struct placing *placing, const struct fragment *fragment, unsigned row)
{
	for (unsigned column = 0; column < placing->block->block->column_count; column++) {
		const struct laid_cell *cell = table_cell(placing->block, row, column);

		if (cell == table_cell(placing->block, row - 1, column) && cell->repeats &&
		    cell->cell->row >= placing->row &&
		    table_height_above(fragment, cell, row) < table_need(cell, 0))
			return cell->cell->row;
	}
	return row;
}

/* Is the row one of a head that is repeated? Such a head never ends a page. */
static bool
is_repeated_head(const struct placing *placing, unsigned row)
{
	return row_at(placing, row)->is_head &&
	       table_head_height(placing->block, row) <= placing->block->head_max_mpt;
}

/*
 * The last row, at most `row`, before which the page may end; placing->row
 * when there is none.
 */
static unsigned
legal_break(const struct placing *placing, const struct fragment *fragment, unsigned row)
{
	while (row > placing->row) {
		unsigned candidate = row;

		if (row_at(placing, row)->keeps_with_previous || is_repeated_head(placing, row - 1))
			row--;
		else
			row = label_start(placing, fragment, row);
		if (row == candidate)
			return row;
	}
	return placing->row;
}

/*
 * The last row, at most `row`, before which an otherwise empty page can end
 * when the last row is made higher for the labels; placing->row if there is none.
 */
static unsigned
possible_break(const struct placing *placing, const struct fragment *fragment, unsigned row,
               bool with_keeps)
{
	for (; row > placing->row; row--) {
		unsigned count = fragment->repeated + row - placing->row;
		int height = table_fragment_height(fragment, 0, count) +
		             table_label_lack(fragment, count);

		if (!is_repeated_head(placing, row - 1) &&
		    !(with_keeps && row_at(placing, row)->keeps_with_previous) &&
		    height <= flow_room(placing->flow))
			break;
	}
	return row;
}

static bool
has_height(const struct placing *placing, const struct fragment *fragment, unsigned end)
{
	return table_fragment_height(fragment, fragment->repeated,
	                             fragment->repeated + end - placing->row) > 0;
}

/* The break before `row`, or where it is legal; on an empty page, where it is possible. */
static unsigned
choose_break(const struct placing *placing, const struct fragment *fragment, unsigned row)
{
	unsigned end = legal_break(placing, fragment, row);

	if (flow_may_break(placing->flow) || has_height(placing, fragment, end))
		return end;
	end = possible_break(placing, fragment, row, true);
	if (!has_height(placing, fragment, end))
		end = possible_break(placing, fragment, row, false);
	return has_height(placing, fragment, end) ? end : row;
}

/*
 * The break that takes the last rows to the next page with what follows the
 * block; when none can go, they stay.
 */
static unsigned
break_for_trail(const struct placing *placing, const struct fragment *fragment)
{
	unsigned row_count = placing->block->block->row_count;
	unsigned end = legal_break(placing, fragment, row_count - 1);

	return has_height(placing, fragment, end) || flow_may_break(placing->flow) ? end : row_count;
}

static void
repeat_head(const struct placing *placing, struct fragment *fragment)
{
	if (head_height(placing) > 0)
		for (unsigned row = placing->head_first; row < placing->head_end; row++)
			table_fragment_push(placing->flow->cx->arena, fragment, row,
			                    placing->block->heights[row]);
	fragment->repeated = fragment->count;
}

/* The last row gives room to the labels that the page's end cuts, if there is any. */
static bool
stretch_last(struct fragment *fragment, int room_mpt)
{
	int lack = table_label_lack(fragment, fragment->count);

	if (lack > 0)
		fragment->rows[fragment->count - 1].height_mpt += lack;
	return lack <= 0 || table_fragment_height(fragment, 0, fragment->count) <= room_mpt;
}

/* The lines of a cell that begin a part of it: no fewer than may stand alone. */
static int
first_lines(const struct laid_cell *cell)
{
	const struct lines *lines = &cell->lines;
	size_t end = cell->placed + 1;

	while (end < lines->count && !line_may_part(lines, end))
		end++;
	return line_height(lines, cell->placed, end - cell->placed);
}

/* What a part of a row needs at least: each label whole, and first lines of each other cell. */
static int
least_part(const struct fragment *fragment, unsigned row)
{
	int least = 0;

	for (unsigned column = 0; column < fragment->block->block->column_count; column++) {
		const struct laid_cell *cell = table_cell(fragment->block, row, column);
		int need = 0;

		if (cell->repeats)
			need = table_rest(fragment, cell);
		else if (cell->placed < cell->lines.count)
			need = first_lines(cell) + 2 * cell->cell->style->padding_y_mpt;
		least = larger(least, need - table_height_above(fragment, cell, row));
	}
	return least;
}

/* Is a row higher than a page below the head that stands again above it? */
static bool
fits_nowhere(const struct laid_block *block, unsigned row, int page_mpt)
{
	unsigned head = row;
	int height = 0;

	while (head > 0 && !block->block->rows[head].is_head)
		head--;
	if (head < row)
		height = table_head_height(block, head);
	return block->heights[row] + (height <= block->head_max_mpt ? height : 0) > page_mpt;
}

/* A row that fits nowhere begins here, if a part of it has room. */
static bool
begin_row(const struct placing *placing, struct fragment *fragment, unsigned row, int room_mpt)
{
	if (!fits_nowhere(placing->block, row, flow_height(placing->flow)) ||
	    least_part(fragment, row) > room_mpt)
		return false;
	table_fragment_push(placing->flow->cx->arena, fragment, row, room_mpt);
	fragment->is_cut = true;
	return true;
}

/* Has the rest of the page room for each label of the row that is cut, and a line of each other cell? */
static bool
can_cut(const struct fragment *fragment, unsigned row, int room_mpt)
{
	for (unsigned column = 0; column < fragment->block->block->column_count; column++) {
		const struct laid_cell *cell = table_cell(fragment->block, row, column);
		int need = 0;

		if (cell->repeats)
			need = table_rest(fragment, cell) - table_height_above(fragment, cell, row);
		else if (cell->placed < cell->lines.count)
			need = cell->lines.lines[cell->placed].height_mpt +
			       2 * cell->cell->style->padding_y_mpt;
		if (need > room_mpt)
			return false;
	}
	return true;
}

/* A row that fits on no page is cut: it takes the rest of this one, if it can. */
static bool
cut_row(const struct placing *placing, struct fragment *fragment)
{
	unsigned row = placing->row + fragment->count - fragment->repeated;
	int room = flow_room(placing->flow) - table_fragment_height(fragment, 0, fragment->count);

	if (!can_cut(fragment, row, room))
		return false;
	table_fragment_push(placing->flow->cx->arena, fragment, row, room);
	fragment->is_cut = true;
	return true;
}

/* As many rows as fit on the page, and as may be parted from the next one; or a part of one that fits nowhere. */
static void
fill_fragment(const struct placing *placing, struct fragment *fragment)
{
	unsigned row_count = placing->block->block->row_count;
	int room = flow_room(placing->flow) - head_height(placing);
	unsigned row = placing->row;
	unsigned end = row_count;

	repeat_head(placing, fragment);
	for (; row < row_count; row++) {
		int height = table_row_height(fragment, row);

		if (height > room && begin_row(placing, fragment, row, room))
			return;
		if (height > room)
			break;
		table_fragment_push(placing->flow->cx->arena, fragment, row, height);
		room -= height;
	}
	if (row < row_count)
		end = choose_break(placing, fragment, row);
	else if (room < placing->block->trail_mpt)
		end = break_for_trail(placing, fragment);
	fragment->count = fragment->repeated + (end - placing->row);
}

/* Does nothing stand here, or only the head of a row that does not fit below it? */
static bool
must_cut(const struct placing *placing, const struct fragment *fragment)
{
	unsigned next = placing->row + fragment->count - fragment->repeated;

	if (next == placing->block->block->row_count)
		return false;
	return !has_height(placing, fragment, next) || is_repeated_head(placing, next - 1);
}

bool
table_fill(const struct placing *placing, struct fragment *fragment)
{
	fill_fragment(placing, fragment);
	if (fragment->is_cut)
		return true;
	if (!must_cut(placing, fragment))
		return stretch_last(fragment, flow_room(placing->flow));
	return !flow_may_break(placing->flow) && cut_row(placing, fragment);
}

int
table_block_lead(struct flow *flow, struct laid_block *block)
{
	struct placing placing = { .flow = flow, .block = block };
	struct fragment fragment = table_fragment_new(flow->cx->arena, block);
	int height = 0;

	for (unsigned row = 0; height <= flow_height(flow); row++) {
		if (fits_nowhere(block, row, flow_height(flow)))
			return height + least_part(&fragment, row);
		height += block->heights[row];
		table_fragment_push(flow->cx->arena, &fragment, row, block->heights[row]);
		if (row + 1 == block->block->row_count)
			return height + block->trail_mpt;
		if (legal_break(&placing, &fragment, row + 1) == row + 1)
			return height;
	}
	return height;
}
