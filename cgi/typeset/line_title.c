/*
 * Titles and labels of several lines: they break where words end, if that takes no more
 * lines, and stand as a trapezium, its shortest line first, or as a diamond (GB/T
 * 9704-2012, 7.3.1).
 */
#include <string.h>

#include "typeset/line_internal.h"

/* Titles of more lines, or of more words, are no titles. */
#define LINES_MAX 4
#define PIECES_MAX 48

/* By how much a line is to differ from its neighbour in a good shape, in thousandths of an em. */
#define STEP 2000

struct title {
	const struct line_text *text;
	int width_mpt;
	size_t pieces; /* each ends where a line may */
	size_t ends[PIECES_MAX + 1];
	size_t lines;
	int widths[LINES_MAX]; /* of the lines under trial */
	size_t chosen[LINES_MAX];
	size_t best[LINES_MAX];
	long long least; /* how bad the best is */
};

/* The pieces, if they are not too many. */
static bool
find_pieces(struct title *title)
{
	const struct line_text *text = title->text;

	title->ends[0] = 0;
	for (size_t i = 0; i < text->count; i++) {
		bool ends = i + 1 == text->count || text->breaks[i] == LINE_MAY;

		if (text->breaks[i] == LINE_MUST && i + 1 < text->count)
			return false;
		if (ends && title->pieces == PIECES_MAX)
			return false;
		if (ends)
			title->ends[++title->pieces] = i + 1;
	}
	return true;
}

static int
width_of(const struct line_text *text, size_t first, size_t end)
{
	int width = 0;

	while (end > first && line_is_blank(&text->atoms[end - 1]))
		end--;
	for (size_t i = first; i < end; i++)
		width += text->atoms[i].width_mpt;
	return width;
}

/* How many lines it takes at least; 0 when a word has no room in one, or when they are too many. */
static size_t
count_lines(const struct title *title)
{
	size_t lines = 0;

	for (size_t at = 0; at < title->pieces && lines <= LINES_MAX; lines++) {
		size_t end = at;

		while (end < title->pieces && width_of(title->text, title->ends[at],
		                                       title->ends[end + 1]) <= title->width_mpt)
			end++;
		if (end == at)
			return 0;
		at = end;
	}
	return lines > LINES_MAX ? 0 : lines;
}

/* How many lines a text takes that breaks anywhere. */
static size_t
fill_lines(const struct line_text *text, int width_mpt)
{
	size_t lines = 0;

	for (size_t at = 0; at < text->count && lines <= LINES_MAX; lines++)
		at = line_fit(text, at, width_mpt);
	return lines;
}

/* How much wider than the mean line `i` is in a trapezium or a diamond, in steps, doubled. */
static int
shape_at(size_t lines, size_t i, bool is_diamond)
{
	static const int diamonds[LINES_MAX + 1][LINES_MAX] = {
		[3] = { -1, 2, -1 },
		[4] = { -1, 1, 1, -1 },
	};

	if (is_diamond)
		return diamonds[lines][i];
	return 2 * (int)i - (int)lines + 1;
}

/* The sum of the squares of what the lines differ from a shape. */
static long long
badness(const struct title *title, bool is_diamond)
{
	int size = title->text->style->size_mpt;
	long long total = 0;
	long long sum = 0;

	for (size_t i = 0; i < title->lines; i++)
		total += title->widths[i];
	for (size_t i = 0; i < title->lines; i++) {
		long long wanted = total / (long long)title->lines +
		                   (long long)shape_at(title->lines, i, is_diamond) * STEP / 2 *
		                           size / 1000;
		long long off = (title->widths[i] - wanted) / 10;

		sum += off * off;
	}
	return sum;
}

static void
judge(struct title *title)
{
	long long bad = badness(title, false);

	if (title->lines > 2) {
		long long other = badness(title, true);

		bad = other < bad ? other : bad;
	}
	if (title->least >= 0 && bad >= title->least)
		return;
	title->least = bad;
	memcpy(title->best, title->chosen, sizeof title->best);
}

/* Try all ways to break the pieces from `at` on into the lines from `line` on. */
static void
try_lines(struct title *title, size_t line, size_t at)
{
	for (size_t end = at + 1; end <= title->pieces; end++) {
		int width = width_of(title->text, title->ends[at], title->ends[end]);

		if (width > title->width_mpt)
			return;
		if (line + 1 == title->lines && end < title->pieces)
			continue;
		title->widths[line] = width;
		title->chosen[line] = end;
		if (line + 1 == title->lines)
			judge(title);
		else
			try_lines(title, line + 1, end);
	}
}

/* Let the lines end as they are in the best shape. */
static void
mark_lines(const struct title *title, struct line_text *text)
{
	for (size_t i = 0; i + 1 < text->count; i++)
		text->breaks[i] = LINE_NOT;
	for (size_t line = 0; line + 1 < title->lines; line++)
		text->breaks[title->ends[title->best[line]] - 1] = LINE_MUST;
}

static enum err
break_at_words(struct ctx *cx, struct line_text *text, int width_mpt, size_t most, bool *done)
{
	struct title *title = arena_alloc(cx->arena, sizeof *title);
	char *before = arena_alloc(cx->arena, text->count + 1);

	memcpy(before, text->breaks, text->count);
	TRY(line_words(cx, text));
	*title = (struct title){ .text = text, .width_mpt = width_mpt, .least = -1 };
	if (find_pieces(title))
		title->lines = count_lines(title);
	if (title->lines > 1 && title->lines <= most)
		try_lines(title, 0, 0);
	*done = title->least >= 0;
	if (*done)
		mark_lines(title, text);
	else
		memcpy(text->breaks, before, text->count);
	return ERR_OK;
}

enum err
line_title(struct ctx *cx, struct line_text *text, int width_mpt, bool *done)
{
	size_t most;

	*done = false;
	/* The points of a label have a line of their own. */
	if (width_of(text, 0, text->count) <= width_mpt || text->is_leftward ||
	    line_points(text) > 0)
		return ERR_OK;
	most = fill_lines(text, width_mpt);
	return most > LINES_MAX ? ERR_OK : break_at_words(cx, text, width_mpt, most, done);
}
