#include "typeset/table.h"

#include "typeset/table_internal.h"

/* A table on its way onto pages. */
struct placing {
	struct flow *flow;
	const struct table *table;
	struct laid_block *block;
	unsigned row;        /* the first row that is not wholly placed */
	unsigned head_first; /* the head rows that repeat: [head_first, head_end) */
	unsigned head_end;
	bool is_continued; /* the block began on an earlier page */
	int top_mpt;       /* upper edge of the table on this page */
};

static const struct row *
row_at(const struct placing *placing, unsigned row)
{
	return &placing->block->block->rows[row];
}

static int
head_height(const struct placing *placing)
{
	int height = 0;

	if (placing->is_continued && !row_at(placing, placing->row)->is_head)
		for (unsigned row = placing->head_first; row < placing->head_end; row++)
			height += placing->block->heights[row];
	return height;
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

/* What a cell still needs on this page: a label all of its text again, other text the rest. */
static int
rest_of(const struct laid_cell *cell)
{
	return table_need(cell, cell->cell->is_label ? 0 : cell->placed);
}

static bool
ends_at(const struct laid_cell *cell, unsigned row)
{
	return cell->cell->row + cell->cell->row_span == row + 1;
}

/*
 * The height of a row on this page: as measured; of a row that was cut, what
 * its cells have left; and more where a cell from an earlier page ends with it
 * and still needs room.
 */
static int
height_of(const struct fragment *fragment, unsigned row)
{
	const struct laid_block *block = fragment->block;
	int height = block->heights[row];
	int rest = 0;
	int missing = 0;
	bool was_cut = false;

	for (unsigned column = 0; column < block->block->column_count; column++) {
		const struct laid_cell *cell = table_cell(block, row, column);

		if (cell->cell->row_span == 1) {
			was_cut = was_cut || cell->is_begun;
			rest = rest_of(cell) > rest ? rest_of(cell) : rest;
		} else if (cell->is_begun && ends_at(cell, row)) {
			int lacking = rest_of(cell) - height_above(fragment, cell, row);

			missing = lacking > missing ? lacking : missing;
		}
	}
	height = was_cut ? rest : height;
	return missing > height ? missing : height;
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

		if (cell == table_cell(placing->block, row - 1, column) && cell->cell->is_label &&
		    cell->cell->row > placing->row &&
		    height_above(fragment, cell, row) < table_need(cell, 0))
			return cell->cell->row;
	}
	return row;
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

		if (row_at(placing, row)->keeps_with_previous || row_at(placing, row - 1)->is_head)
			row--;
		else
			row = label_start(placing, fragment, row);
		if (row == candidate)
			return row;
	}
	return placing->row;
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

/* As many rows as fit on the page. */
static void
fill_fragment(const struct placing *placing, struct fragment *fragment)
{
	unsigned row_count = placing->block->block->row_count;
	int room = flow_room(placing->flow) - head_height(placing);
	unsigned row = placing->row;
	unsigned end;

	repeat_head(placing, fragment);
	for (; row < row_count; row++) {
		int height = height_of(fragment, row);

		if (height > room)
			break;
		push_row(placing->flow->cx->arena, fragment, row, height);
		room -= height;
	}
	end = row == row_count ? row : legal_break(placing, fragment, row);
	/* On an empty page any break is better than none. */
	if (end == placing->row && placing->flow->is_fresh)
		end = row;
	fragment->count = fragment->repeated + (end - placing->row);
}

/* A row that fits on no page is cut: it takes the rest of this one. */
static enum err
cut_row(struct placing *placing, struct fragment *fragment)
{
	int room = flow_room(placing->flow) - head_height(placing);

	for (unsigned column = 0; column < placing->block->block->column_count; column++) {
		const struct laid_cell *cell = table_cell(placing->block, placing->row, column);

		if (cell->placed < cell->lines.count &&
		    cell->lines.lines[cell->placed].height_mpt +
		                    2 * cell->cell->style->padding_y_mpt >
		            room)
			return err_set(placing->flow->cx, ERR_INPUT, "页面太矮，放不下表格的一行字");
	}
	push_row(placing->flow->cx->arena, fragment, placing->row, room);
	fragment->is_cut = true;
	return ERR_OK;
}

static void
close_frame(const struct placing *placing)
{
	struct flow *flow = placing->flow;
	int left = flow->format->left_mpt;
	int right = left + flow_width(flow);
	int width = placing->table->frame_mpt;

	flow_rule(flow, left, placing->top_mpt, right, placing->top_mpt, width);
	flow_rule(flow, left, flow->y_mpt, right, flow->y_mpt, width);
	flow_rule(flow, left, placing->top_mpt, left, flow->y_mpt, width);
	flow_rule(flow, right, placing->top_mpt, right, flow->y_mpt, width);
}

static enum err
next_page(struct placing *placing)
{
	if (placing->flow->y_mpt > placing->top_mpt)
		close_frame(placing);
	TRY(flow_next_page(placing->flow));
	placing->top_mpt = placing->flow->y_mpt;
	return ERR_OK;
}

static void
advance(struct placing *placing, const struct fragment *fragment)
{
	unsigned end = placing->row + (fragment->count - fragment->repeated) -
	               (fragment->is_cut ? 1 : 0);

	for (; placing->row < end; placing->row++)
		if (row_at(placing, placing->row)->is_head) {
			if (placing->head_end != placing->row)
				placing->head_first = placing->row;
			placing->head_end = placing->row + 1;
		}
	placing->is_continued = true;
}

/* Place what fits on this page; begin a new page when rows are left. */
static enum err
place_fragment(struct placing *placing)
{
	struct flow *flow = placing->flow;
	struct fragment fragment = { .block = placing->block, .y_mpt = flow->y_mpt };
	unsigned row_count = placing->block->block->row_count;

	fill_fragment(placing, &fragment);
	if (fragment.count == fragment.repeated && !flow->is_fresh)
		return next_page(placing);
	if (fragment.count == fragment.repeated)
		TRY(cut_row(placing, &fragment));
	TRY(table_draw(flow, &fragment, placing->table->border_mpt));
	for (unsigned i = 0; i < fragment.count; i++)
		flow->y_mpt += fragment.rows[i].height_mpt;
	flow->is_fresh = false;
	advance(placing, &fragment);
	return placing->row < row_count ? next_page(placing) : ERR_OK;
}

enum err
table_place(struct flow *flow, const struct table *table)
{
	struct placing placing = { .flow = flow, .table = table, .top_mpt = flow->y_mpt };

	for (const struct block *block = table->blocks; block != NULL; block = block->next) {
		TRY(table_measure(flow, block, flow_width(flow), &placing.block));
		placing.row = 0;
		placing.head_first = 0;
		placing.head_end = 0;
		placing.is_continued = false;
		while (placing.row < block->row_count)
			TRY(place_fragment(&placing));
	}
	close_frame(&placing);
	return ERR_OK;
}
