/* The rules of a table on one page: between its cells, and the frame around them. */
#include "typeset/table_internal.h"

/*
 * A horizontal edge: between two rows of a fragment, between two blocks, or
 * above or below the table, where one of the sides is missing.
 */
struct edge {
	const struct fragment *above;
	const struct fragment *below;
	unsigned above_index;
	unsigned below_index;
	int width_mpt; /* where no cell says otherwise */
	bool is_cut; /* a page break: the cells do not end here, and what they say does not count */
};

static const struct laid_cell *
cell_at(const struct fragment *fragment, unsigned index, unsigned column)
{
	return table_cell(fragment->block, fragment->rows[index].row, column);
}

static int
or_else(int width_mpt, int fallback_mpt)
{
	return width_mpt == BORDER_OF_TABLE ? fallback_mpt : width_mpt;
}

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

static int
top_of(const struct laid_cell *cell, int fallback_mpt)
{
	const struct borders *borders = cell->cell->borders;

	return borders == NULL ? fallback_mpt : or_else(borders->top_mpt, fallback_mpt);
}

static int
bottom_of(const struct laid_cell *cell, int fallback_mpt)
{
	const struct borders *borders = cell->cell->borders;

	return borders == NULL ? fallback_mpt : or_else(borders->bottom_mpt, fallback_mpt);
}

static int
left_of(const struct laid_cell *cell, int fallback_mpt)
{
	const struct borders *borders = cell->cell->borders;

	return borders == NULL ? fallback_mpt : or_else(borders->left_mpt, fallback_mpt);
}

static int
right_of(const struct laid_cell *cell, int fallback_mpt)
{
	const struct borders *borders = cell->cell->borders;

	return borders == NULL ? fallback_mpt : or_else(borders->right_mpt, fallback_mpt);
}

/* The stronger of what both sides say; nothing within a cell. */
static int
edge_width(const struct edge *edge, unsigned above_column, unsigned below_column)
{
	const struct laid_cell *above;
	const struct laid_cell *below;

	if (edge->is_cut)
		return edge->width_mpt;
	if (edge->above == NULL)
		return top_of(cell_at(edge->below, edge->below_index, below_column),
		              edge->width_mpt);
	above = cell_at(edge->above, edge->above_index, above_column);
	if (edge->below == NULL)
		return bottom_of(above, edge->width_mpt);
	below = cell_at(edge->below, edge->below_index, below_column);
	if (above == below)
		return 0;
	return larger(bottom_of(above, edge->width_mpt), top_of(below, edge->width_mpt));
}

/* Where column `column` of a side ends; of a missing side, behind all others. */
static int
column_end(const struct fragment *fragment, unsigned column, int width_mpt)
{
	return fragment == NULL ? width_mpt : fragment->block->edges[column + 1];
}

/* Draw an edge; pieces of the same width become one rule. */
static void
draw_edge(struct flow *flow, const struct edge *edge, int y_mpt)
{
	int left = flow->format->left_mpt;
	int end = flow_width(flow);
	unsigned above = 0;
	unsigned below = 0;
	int start = 0;
	int width = edge_width(edge, 0, 0);

	for (int x = 0; x < end;) {
		int above_end = column_end(edge->above, above, end);
		int below_end = column_end(edge->below, below, end);
		int next_width = 0;

		x = above_end < below_end ? above_end : below_end;
		above += above_end == x ? 1 : 0;
		below += below_end == x ? 1 : 0;
		if (x < end)
			next_width = edge_width(edge, above, below);
		if (x < end && next_width == width)
			continue;
		flow_rule(flow, left + start, y_mpt, left + x, y_mpt, width);
		start = x;
		width = next_width;
	}
}

static void
draw_horizontals(struct flow *flow, const struct fragment *fragment, int border_mpt)
{
	int y = fragment->y_mpt;

	for (unsigned i = 1; i < fragment->count; i++) {
		struct edge edge = { fragment, fragment, i - 1, i, border_mpt, false };

		y += fragment->rows[i - 1].height_mpt;
		draw_edge(flow, &edge, y);
	}
}

static int
vertical_width(const struct fragment *fragment, unsigned index, unsigned column, int border_mpt)
{
	const struct laid_cell *left = cell_at(fragment, index, column - 1);
	const struct laid_cell *right = cell_at(fragment, index, column);

	return left == right ? 0 : larger(right_of(left, border_mpt), left_of(right, border_mpt));
}

/* The rules at the left of column `column`. */
static void
draw_vertical(struct flow *flow, const struct fragment *fragment, unsigned column, int border_mpt)
{
	int x = flow->format->left_mpt + fragment->block->edges[column];
	int y = fragment->y_mpt;
	int start = y;
	int width = vertical_width(fragment, 0, column, border_mpt);

	for (unsigned i = 0; i < fragment->count; i++) {
		int next_width = 0;

		y += fragment->rows[i].height_mpt;
		if (i + 1 < fragment->count)
			next_width = vertical_width(fragment, i + 1, column, border_mpt);
		if (i + 1 < fragment->count && next_width == width)
			continue;
		if (y > start)
			flow_rule(flow, x, start, x, y, width);
		start = y;
		width = next_width;
	}
}

static void
end_side(struct flow *flow, const struct frame *frame, unsigned side, int y_mpt)
{
	int x = flow->format->left_mpt + (side == 0 ? 0 : flow_width(flow));

	if (y_mpt > frame->sides[side].start_mpt)
		flow_rule(flow, x, frame->sides[side].start_mpt, x, y_mpt,
		          frame->sides[side].width_mpt);
}

/* The left (0) or the right side grows by the rows of a fragment. */
static void
grow_side(struct flow *flow, struct frame *frame, const struct fragment *fragment, unsigned side)
{
	unsigned column = side == 0 ? 0 : fragment->block->block->column_count - 1;
	int y = fragment->y_mpt;

	for (unsigned i = 0; i < fragment->count; i++) {
		const struct laid_cell *cell = cell_at(fragment, i, column);
		int width = side == 0 ? left_of(cell, frame->table->frame_mpt)
		                      : right_of(cell, frame->table->frame_mpt);

		if (width != frame->sides[side].width_mpt) {
			end_side(flow, frame, side, y);
			frame->sides[side].start_mpt = y;
			frame->sides[side].width_mpt = width;
		}
		y += fragment->rows[i].height_mpt;
	}
}

/* The frame where it is closed by a page break: a table without one closes its cells. */
static int
cut_width(const struct table *table)
{
	return table->frame_mpt > 0 ? table->frame_mpt : table->border_mpt;
}

void
table_rule(struct flow *flow, struct frame *frame, const struct fragment *fragment)
{
	int border = frame->table->border_mpt;

	if (frame->first.count == 0) {
		frame->first = *fragment;
		for (unsigned side = 0; side < 2; side++)
			frame->sides[side] = (struct side){ fragment->y_mpt, -1 };
	} else {
		struct edge edge = { &frame->last, fragment, frame->last.count - 1, 0, border, false };

		draw_edge(flow, &edge, fragment->y_mpt);
	}
	draw_horizontals(flow, fragment, border);
	for (unsigned column = 1; column < fragment->block->block->column_count; column++)
		draw_vertical(flow, fragment, column, border);
	grow_side(flow, frame, fragment, 0);
	grow_side(flow, frame, fragment, 1);
	frame->last = *fragment;
}

void
table_close(struct flow *flow, struct frame *frame, bool is_end)
{
	const struct table *table = frame->table;
	struct edge top = { .below = &frame->first,
		            .width_mpt = frame->is_resumed ? cut_width(table) : table->frame_mpt,
		            .is_cut = frame->is_resumed };
	struct edge bottom = { .above = &frame->last,
		               .width_mpt = is_end ? table->frame_mpt : cut_width(table),
		               .is_cut = !is_end };

	if (frame->first.count == 0)
		return;
	bottom.above_index = frame->last.count - 1;
	draw_edge(flow, &top, frame->first.y_mpt);
	draw_edge(flow, &bottom, flow->y_mpt);
	end_side(flow, frame, 0, flow->y_mpt);
	end_side(flow, frame, 1, flow->y_mpt);
	frame->first.count = 0;
	frame->is_resumed = true;
}
