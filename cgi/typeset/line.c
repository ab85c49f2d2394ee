#include "typeset/line.h"

#include <linebreak.h>

#include "typeset/line_internal.h"

/*
 * Justified lines are spread by at most so many thousandths of an em for each
 * gap: in columns of text, and in narrow cells.
 */
#define SPREAD_MAX 333
#define NARROW_SPREAD_MAX 120

/* Boxes of fewer ems are narrow. */
#define NARROW 20

/* Centred paragraphs of up to so many lines are balanced. */
#define BALANCED_MAX 4

/* ALIGN_AUTO centres up to so many lines. */
#define SHORT_MAX 2

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

/* What a line drops at its end. */
static bool
is_blank(const struct atom *atom)
{
	return atom->scalar == ' ' || (atom->is_invisible && !atom->is_joined);
}

static void
add_line(struct arena *arena, struct lines *out, const struct line_text *text, size_t first,
         size_t end, int indent_mpt)
{
	struct line *line = new_line(arena, out);

	while (end > first && is_blank(&text->atoms[end - 1]))
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
}

/* A letter, a digit, a dash or the like, which no space parts from another. */
static bool
is_tight(const struct atom *atom)
{
	return atom->scalar > ' ' && atom->scalar < 0x2e80;
}

/* Where a line may end that has no opportunity, best first. */
enum resort { BESIDE_NUMBER, BESIDE_HAN, ANYWHERE, RESORTS };

static bool
may_end_before(const struct line_text *text, size_t i, enum resort resort)
{
	const struct atom *atom = &text->atoms[i];

	if (atom->is_joined || !line_may_end(atom[-1].scalar, U'中') ||
	    !line_may_end(U'中', atom->scalar))
		return false;
	switch (resort) {
	case BESIDE_NUMBER: return is_tight(&atom[-1]) != is_tight(atom);
	case BESIDE_HAN: return !is_tight(&atom[-1]) || !is_tight(atom);
	default: return true;
	}
}

/* Where what is drawn with atom `i` ends. */
static size_t
cluster_end(const struct line_text *text, size_t i)
{
	do
		i++;
	while (i < text->count && text->atoms[i].is_joined);
	return i;
}

/*
 * Where a line ends that has no opportunity among its atoms [first, end): at
 * the last place that leaves no closing mark to the next line and no opening
 * one on this, if there is such a place: between a number and its unit rather
 * than in either. A line has at least one atom.
 */
static size_t
break_anyway(const struct line_text *text, size_t first, size_t end)
{
	for (enum resort resort = BESIDE_NUMBER; resort < RESORTS; resort++)
		for (size_t i = end; i > first; i--)
			if (may_end_before(text, i, resort))
				return i;
	return cluster_end(text, end > first ? end - 1 : first);
}

/*
 * Where the line that begins with atom `first` ends: at the last opportunity
 * that fits; where there is none, after as many characters as fit.
 */
static size_t
fit(const struct line_text *text, size_t first, int width_mpt)
{
	size_t best = first;
	long long used = 0;

	for (size_t i = first; i < text->count; i++) {
		long long with = used + text->atoms[i].width_mpt;

		if (with > width_mpt && !is_blank(&text->atoms[i]))
			return best > first ? best : break_anyway(text, first, i);
		used = with;
		if (text->breaks[i] == LINEBREAK_MUSTBREAK ||
		    text->breaks[i] == LINEBREAK_ALLOWBREAK)
			best = i + 1;
		if (text->breaks[i] == LINEBREAK_MUSTBREAK && i + 1 < text->count)
			return best;
	}
	return text->count;
}

static void
break_horizontal(struct arena *arena, const struct line_text *text, int width_mpt, struct lines *out)
{
	int indent = line_scale(text->style->indent, text->style->size_mpt);
	int first_indent = indent + line_scale(text->style->first_indent, text->style->size_mpt);
	size_t at = 0;

	do {
		int left = at == 0 ? first_indent : indent;
		size_t end = fit(text, at, width_mpt - left);

		add_line(arena, out, text, at, end, left);
		at = end;
	} while (at < text->count);
}

/* The number of lines that a paragraph without indents takes at a width. */
static size_t
count_lines(const struct line_text *text, int width_mpt)
{
	size_t count = 0;

	for (size_t at = 0; at < text->count; count++)
		at = fit(text, at, width_mpt);
	return count;
}

/* The most lines that are balanced, in one of `all` paragraphs. */
static size_t
most_balanced(const struct style *style, const struct paragraph *all)
{
	if (style->align == ALIGN_AUTO && all->next == NULL)
		return SHORT_MAX;
	return style->align == ALIGN_CENTER ? BALANCED_MAX : 0;
}

/*
 * The least width, to half an em, at which a centred paragraph takes no more
 * lines: so a label breaks in the middle and not before its last character.
 */
static int
balanced_width(const struct line_text *text, const struct paragraph *all, int width_mpt)
{
	size_t most = most_balanced(text->style, all);
	int step = text->style->size_mpt / 2;
	size_t count = most == 0 ? 0 : count_lines(text, width_mpt);

	if (count < 2 || count > most)
		return width_mpt;
	while (width_mpt > 2 * step && count_lines(text, width_mpt - step) == count)
		width_mpt -= step;
	return width_mpt;
}

/* A letter or a digit, which stays beside the next one in a vertical label. */
static bool
is_of_word(uint32_t scalar)
{
	return (scalar >= '0' && scalar <= '9') || (scalar >= 'A' && scalar <= 'Z') ||
	       (scalar >= 'a' && scalar <= 'z') || scalar == '.' || scalar == '%';
}

/* Where the word ends that begins with atom `first`, if it is no wider than the column. */
static size_t
word_end(const struct line_text *text, size_t first, int width_mpt)
{
	bool is_inside = first > 0 && is_of_word(text->atoms[first - 1].scalar);
	size_t end = first;

	while (!is_inside && width_mpt >= 0 && end < text->count &&
	       is_of_word(text->atoms[end].scalar))
		width_mpt -= text->atoms[end++].width_mpt;
	return end > first && width_mpt >= 0 ? end : cluster_end(text, first);
}

/* One character a line, and numbers and words as they are. */
static void
break_vertical(struct arena *arena, const struct line_text *text, int width_mpt, struct lines *out)
{
	size_t end;

	for (size_t first = 0; first < text->count; first = end) {
		end = word_end(text, first, width_mpt);
		if (!is_blank(&text->atoms[first]))
			add_line(arena, out, text, first, end, 0);
	}
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

enum err
line_break(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraphs, int width_mpt,
           struct lines *out)
{
	int height = 0;

	for (const struct paragraph *paragraph = paragraphs; paragraph != NULL;
	     paragraph = paragraph->next) {
		struct line_text text;
		size_t first = out->count;

		TRY(line_shape(cx, fonts, paragraph, &text));
		if (paragraph->style->vertical)
			break_vertical(cx->arena, &text, width_mpt, out);
		else
			break_horizontal(cx->arena, &text,
			                 balanced_width(&text, paragraphs, width_mpt), out);
		TRY(add_height(cx, out, first, &height));
		if (out->count > 0)
			out->lines[out->count - 1].is_last = true;
	}
	for (size_t i = 0; i < out->count && out->count <= SHORT_MAX; i++)
		out->lines[i].is_short = true;
	return ERR_OK;
}

int
line_height(const struct lines *lines, size_t first, size_t count)
{
	int height = 0;

	for (size_t i = first; i < lines->count && i - first < count; i++)
		height += lines->lines[i].height_mpt;
	return height;
}

bool
line_may_part(const struct lines *lines, size_t i)
{
	const struct line *line = &lines->lines[i];
	const struct paragraph *paragraph = line->paragraph;

	if (line[-1].paragraph != paragraph)
		return true;
	return i >= 2 && line[-2].paragraph == paragraph && i + 1 < lines->count &&
	       line[1].paragraph == paragraph;
}

static int
line_offset(const struct line *line, int room_mpt)
{
	enum align align = line->style->align;

	if (line->style->vertical || align == ALIGN_CENTER ||
	    (align == ALIGN_AUTO && line->is_short))
		return room_mpt / 2;
	return align == ALIGN_RIGHT ? room_mpt : 0;
}

static bool
is_gap(const struct atom *atom)
{
	return !atom[1].is_invisible && !(is_tight(&atom[0]) && is_tight(&atom[1]));
}

/* The space to add to each gap so that the line fills its box. */
static int
line_spread(const struct line *line, int room_mpt)
{
	int size = line->style->size_mpt;
	bool is_narrow = line->width_mpt + room_mpt < NARROW * size;
	bool is_filled = line->style->align == ALIGN_JUSTIFY || line->style->align == ALIGN_AUTO;
	int gaps = 0;

	if (!is_filled || line->is_last || room_mpt <= 0)
		return 0;
	for (size_t i = 0; i + 1 < line->count; i++)
		gaps += is_gap(&line->atoms[i]) ? 1 : 0;
	if (gaps == 0 ||
	    room_mpt / gaps > line_scale(is_narrow ? NARROW_SPREAD_MAX : SPREAD_MAX, size))
		return 0;
	return room_mpt / gaps;
}

/* Does the atom stand in a word or a number of several characters, which is not spread? */
static bool
is_in_word(const struct line *line, size_t i)
{
	const struct atom *atom = &line->atoms[i];

	return is_tight(atom) &&
	       ((i > 0 && is_tight(atom - 1)) || (i + 1 < line->count && is_tight(atom + 1)));
}

/* Where the run ends that begins with atom `first`: before another face, or before or behind a word. */
static size_t
run_end(const struct line *line, size_t first, bool is_spread)
{
	const struct atom *atoms = line->atoms;
	size_t end = first + 1;

	while (end < line->count &&
	       (atoms[end].is_invisible ||
	        (atoms[end].glyph.face == atoms[first].glyph.face &&
	         (!is_spread || is_in_word(line, end) == is_in_word(line, first)))))
		end++;
	return end;
}

static struct text_run *
add_run(struct arena *arena, struct page *page, const struct line *line, size_t first, size_t end)
{
	struct text_run *run = arena_alloc(arena, sizeof *run);
	struct placed_glyph *glyphs = arena_array(arena, end - first, sizeof *glyphs);

	for (size_t i = first; i < end; i++)
		if (!line->atoms[i].is_invisible)
			glyphs[run->count++] = (struct placed_glyph){ line->atoms[i].scalar,
				                                      line->atoms[i].glyph.gid,
				                                      line->atoms[i].glyph.advance };
	run->face = line->atoms[first].glyph.face;
	run->size_mpt = line->style->size_mpt;
	run->glyphs = glyphs;
	run->structure = line->structure;
	*page->run_tail = run;
	page->run_tail = &run->next;
	return run;
}

void
line_draw(struct arena *arena, struct page *page, const struct line *line, int x_mpt, int y_mpt,
          int width_mpt)
{
	int size = line->style->size_mpt;
	int room = width_mpt - line->indent_mpt - line->width_mpt;
	int spread = line_spread(line, room);
	int x = x_mpt + line->indent_mpt + (spread > 0 ? 0 : line_offset(line, room));
	int baseline = y_mpt + (line->height_mpt - size) / 2 + line_scale(FONT_ASCENT, size);
	size_t first = 0;

	while (first < line->count) {
		size_t end = run_end(line, first, spread > 0);
		struct text_run *run;

		if (line->atoms[first].is_invisible) {
			first++;
			continue;
		}
		run = add_run(arena, page, line, first, end);
		run->x_mpt = x;
		run->baseline_mpt = baseline;
		run->spacing_mpt = is_in_word(line, first) ? 0 : spread;
		for (; first < end; first++) {
			x += line->atoms[first].width_mpt;
			if (first + 1 < line->count && is_gap(&line->atoms[first]))
				x += spread;
		}
	}
}
