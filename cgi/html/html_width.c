/*
 * How wide columns are: as on paper where there is room, and on a narrow screen
 * so that none is torn and the longest texts have the most.
 */
#include "html/html_internal.h"
#include "html/html_style.h"

/* What a narrow screen has for all columns. */
#define NARROW_EMS 21500

/* A text up to so long reads in such a width, in thousandths of its size. */
struct reading {
	unsigned upto;
	unsigned width;
};

/* What the style sheet gives cells, in thousandths of its base, and how texts read there. */
struct screen {
	unsigned sizes[8]; /* of text, s1 to s8 */
	unsigned padding;  /* with a rule */
	unsigned indent;   /* for each em of an indent, in thousandths of it */
	unsigned label;    /* the width of a label of few characters */
	struct reading texts[4];
};

static const struct screen desk = {
	{ 812, 875, 937, 1000, 1062, 1187, 1375, 1625 },
	570,
	1000,
	3000,
	{ { 9000, 3000 }, { 24000, 4000 }, { 80000, 6000 }, { ~0U, 8000 } },
};
static const struct screen hand = {
	{ 750, 750, 750, 812, 875, 1187, 1250, 1375 },
	350,
	500,
	2200,
	{ { 9000, 3000 }, { 24000, 3500 }, { 80000, 5000 }, { ~0U, 6000 } },
};

/* A label of few characters, in thousandths of their size. */
#define LABEL_MAX 6100

unsigned
html_width_step(int size_mpt)
{
	static const int upto_mpt[] = { 8000, 9500, 11000, 13000, 15000, 17500, 21000 };
	unsigned step = 0;

	while (step < sizeof upto_mpt / sizeof upto_mpt[0] && size_mpt > upto_mpt[step])
		step++;
	return step + 1;
}

unsigned
html_width_height(int mpt)
{
	/* Two millimetres are 5669 mpt. */
	int step = (mpt + 2834) / 5669;

	return step < 1 ? 1 : step > HTML_HEIGHTS ? HTML_HEIGHTS : (unsigned)step;
}

/* The width in which a text reads: short ones in a line or two, long ones in more. */
static unsigned
readable(const struct screen *screen, const struct cell *cell, struct html_measure found)
{
	const struct reading *reading = screen->texts;

	if (found.all <= HTML_SHORT_MAX)
		return found.all;
	if (cell->is_label && found.all <= LABEL_MAX)
		return found.line > screen->label ? found.line : screen->label;
	while (found.all > reading->upto)
		reading++;
	return reading->width;
}

/* What a cell needs, in thousandths of an em of the page. */
static unsigned
cell_need(const struct screen *screen, const struct cell *cell, struct html_measure found)
{
	unsigned size = screen->sizes[html_width_step(cell->style->size_mpt) - 1];
	unsigned width = readable(screen, cell, found);

	if (cell->style->vertical)
		width = found.all > 0 ? 1100 : 0;
	else if (found.word > width)
		width = found.word;
	width += found.indent * screen->indent / 1000;
	return width * size / 1000 + screen->padding;
}

/* How much its text wants each of its columns wider than it needs: labels little. */
static unsigned
cell_weight(const struct cell *cell, struct html_measure found)
{
	unsigned most = cell->is_label ? 4000 : 60000;

	if (cell->style->vertical)
		return 0;
	return (found.all > most ? most : found.all) / cell->column_span;
}

/* Columns in the making. */
struct columns {
	const struct screen *screen;
	unsigned *need;
	unsigned *weight; /* of the longest text */
	unsigned count;
};

/* What a cell needs beyond what its columns have is shared by them. */
static void
take_cell(struct columns *columns, const struct cell *cell, struct html_measure found)
{
	unsigned need = cell_need(columns->screen, cell, found);
	unsigned weight = cell_weight(cell, found);
	unsigned span = cell->column_span < 1 ? 1 : cell->column_span;
	unsigned have = 0;
	unsigned each;

	for (unsigned i = cell->column; i < cell->column + cell->column_span; i++)
		have += columns->need[i];
	each = need > have ? (need - have + span - 1) / span : 0;
	for (unsigned i = cell->column; i < cell->column + cell->column_span; i++) {
		columns->need[i] += each;
		if (weight > columns->weight[i])
			columns->weight[i] = weight;
	}
}

/* What the texts of a block's cells take, each at the place of its cell. */
static struct html_measure *
measure_cells(struct arena *arena, const struct block *block)
{
	struct html_measure *found = arena_array(arena,
	                                         (size_t)block->row_count * block->column_count,
	                                         sizeof *found);

	for (unsigned row = 0; row < block->row_count; row++)
		for (unsigned column = 0; column < block->column_count; column++) {
			const struct cell *cell = box_cell(block, row, column);

			if (cell != NULL)
				found[(size_t)row * block->column_count + column] =
					html_measure_find(arena, cell->paragraphs);
		}
	return found;
}

/* Cells of one column first, since the others lean on them. */
static struct columns
find_columns(struct arena *arena, const struct screen *screen, const struct block *block,
             const struct html_measure *measures)
{
	struct columns columns = { screen, arena_array(arena, block->column_count, sizeof(unsigned)),
		                   arena_array(arena, block->column_count, sizeof(unsigned)),
		                   block->column_count };

	for (int wide = 0; wide < 2; wide++)
		for (unsigned row = 0; row < block->row_count; row++)
			for (unsigned column = 0; column < block->column_count; column++) {
				const struct cell *cell = box_cell(block, row, column);

				if (cell != NULL && (cell->column_span > 1) == (wide == 1))
					take_cell(&columns, cell,
					          measures[(size_t)row * block->column_count + column]);
			}
	return columns;
}

/*
 * Parts of a whole in half per cents. It is the edges that are rounded, so that
 * edges of several blocks at one place stay at one place.
 */
static unsigned *
half_percents(struct arena *arena, const unsigned long *parts, unsigned count)
{
	unsigned *out = arena_array(arena, count, sizeof *out);
	unsigned long total = 0;
	unsigned long sum = 0;
	unsigned before = 0;

	for (unsigned i = 0; i < count; i++)
		total += parts[i];
	for (unsigned i = 0; i < count; i++) {
		unsigned edge;

		sum += parts[i];
		edge = (unsigned)((sum * HTML_WHOLE * 2 + total) / (total * 2));
		out[i] = edge - before > 0 ? edge - before : 1;
		before = edge;
	}
	return out;
}

/* What is left over on a narrow screen goes to long texts. */
static void
share_rest(const struct columns *columns, unsigned long needed, unsigned long *parts)
{
	unsigned long rest = needed < NARROW_EMS ? NARROW_EMS - needed : 0;
	unsigned long weights = 0;

	for (unsigned i = 0; i < columns->count; i++)
		weights += columns->weight[i];
	for (unsigned i = 0; i < columns->count; i++)
		parts[i] = columns->need[i] +
		           (weights == 0 ? 0 : rest * columns->weight[i] / weights);
}

/* As on paper, and how wide so that no text is torn. */
static void
find_paper(struct arena *arena, const struct block *block, const struct html_measure *measures,
           struct html_widths *widths)
{
	struct columns columns = find_columns(arena, &desk, block, measures);
	unsigned long *parts = arena_array(arena, block->column_count, sizeof *parts);
	unsigned long shares = 0;

	for (unsigned i = 0; i < block->column_count; i++) {
		parts[i] = (unsigned long)block->shares[i];
		shares += parts[i];
	}
	widths->paper = half_percents(arena, parts, block->column_count);
	for (unsigned i = 0; i < block->column_count; i++) {
		unsigned long least = columns.need[i] * shares / parts[i] / 1000 + 1;

		if (least > widths->least_paper)
			widths->least_paper = (unsigned)least;
	}
}

/* By what is in the columns. */
static void
find_narrow(struct arena *arena, const struct block *block, const struct html_measure *measures,
            struct html_widths *widths)
{
	struct columns columns = find_columns(arena, &hand, block, measures);
	unsigned long *parts = arena_array(arena, block->column_count, sizeof *parts);
	unsigned long needed = 0;

	for (unsigned i = 0; i < block->column_count; i++)
		needed += columns.need[i];
	share_rest(&columns, needed, parts);
	widths->narrow = half_percents(arena, parts, block->column_count);
	widths->least_narrow = (unsigned)((needed + 999) / 1000);
}

struct html_widths
html_width_find(struct arena *arena, const struct block *block)
{
	const struct html_measure *measures = measure_cells(arena, block);
	struct html_widths widths = { 0 };

	find_paper(arena, block, measures, &widths);
	find_narrow(arena, block, measures, &widths);
	return widths;
}
