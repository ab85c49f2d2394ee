/*
 * A block that is wider than the page, as strips: its label columns with as
 * many others as have room, one strip after the other. Each strip is a block of
 * its own to all that follows; the elements of its cells are those of the whole.
 */
#include "typeset/table_internal.h"

/* Where a block is cut. */
struct cutting {
	struct flow *flow;
	struct laid_block *whole; /* with elements, without lines */
	int *least;               /* widths of its columns */
	const unsigned *crossing; /* how many cells a cut at the left of each column goes through */
	int *label_edges;
	unsigned labels; /* the columns that all strips begin with */
	unsigned most;   /* columns of a strip behind these */
};

static const struct cell *
cell_at(const struct block *block, unsigned row, unsigned column)
{
	return block->grid[(size_t)row * block->column_count + column];
}

static int
sum(const int *widths, unsigned first, unsigned end)
{
	int total = 0;

	for (unsigned i = first; i < end && total < INT32_MAX / 2; i++)
		total += widths[i];
	return total;
}

/* Does a column have labels only, below the head? */
static bool
is_label_column(const struct block *block, unsigned column)
{
	bool has_label = false;

	for (unsigned row = 0; row < block->row_count; row++) {
		const struct cell *cell = cell_at(block, row, column);

		if (block->rows[row].is_head || cell->column_span == block->column_count)
			continue;
		if (!cell->is_label)
			return false;
		has_label = true;
	}
	return has_label;
}

/* The columns that stand again in each strip: as said or found, but in no more than half the width. */
static unsigned
count_labels(const struct cutting *cutting)
{
	const struct block *block = cutting->whole->block;
	unsigned count = 0;

	if (block->label_columns != LABEL_COLUMNS_AS_SET)
		count = (unsigned)block->label_columns;
	else
		while (count < block->column_count && is_label_column(block, count))
			count++;
	if (count >= block->column_count)
		count = block->column_count - 1;
	while (count > 0 && sum(cutting->least, 0, count) > flow_width(cutting->flow) / 2)
		count--;
	return count;
}

/* Spread a width over columns: what each needs, and of the rest its share. */
static void
spread(const struct cutting *cutting, unsigned first, unsigned end, int left_mpt, int width_mpt,
       int *edges)
{
	const int *shares = cutting->whole->block->shares;
	long long rest = width_mpt - sum(cutting->least, first, end);
	long long total = sum(shares, first, end);
	long long before = 0;
	int needed = 0;

	rest = rest > 0 ? rest : 0;
	for (unsigned i = first; i < end; i++) {
		before += shares[i];
		needed += cutting->least[i];
		edges[i - first] = left_mpt + needed + (int)((before * rest + total / 2) / total);
	}
}

/* The labels are as wide in each strip: as their share of it, beside columns as narrow as they may be. */
static void
place_labels(struct cutting *cutting)
{
	const struct block *block = cutting->whole->block;
	unsigned others = block->column_count - cutting->labels;
	long long least = sum(cutting->least, cutting->labels, block->column_count) / (int)others;
	long long share = sum(block->shares, cutting->labels, block->column_count) / (int)others;
	int half = flow_width(cutting->flow) / 2;
	long long width = 0;

	for (unsigned i = 0; i < cutting->labels; i++) {
		long long own = share == 0 ? 0 : least * block->shares[i] / share;

		width += own > cutting->least[i] ? own : cutting->least[i];
	}
	spread(cutting, 0, cutting->labels, 0, width < half ? (int)width : half,
	       cutting->label_edges + 1);
}

/* A column that the template makes wider than most stays so beside columns as narrow as they may be. */
static void
widen_others(struct cutting *cutting)
{
	const struct block *block = cutting->whole->block;
	long long count = block->column_count - cutting->labels;
	long long least = sum(cutting->least, cutting->labels, block->column_count);
	long long share = sum(block->shares, cutting->labels, block->column_count);
	int half = (flow_width(cutting->flow) - cutting->label_edges[cutting->labels]) / 2;

	for (unsigned i = cutting->labels; i < block->column_count; i++) {
		long long own = least * block->shares[i] / share;

		own = own < half ? own : half;
		if (block->shares[i] * count > share && own > cutting->least[i])
			cutting->least[i] = (int)own;
	}
}

/* How many cells each cut would go through. */
static const unsigned *
find_crossing(struct arena *arena, const struct block *block)
{
	unsigned *crossing = arena_array(arena, block->column_count + 1, sizeof *crossing);

	for (unsigned row = 0; row < block->row_count; row++)
		for (unsigned column = 1; column < block->column_count; column++)
			if (cell_at(block, row, column) == cell_at(block, row, column - 1))
				crossing[column]++;
	return crossing;
}

/* Where a strip ends that begins with a column: where it is full, or a little before if that cuts less. */
static unsigned
strip_end(const struct cutting *cutting, unsigned first)
{
	unsigned count = cutting->whole->block->column_count;
	int room = flow_width(cutting->flow) - cutting->label_edges[cutting->labels];
	unsigned end = first + 1;
	unsigned best;

	room -= cutting->least[first];
	while (end < count && end - first < cutting->most && room >= cutting->least[end])
		room -= cutting->least[end++];
	best = end;
	for (unsigned i = end; end < count && i > first + (end - first) / 2; i--)
		if (cutting->crossing[i] < cutting->crossing[best])
			best = i;
	return best;
}

/* Strips of about as many columns each. */
static void
find_most(struct cutting *cutting)
{
	unsigned count = cutting->whole->block->column_count;
	unsigned at = cutting->labels;
	unsigned strips = 0;

	cutting->most = count;
	do {
		at = strip_end(cutting, at);
		strips++;
	} while (at < count);
	cutting->most = (count - cutting->labels + strips - 1) / strips;
}

/* The cell of the whole block that stands in a column of the strip that begins with column `first`. */
static const struct laid_cell *
cell_of(const struct cutting *cutting, unsigned row, unsigned column, unsigned first)
{
	return table_cell(cutting->whole, row,
	                  column < cutting->labels ? column : first + column - cutting->labels);
}

/* A cell as a strip has it: beyond the first strip that it stands in, it is there only to be read. */
static void
add_cell(const struct cutting *cutting, struct laid_block *strip, unsigned row, unsigned column,
         unsigned first)
{
	const struct laid_cell *whole = cell_of(cutting, row, column, first);
	bool is_first = whole->cell->column >= first || first == cutting->labels;
	struct cell *cell = arena_alloc(cutting->flow->cx->arena, sizeof *cell);
	struct laid_cell *lay;

	*cell = *whole->cell;
	cell->column = column;
	cell->column_span = 1;
	while (column + cell->column_span < strip->block->column_count &&
	       cell_of(cutting, row, column + cell->column_span, first) == whole)
		cell->column_span++;
	if (!is_first && cell->repeat == REPEAT_NO)
		cell->paragraphs = NULL;
	lay = table_cell_new(cutting->flow->cx->arena, strip, cell);
	lay->number = whole->cell->column + 1;
	lay->structure = is_first ? whole->structure : NULL;
}

/* The strip of the columns [first, end). */
static struct laid_block *
new_strip(const struct cutting *cutting, unsigned first, unsigned end)
{
	struct arena *arena = cutting->flow->cx->arena;
	struct block *block = arena_alloc(arena, sizeof *block);
	unsigned labels = cutting->labels;
	struct laid_block *strip;

	*block = *cutting->whole->block;
	block->column_count = labels + end - first;
	strip = table_block_new(arena, block);
	strip->begins_strip = first > labels;
	for (unsigned row = 0; row < block->row_count; row++)
		for (unsigned column = 0; column < block->column_count; column++)
			if (table_cell(strip, row, column) == NULL)
				add_cell(cutting, strip, row, column, first);
	for (unsigned i = 0; i <= labels; i++)
		strip->edges[i] = cutting->label_edges[i];
	spread(cutting, first, end, strip->edges[labels],
	       flow_width(cutting->flow) - strip->edges[labels], strip->edges + labels + 1);
	return strip;
}

/* Long data over columns of several strips stands in the first of them alone. */
static void
drop_long(struct laid_block *strip)
{
	for (unsigned row = 0; row < strip->block->row_count; row++)
		for (unsigned column = 0; column < strip->block->column_count; column++) {
			struct laid_cell *lay = table_cell(strip, row, column);

			if (lay->structure == NULL && !lay->cell->is_label &&
			    lay->cell->column_span > 1 && lay->lines.count > 3)
				lay->lines.count = 0;
		}
}

/* The rows of all strips are as high; but long text in one of them leaves no empty pages in the others. */
static void
join_heights(struct laid_block *strips, int most_mpt)
{
	for (unsigned row = 0; row < strips->block->row_count; row++) {
		int height = 0;

		for (const struct laid_block *strip = strips; strip != NULL; strip = strip->next)
			height = strip->heights[row] > height ? strip->heights[row] : height;
		for (struct laid_block *strip = strips; strip != NULL && height <= most_mpt;
		     strip = strip->next)
			strip->heights[row] = height;
	}
}

static enum err
cut(struct cutting *cutting, struct laid_block **out)
{
	struct flow *flow = cutting->flow;
	struct arena *arena = flow->cx->arena;
	unsigned count = cutting->whole->block->column_count;
	struct laid_block **tail = out;
	unsigned end;

	cutting->labels = count_labels(cutting);
	cutting->crossing = find_crossing(arena, cutting->whole->block);
	cutting->label_edges = arena_array(arena, cutting->labels + 1, sizeof(int));
	place_labels(cutting);
	widen_others(cutting);
	find_most(cutting);
	for (unsigned at = cutting->labels; at < count; at = end) {
		end = strip_end(cutting, at);
		*tail = new_strip(cutting, at, end);
		TRY(table_lay_lines(flow, *tail));
		table_check(flow->cx, *tail);
		drop_long(*tail);
		table_find_heights(*tail);
		tail = &(*tail)->next;
	}
	join_heights(*out, flow_height(flow) / 4);
	for (struct laid_block *strip = *out; strip != NULL; strip = strip->next)
		table_find_repeated(strip, flow_height(flow));
	return ERR_OK;
}

enum err
table_measure(struct flow *flow, const struct block *block, struct laid_block **out)
{
	struct laid_block *laid = table_block_new(flow->cx->arena, block);
	bool may_be_wide = block->is_open || block->column_count > TABLE_COLUMNS_NARROW;
	struct cutting cutting = { .flow = flow, .whole = laid };

	table_tag(flow, laid);
	table_share_width(laid, flow_width(flow));
	if (!may_be_wide)
		TRY(table_lay_lines(flow, laid));
	if (may_be_wide || !laid->fits) {
		TRY(table_least_widths(flow, block, &cutting.least));
		if (block->column_count > 1 &&
		    sum(cutting.least, 0, block->column_count) > flow_width(flow))
			return cut(&cutting, out);
	}
	if (may_be_wide)
		TRY(table_lay_lines(flow, laid));
	if (may_be_wide && !laid->fits) {
		spread(&cutting, 0, block->column_count, 0, flow_width(flow), laid->edges + 1);
		laid->width_mpt = 0;
		TRY(table_lay_lines(flow, laid));
	}
	table_check(flow->cx, laid);
	table_find_heights(laid);
	table_find_repeated(laid, flow_height(flow));
	*out = laid;
	return ERR_OK;
}
