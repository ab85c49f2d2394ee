/* A text into lines, as large as its numbers have room. */
#include "typeset/line_internal.h"

/* Centred paragraphs of up to so many lines are balanced. */
#define BALANCED_MAX 4

/* ALIGN_AUTO centres up to so many lines. */
#define SHORT_MAX 2

/*
 * The text of a place that has no room for a number is set smaller by steps of
 * half a point: to two thirds of its size, but never smaller than 七号.
 */
#define SMALLER_STEP 500
#define SMALLEST_MPT 5500

/* Text of one place that is higher is refused, 170 m: sums of heights stay far from overflow. */
#define HEIGHT_MAX_MPT 500000000

/* Most cells have one line: the first one gets no room for more. */
static struct line *
new_line(struct arena *arena, struct lines *out)
{
	if (out->capacity == 0) {
		out->lines = arena_alloc(arena, sizeof *out->lines);
		out->capacity = 1;
	}
	out->lines = arena_grow(arena, out->lines, out->count, &out->capacity, sizeof *out->lines);
	return &out->lines[out->count++];
}

static int
max(int a, int b)
{
	return a > b ? a : b;
}

/* A line with marks above marks, or letters below letters, is higher than others. */
static void
make_room(struct line *line, const struct line_text *text)
{
	int size = line->style->size_mpt;
	int above = (line->height_mpt - size) / 2 + line_scale(FONT_ASCENT, size);
	int below = line->height_mpt - above;
	int drop = 0;

	line->is_complex = true;
	line->is_leftward = text->is_leftward;
	for (size_t i = 0; i < line->count; i++) {
		const struct atom *atom = &line->atoms[i];
		int atom_size = line_atom_size(atom, size);
		int shift = line_shift(atom, size);

		if (atom->cluster == NULL)
			continue;
		line->rise_mpt = max(line->rise_mpt,
		                     line_scale(atom->cluster->top, atom_size) + shift - above);
		drop = max(drop, -line_scale(atom->cluster->bottom, atom_size) - shift - below);
	}
	line->height_mpt += line->rise_mpt + drop;
}

struct line *
line_add(struct arena *arena, struct lines *out, const struct line_text *text, size_t first,
         size_t end, int indent_mpt)
{
	struct line *line = new_line(arena, out);

	while (end > first && line_is_blank(&text->atoms[end - 1]))
		end--;
	*line = (struct line){ .paragraph = text->paragraph,
		               .style = text->style,
		               .atoms = text->atoms + first,
		               .count = end - first,
		               .indent_mpt = indent_mpt,
		               .height_mpt = line_scale(text->style->leading,
		                                        text->style->size_mpt) };
	for (size_t i = first; i < end; i++)
		line->width_mpt += text->atoms[i].width_mpt;
	if (text->is_complex)
		make_room(line, text);
	return line;
}

size_t
line_cluster_end(const struct line_text *text, size_t i)
{
	do
		i++;
	while (i < text->count && text->atoms[i].is_joined);
	return i;
}

/* Break a paragraph; of up to `most` lines, it is balanced. */
static enum err
break_horizontal(struct ctx *cx, struct fonts *fonts, struct line_text *text, size_t most,
                 int width_mpt, struct lines *out)
{
	bool is_title = false;
	int full = width_mpt;
	size_t at = 0;

	if (text->style->words)
		TRY(line_title(cx, text, width_mpt - line_left(text, 1), &is_title));
	if (!is_title)
		width_mpt = line_balance(text, most, width_mpt);
	do {
		int left = line_left(text, at);
		size_t end = line_fit(text, at, width_mpt - left);

		if (!is_title && width_mpt == full)
			end = line_squeeze(cx->arena, fonts, text, at, end, width_mpt - left);
		end = line_company(text, at, end);
		line_add(cx->arena, out, text, at, end, left);
		at = end;
	} while (at < text->count);
	return ERR_OK;
}

/* The most lines that are balanced, in one of `all` paragraphs. */
static size_t
most_balanced(const struct style *style, const struct paragraph *all)
{
	if (style->align == ALIGN_AUTO && all->next == NULL)
		return SHORT_MAX;
	return style->align == ALIGN_CENTER ? BALANCED_MAX : 0;
}

/* Add the height of the lines from `first` on, if that is not too much. */
static enum err
add_height(struct ctx *cx, const struct lines *lines, size_t first, int *height_mpt)
{
	for (size_t i = first; i < lines->count; i++) {
		*height_mpt += lines->lines[i].height_mpt;
		if (*height_mpt > HEIGHT_MAX_MPT)
			return err_set(cx, ERR_TOO_LONG, "一处文字多于 %zu 行，太长", i);
	}
	return ERR_OK;
}

/* One way to break a text: letters so much smaller, and whether LINE_LATE counts. */
struct attempt {
	int smaller_mpt;
	bool ends_late;
};

static const struct style *
smaller_style(struct arena *arena, const struct style *style, int smaller_mpt)
{
	struct style *smaller;

	if (smaller_mpt == 0)
		return style;
	smaller = arena_alloc(arena, sizeof *smaller);
	*smaller = *style;
	smaller->size_mpt -= smaller_mpt;
	return smaller;
}

static enum err
break_all(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraphs, int width_mpt,
          struct attempt attempt, struct lines *out)
{
	int height = 0;

	for (const struct paragraph *paragraph = paragraphs; paragraph != NULL;
	     paragraph = paragraph->next) {
		const struct style *style = smaller_style(cx->arena, paragraph->style,
		                                          attempt.smaller_mpt);
		size_t first = out->count;
		struct line_text text;

		TRY(ctx_in_time(cx));
		TRY(line_shape(cx, fonts, paragraph, style, &text));
		text.ends_late = attempt.ends_late;
		if (style->vertical)
			line_break_vertical(cx->arena, fonts, &text, width_mpt, out);
		else
			TRY(break_horizontal(cx, fonts, &text, most_balanced(style, paragraphs),
			                     width_mpt, out));
		TRY(add_height(cx, out, first, &height));
		if (out->count > 0)
			out->lines[out->count - 1].is_last = true;
	}
	return ERR_OK;
}

/* By how much letters must be smaller so that the widest line from `first` on fits; 0 when it does. */
static int
find_excess(const struct lines *lines, size_t first, int width_mpt)
{
	int smaller = 0;

	for (size_t i = first; i < lines->count; i++) {
		const struct line *line = &lines->lines[i];
		int width = line->indent_mpt + line->width_mpt;
		/* An empty line has room in any place, also in one without width. */
		long long fits = width <= width_mpt || width <= 0
		                         ? line->style->size_mpt
		                         : (long long)line->style->size_mpt * width_mpt / width;
		int excess = line->style->size_mpt - (int)(fits < 0 ? 0 : fits);

		smaller = excess > smaller ? excess : smaller;
	}
	return smaller;
}

int
line_most_smaller(const struct style *style)
{
	int least = style->size_mpt * 2 / 3;

	least = least > SMALLEST_MPT ? least : SMALLEST_MPT;
	return style->size_mpt > least ? style->size_mpt - least : 0;
}

/* Break with letters as large as fit, in steps; `*fits` is whether those of the smallest size do. */
static enum err
break_smaller(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraphs,
              int width_mpt, struct attempt attempt, struct lines *out, bool *fits)
{
	int most = line_most_smaller(paragraphs->style);
	size_t first = out->count;
	int excess;

	for (;;) {
		out->count = first;
		TRY(break_all(cx, fonts, paragraphs, width_mpt, attempt, out));
		excess = find_excess(out, first, width_mpt);
		*fits = excess == 0;
		if (*fits || attempt.smaller_mpt == most)
			return ERR_OK;
		attempt.smaller_mpt += (excess + SMALLER_STEP - 1) / SMALLER_STEP * SMALLER_STEP;
		if (attempt.smaller_mpt > most)
			attempt.smaller_mpt = most;
	}
}

enum err
line_break(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraphs, int width_mpt,
           struct lines *out)
{
	size_t first = out->count;
	bool fits = true;

	if (paragraphs != NULL)
		TRY(break_smaller(cx, fonts, paragraphs, width_mpt, (struct attempt){ 0 }, out,
		                  &fits));
	if (!fits) {
		out->count = first;
		TRY(break_smaller(cx, fonts, paragraphs, width_mpt,
		                  (struct attempt){ .ends_late = true }, out, &fits));
	}
	for (size_t i = 0; i < out->count && out->count <= SHORT_MAX; i++)
		out->lines[i].is_short = true;
	return ERR_OK;
}

/* Where in the document a line's text comes from, or the first of it that is not fixed. */
static const struct place *
place_of(const struct line *line)
{
	const struct span *span = line->paragraph->spans;

	while (place_is_fixed(&span->place) && span->next != NULL)
		span = span->next;
	return &span->place;
}

static void
add_fault(struct ctx *cx, const struct line *line, unsigned column)
{
	const char *where = column == 0 ? "页面" : arena_printf(cx->arena, "表格第 %u 列", column);
	struct text text = text_make(cx->arena);

	for (size_t i = 0; i < line->count; i++)
		text_add_char(&text, line->atoms[i].scalar);
	place_add_fault(cx, place_of(line),
	                arena_printf(cx->arena,
	                             "%s太窄，放不下“%s”，字号缩到 %d.%d 磅也不行；请加宽或改短",
	                             where, text.data, line->style->size_mpt / 1000,
	                             line->style->size_mpt / 100 % 10));
}

bool
line_fits(const struct lines *lines, int width_mpt)
{
	return find_excess(lines, 0, width_mpt) == 0;
}

void
line_check(struct ctx *cx, const struct lines *lines, int width_mpt, unsigned column)
{
	for (size_t i = 0; i < lines->count; i++)
		if (lines->lines[i].indent_mpt + lines->lines[i].width_mpt > width_mpt)
			add_fault(cx, &lines->lines[i], column);
}
