#include "typeset/table.h"

#include "typeset/table_internal.h"

/* A table on its way onto pages. */
struct placing {
	struct flow *flow;
	struct frame frame;
	struct laid_block *block;
	unsigned row;        /* the first row that is not wholly placed */
	unsigned head_first; /* the head rows that repeat: [head_first, head_end) */
	unsigned head_end;
	bool is_continued; /* the block began on an earlier page */
	bool is_row_cut;   /* a part of `row` stands on the page before */
};

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

/* Height that the fragment's rows above `row` give to a cell. */
static int
height_above(const struct fragment *fragment, const struct laid_cell *cell, unsigned row)
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

/* What a cell still needs: all of its text again and the mark, or the rest of its text. */
static int
rest_of(const struct fragment *fragment, const struct laid_cell *cell)
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

/*
 * The height of the next row on this page: as measured; of a row that was cut,
 * what its cells have left; and more where a cell from an earlier page ends
 * with it and still needs room.
 */
static int
height_of(const struct fragment *fragment, unsigned row)
{
	const struct laid_block *block = fragment->block;
	bool was_cut = fragment->resumes && fragment->count == fragment->repeated;
	int height = was_cut ? 0 : block->heights[row];

	for (unsigned column = 0; column < block->block->column_count; column++) {
		const struct laid_cell *cell = table_cell(block, row, column);

		if (cell->cell->row_span == 1 && was_cut)
			height = larger(height, rest_of(fragment, cell));
		else if (cell->is_begun && ends_at(cell, row))
			height = larger(height, rest_of(fragment, cell) -
			                                height_above(fragment, cell, row));
	}
	return height;
}

/* Rows that most pages have room for. */
#define ROWS_ON_PAGE 32

static struct fragment
new_fragment(struct arena *arena, struct laid_block *block)
{
	struct fragment fragment = { .block = block, .capacity = ROWS_ON_PAGE };

	fragment.rows = arena_array(arena, ROWS_ON_PAGE, sizeof *fragment.rows);
	return fragment;
}

static void
push_row(struct arena *arena, struct fragment *fragment, unsigned row, int height_mpt)
{
	fragment->rows = arena_grow(arena, fragment->rows, fragment->count, &fragment->capacity,
	                            sizeof *fragment->rows);
	fragment->rows[fragment->count++] = (struct placed_row){ row, height_mpt };
}

/* A label that a break before `row` would cut needs room for its text above the break. */
static unsigned
label_start(const struct placing *placing, const struct fragment *fragment, unsigned row)
{
	for (unsigned column = 0; column < placing->block->block->column_count; column++) {
		const struct laid_cell *cell = table_cell(placing->block, row, column);

		if (cell == table_cell(placing->block, row - 1, column) && cell->repeats &&
		    cell->cell->row >= placing->row &&
		    height_above(fragment, cell, row) < table_need(cell, 0))
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

/* What the labels lack that are cut when the page ends with the fragment's first `count` rows. */
static int
label_lack(const struct fragment *fragment, unsigned count)
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
			lack = larger(lack, rest_of(fragment, cell) -
			                            height_above(fragment, cell, row + 1));
	}
	return lack;
}

/* The height of the fragment's rows [first, end). */
static int
rows_height(const struct fragment *fragment, unsigned first, unsigned end)
{
	int height = 0;

	for (unsigned i = first; i < end; i++)
		height += fragment->rows[i].height_mpt;
	return height;
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
		int height = rows_height(fragment, 0, count) + label_lack(fragment, count);

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
	return rows_height(fragment, fragment->repeated, fragment->repeated + end - placing->row) >
	       0;
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
			push_row(placing->flow->cx->arena, fragment, row,
			         placing->block->heights[row]);
	fragment->repeated = fragment->count;
}

/* As many rows as fit on the page, and as may be parted from the next one. */
static void
fill_fragment(const struct placing *placing, struct fragment *fragment)
{
	unsigned row_count = placing->block->block->row_count;
	int room = flow_room(placing->flow) - head_height(placing);
	unsigned row = placing->row;
	unsigned end = row_count;

	repeat_head(placing, fragment);
	for (; row < row_count; row++) {
		int height = height_of(fragment, row);

		if (height > room)
			break;
		push_row(placing->flow->cx->arena, fragment, row, height);
		room -= height;
	}
	if (row < row_count)
		end = choose_break(placing, fragment, row);
	else if (room < placing->block->trail_mpt)
		end = break_for_trail(placing, fragment);
	fragment->count = fragment->repeated + (end - placing->row);
}

/* The last row gives room to the labels that the page's end cuts, if there is any. */
static bool
stretch_last(struct fragment *fragment, int room_mpt)
{
	int lack = label_lack(fragment, fragment->count);

	if (lack > 0)
		fragment->rows[fragment->count - 1].height_mpt += lack;
	return lack <= 0 || rows_height(fragment, 0, fragment->count) <= room_mpt;
}

/* Has the rest of the page room for each label of the row that is cut, and a line of each other cell? */
static bool
can_cut(const struct fragment *fragment, unsigned row, int room_mpt)
{
	for (unsigned column = 0; column < fragment->block->block->column_count; column++) {
		const struct laid_cell *cell = table_cell(fragment->block, row, column);
		int need = 0;

		if (cell->repeats)
			need = rest_of(fragment, cell) - height_above(fragment, cell, row);
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
	int room = flow_room(placing->flow) - rows_height(fragment, 0, fragment->count);

	if (!can_cut(fragment, row, room))
		return false;
	push_row(placing->flow->cx->arena, fragment, row, room);
	fragment->is_cut = true;
	return true;
}

static enum err
next_page(struct placing *placing)
{
	table_close(placing->flow, &placing->frame, false);
	return flow_next_page(placing->flow);
}

static void
advance(struct placing *placing, const struct fragment *fragment)
{
	unsigned end = placing->row + (fragment->count - fragment->repeated) -
	               (fragment->is_cut ? 1 : 0);

	placing->is_row_cut = fragment->is_cut;
	for (; placing->row < end; placing->row++)
		if (row_at(placing, placing->row)->is_head) {
			if (placing->head_end != placing->row)
				placing->head_first = placing->row;
			placing->head_end = placing->row + 1;
		}
	placing->is_continued = true;
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

/* Place what fits on this page; begin a new page when rows are left. */
static enum err
place_fragment(struct placing *placing)
{
	struct flow *flow = placing->flow;
	struct fragment fragment = new_fragment(flow->cx->arena, placing->block);
	bool fits;

	fragment.y_mpt = flow->y_mpt;
	fragment.resumes = placing->is_row_cut;
	fill_fragment(placing, &fragment);
	if (!must_cut(placing, &fragment))
		fits = stretch_last(&fragment, flow_room(flow));
	else
		fits = !flow_may_break(flow) && cut_row(placing, &fragment);
	if (!fits && flow->is_fresh)
		return err_set(flow->cx, ERR_INPUT, "页面太矮，放不下表格的一行字");
	if (!fits)
		return next_page(placing);
	table_rule(flow, &placing->frame, &fragment);
	TRY(table_draw(flow, &fragment));
	flow->y_mpt += rows_height(&fragment, 0, fragment.count);
	flow->is_fresh = false;
	advance(placing, &fragment);
	return placing->row < placing->block->block->row_count ? next_page(placing) : ERR_OK;
}

/* The height of a block's rows down to the first place where a page may end. */
static int
block_lead(struct flow *flow, struct laid_block *block)
{
	struct placing placing = { .flow = flow, .block = block };
	struct fragment fragment = new_fragment(flow->cx->arena, block);
	int height = 0;

	for (unsigned row = 0; height <= flow_height(flow); row++) {
		height += block->heights[row];
		push_row(flow->cx->arena, &fragment, row, block->heights[row]);
		if (row + 1 == block->block->row_count)
			return height + block->trail_mpt;
		if (legal_break(&placing, &fragment, row + 1) == row + 1)
			return height;
	}
	return height;
}

int
table_lead(struct flow *flow, struct laid_table *laid, int trail_mpt)
{
	int page = flow_height(flow);
	int lead = 0;

	for (struct laid_block *block = laid->last; block != NULL; block = block->previous) {
		int last = block->heights[block->block->row_count - 1];

		block->trail_mpt = last + trail_mpt <= page ? trail_mpt : 0;
		lead = block_lead(flow, block);
		lead = lead < page ? lead : page;
		trail_mpt = block->block->rows[0].keeps_with_previous ? lead : 0;
	}
	return lead;
}

enum err
table_lay(struct flow *flow, const struct table *table, struct laid_table **out)
{
	struct laid_table *laid = arena_alloc(flow->cx->arena, sizeof *laid);
	struct laid_block **tail = &laid->blocks;

	laid->table = table;
	for (const struct block *block = table->blocks; block != NULL; block = block->next) {
		TRY(table_measure(flow, block, tail));
		(*tail)->previous = laid->last;
		laid->last = *tail;
		tail = &(*tail)->next;
	}
	*out = laid;
	return ERR_OK;
}

enum err
table_place(struct flow *flow, struct laid_table *laid)
{
	struct placing placing = { .flow = flow, .frame = { .table = laid->table } };

	for (struct laid_block *block = laid->blocks; block != NULL; block = block->next) {
		placing.block = block;
		placing.row = 0;
		placing.head_first = 0;
		placing.head_end = 0;
		placing.is_continued = false;
		placing.is_row_cut = false;
		while (placing.row < block->block->row_count)
			TRY(place_fragment(&placing));
		flow->is_held = block->trail_mpt > 0;
	}
	table_close(flow, &placing.frame, true);
	return ERR_OK;
}
