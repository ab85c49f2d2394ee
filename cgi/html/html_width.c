/*
 * How wide columns are: as on paper where there is room, and on a narrow screen
 * so that none is torn and the longest texts have the most.
 */
#include "html/html_internal.h"

/* Whole widths in half per cents. */
#define WHOLE 200

/* Thousandths of an em of the page: of a cell's padding; of a letter or a figure of its size. */
#define PADDING 570
#define LETTER 560

/* Without a space, so many letters are broken anywhere: a code, an address. */
#define WORD_MAX 24

/* What a narrow screen has for all columns. */
#define NARROW_EMS 21500

/* Sizes of text on screens, s1 to s8 of the style sheet, in thousandths of its base. */
static const unsigned step_size[] = { 812, 875, 937, 1000, 1062, 1187, 1375, 1625 };

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

	return step < 1 ? 1 : step > 40 ? 40 : (unsigned)step;
}

/* What a text takes: its longest word, and all of it, in thousandths of its size. */
struct measure {
	unsigned word;
	unsigned all;
};

/* The width of a byte: bytes behind the first of a character have none. */
static unsigned
byte_width(unsigned char byte)
{
	return byte < 0x80 || (byte >= 0xc0 && byte < 0xe0) ? LETTER : byte >= 0xe0 ? 1000 : 0;
}

/* May a line end before it? So it is with what is no letter, figure or sign such as ≥. */
static bool
ends_word(unsigned char byte)
{
	return byte == ' ' || byte >= 0xe3;
}

static struct measure
measure(const struct paragraph *paragraphs)
{
	struct measure found = { 0 };

	for (const struct paragraph *p = paragraphs; p != NULL; p = p->next) {
		unsigned word = 0;
		unsigned all = 0;

		for (const struct span *span = p->spans; span != NULL; span = span->next)
			for (const char *s = span->text; *s != '\0'; s++) {
				unsigned width = byte_width((unsigned char)*s);

				all += width;
				word = ends_word((unsigned char)*s) ? 0 : word + width;
				found.word = word > found.word ? word : found.word;
			}
		found.all = all > found.all ? all : found.all;
	}
	if (found.word > WORD_MAX * LETTER)
		found.word = WORD_MAX * LETTER / 2;
	return found;
}

/* The width in which a text reads: short ones in a line or two, long ones in more. */
static unsigned
readable(unsigned all)
{
	static const struct {
		unsigned upto;
		unsigned width;
	} steps[] = { { 9000, 3000 }, { 24000, 4000 }, { 80000, 6000 } };

	if (all <= 3200)
		return all;
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
		if (all <= steps[i].upto)
			return steps[i].width;
	return 8000;
}

/* What a cell needs, in thousandths of an em of the page. */
static unsigned
cell_need(const struct cell *cell, struct measure found)
{
	unsigned size = step_size[html_width_step(cell->style->size_mpt) - 1];
	unsigned width = readable(found.all);

	if (cell->style->vertical)
		width = found.all > 0 ? 1100 : 0;
	else if (found.word > width)
		width = found.word;
	return width * size / 1000 + PADDING;
}

/* How much its text wants each of its columns wider than it needs: labels little. */
static unsigned
cell_weight(const struct cell *cell, struct measure found)
{
	unsigned most = cell->is_label ? 4000 : 60000;

	if (cell->style->vertical)
		return 0;
	return (found.all > most ? most : found.all) / cell->column_span;
}

/* Columns in the making. */
struct columns {
	unsigned *need;
	unsigned *weight; /* of the longest text */
	unsigned count;
};

/* What a cell needs beyond what its columns have is shared by them. */
static void
take_cell(struct columns *columns, const struct cell *cell)
{
	struct measure found = measure(cell->paragraphs);
	unsigned need = cell_need(cell, found);
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

/* Cells of one column first, since the others lean on them. */
static void
take_block(struct columns *columns, const struct block *block)
{
	for (int wide = 0; wide < 2; wide++)
		for (unsigned row = 0; row < block->row_count; row++)
			for (unsigned column = 0; column < block->column_count; column++) {
				const struct cell *cell = box_cell(block, row, column);

				if (cell != NULL && (cell->column_span > 1) == (wide == 1))
					take_cell(columns, cell);
			}
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
		edge = (unsigned)((sum * WHOLE * 2 + total) / (total * 2));
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

struct html_widths
html_width_find(struct arena *arena, const struct block *block)
{
	unsigned count = block->column_count;
	struct columns columns = { arena_array(arena, count, sizeof(unsigned)),
		                   arena_array(arena, count, sizeof(unsigned)), count };
	unsigned long *parts = arena_array(arena, count, sizeof *parts);
	struct html_widths widths = { 0 };
	unsigned long needed = 0;
	unsigned long shares = 0;

	take_block(&columns, block);
	for (unsigned i = 0; i < count; i++) {
		parts[i] = (unsigned long)block->shares[i];
		shares += parts[i];
		needed += columns.need[i];
	}
	widths.paper = half_percents(arena, parts, count);
	for (unsigned i = 0; i < count; i++) {
		unsigned long least = columns.need[i] * shares / parts[i] / 1000 + 1;

		if (least > widths.least_paper)
			widths.least_paper = (unsigned)least;
	}
	share_rest(&columns, needed, parts);
	widths.narrow = half_percents(arena, parts, count);
	widths.least_narrow = (unsigned)((needed + 999) / 1000);
	return widths;
}
