/* The texts of a table's rows on one page. */
#include "typeset/table_internal.h"

/* A cell's part on this page: rows [first, end) of the fragment. */
struct region {
	struct laid_cell *cell;
	unsigned first;
	unsigned end;
	int top_mpt;
	int bottom_mpt;
	bool is_final; /* the cell ends here */
};

static struct laid_cell *
cell_at(const struct fragment *fragment, unsigned index, unsigned column)
{
	return table_cell(fragment->block, fragment->rows[index].row, column);
}

static bool
is_region_start(const struct fragment *fragment, unsigned index, unsigned column)
{
	const struct laid_cell *cell = cell_at(fragment, index, column);

	return cell->cell->column == column &&
	       (index == 0 || cell_at(fragment, index - 1, column) != cell);
}

static struct region
region_at(const struct fragment *fragment, unsigned index, unsigned column, int top_mpt)
{
	struct laid_cell *cell = cell_at(fragment, index, column);
	struct region region = {
		.cell = cell, .first = index, .end = index, .top_mpt = top_mpt, .bottom_mpt = top_mpt
	};
	unsigned last;

	while (region.end < fragment->count && cell_at(fragment, region.end, column) == cell)
		region.bottom_mpt += fragment->rows[region.end++].height_mpt;
	last = fragment->rows[region.end - 1].row;
	region.is_final = last + 1 == cell->cell->row + cell->cell->row_span &&
	                  !(fragment->is_cut && region.end == fragment->count);
	return region;
}

/*
 * How many lines from `from` on fit into a height; not so many that the first
 * or the last line of a paragraph stands alone, if that leaves any.
 */
static size_t
lines_that_fit(const struct laid_cell *cell, size_t from, int height_mpt)
{
	size_t end = from;
	size_t legal;

	while (end < cell->lines.count && cell->lines.lines[end].height_mpt <= height_mpt)
		height_mpt -= cell->lines.lines[end++].height_mpt;
	legal = end;
	while (end < cell->lines.count && legal > from && !line_may_part(&cell->lines, legal))
		legal--;
	return (legal > from ? legal : end) - from;
}

/* The mark of a label that goes on, in the label's style, smaller where it would be torn; none when out of room. */
static enum err
continuation(struct flow *flow, const struct fragment *fragment, const struct laid_cell *cell,
             int room_mpt, struct lines *out)
{
	struct style *style = arena_alloc(flow->cx->arena, sizeof *style);
	struct span span = { .text = "（续）" };
	struct paragraph paragraph = { .style = style, .spans = &span };
	int size = table_mark_size(fragment->block, cell->cell);

	*style = *cell->cell->style;
	style->size_mpt = size > 0 ? size : style->size_mpt;
	span.font = FONT_CHOICE(style->role, style->bold);
	TRY(line_break(flow->cx, flow->fonts, &paragraph,
	               table_text_width(fragment->block, cell->cell), out));
	if (line_height(out, 0, out->count) > room_mpt)
		out->count = 0;
	return ERR_OK;
}

static int
top_of_text(const struct region *region, int height_mpt, bool is_whole)
{
	const struct style *style = region->cell->cell->style;
	int room = region->bottom_mpt - region->top_mpt - 2 * style->padding_y_mpt - height_mpt;
	int top = region->top_mpt + style->padding_y_mpt;

	if (!is_whole || style->valign == VALIGN_TOP || room < 0)
		return top;
	return style->valign == VALIGN_MIDDLE ? top + room / 2 : top + room;
}

static void
draw_lines(struct flow *flow, const struct fragment *fragment, const struct laid_cell *cell,
           struct structure *structure, const struct lines *lines, size_t from, size_t count,
           int y_mpt)
{
	const struct style *style = cell->cell->style;
	const int *edges = fragment->block->edges;
	int left = edges[cell->cell->column];
	int right = edges[cell->cell->column + cell->cell->column_span];

	for (size_t i = from; i < from + count; i++) {
		struct line line = lines->lines[i];

		line.structure = structure;
		line_draw(flow->cx->arena, flow->page, &line,
		          flow->format->left_mpt + left + style->padding_x_mpt, y_mpt,
		          right - left - 2 * style->padding_x_mpt);
		y_mpt += line.height_mpt;
	}
}

/*
 * The lines [from, from + count) of a cell that stand in its part on this page.
 * Where a repeated head holds a part of a cell that has ended, and the text
 * does not fit there, none do.
 */
static void
choose_lines(const struct region *region, int room_mpt, size_t *from, size_t *count)
{
	const struct laid_cell *cell = region->cell;

	*from = cell->repeats ? 0 : cell->placed;
	*count = cell->lines.count - *from;
	if (!region->is_final && !cell->repeats)
		*count = lines_that_fit(cell, *from, room_mpt);
	if (cell->repeats && cell->placed > 0 && line_height(&cell->lines, 0, *count) > room_mpt)
		*count = 0;
}

static enum err
draw_region(struct flow *flow, const struct fragment *fragment, const struct region *region)
{
	struct laid_cell *cell = region->cell;
	int inner = region->bottom_mpt - region->top_mpt - 2 * cell->cell->style->padding_y_mpt;
	bool is_again = cell->repeats && (cell->is_begun || cell->placed > 0);
	struct lines mark = { 0 };
	size_t from;
	size_t count;
	int height;
	int y;

	choose_lines(region, inner, &from, &count);
	height = line_height(&cell->lines, from, count);
	if (cell->is_begun && cell->repeats)
		TRY(continuation(flow, fragment, cell, inner - height, &mark));
	y = top_of_text(region, height + line_height(&mark, 0, mark.count),
	                cell->repeats || (from == 0 && count == cell->lines.count));
	draw_lines(flow, fragment, cell, is_again ? NULL : cell->structure, &cell->lines, from,
	           count, y);
	draw_lines(flow, fragment, cell, NULL, &mark, 0, mark.count, y + height);
	if (from + count > cell->placed)
		cell->placed = from + count;
	cell->is_begun = !region->is_final;
	return ERR_OK;
}

enum err
table_draw(struct flow *flow, const struct fragment *fragment)
{
	int y = fragment->y_mpt;

	for (unsigned i = 0; i < fragment->count; i++) {
		for (unsigned column = 0; column < fragment->block->block->column_count; column++)
			if (is_region_start(fragment, i, column)) {
				struct region region = region_at(fragment, i, column, y);

				TRY(draw_region(flow, fragment, &region));
			}
		y += fragment->rows[i].height_mpt;
	}
	return ERR_OK;
}
