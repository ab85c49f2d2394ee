#include "typeset/line.h"

#include <linebreak.h>
#include <string.h>

/* A paragraph of more characters is refused: 30 pages of text in one cell is a mistake. */
#define PARAGRAPH_MAX ((size_t)200000)

/* Whose rules libunibreak applies: “ opens and ” closes. */
#define LANGUAGE "zh"

/* Justified lines are spread by at most so many thousandths of an em for each gap. */
#define SPREAD_MAX 120

/* Centred paragraphs of up to so many lines are balanced. */
#define BALANCED_MAX 4

/* A number is not torn from what stands before and behind it. */
static const uint32_t operators[] = { U'≥',  U'≤', U'≧', U'≦', U'＞', U'＜',
	                              U'＝', U'±', '>',  '<',  '=' };

struct paragraph_text {
	const struct style *style;
	struct atom *atoms;
	char *breaks; /* libunibreak's verdict after each atom */
	size_t count;
};

static int
scale(int advance, int size_mpt)
{
	return (int)(((long long)advance * size_mpt + 500) / 1000);
}

static enum err
missing_glyph(struct ctx *cx, const struct span *span, uint32_t scalar)
{
	struct text character = text_make(cx->arena);
	const char *field = span->field == NULL ? "模板文字" : span->field;

	if (scalar >= ' ')
		text_add_char(&character, scalar);
	return err_set_field(cx, ERR_INPUT, field,
	                     "%s：没有字体有 U+%04X %s 这个字；请改字，或在 fonts/manifest.json 中加入字体",
	                     field, (unsigned)scalar, character.data);
}

static enum err
add_span(struct ctx *cx, struct fonts *fonts, const struct span *span, struct paragraph_text *text)
{
	const char *s = span->text;
	uint32_t scalar;
	size_t length;

	while ((length = text_utf8_next(s, &scalar)) > 0) {
		struct atom *atom = &text->atoms[text->count];

		s += length;
		if (scalar == '\t')
			scalar = ' ';
		atom->scalar = scalar;
		if (!font_glyph(fonts, span->font, scalar, &atom->glyph))
			return missing_glyph(cx, span, scalar);
		atom->width_mpt = scale(atom->glyph.advance, text->style->size_mpt);
		text->count++;
	}
	return ERR_OK;
}

static bool
is_one_of(uint32_t scalar, const uint32_t *set, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (set[i] == scalar)
			return true;
	return false;
}

#define IS_ONE_OF(scalar, set) is_one_of(scalar, set, sizeof(set) / sizeof(set)[0])

static bool
is_digit(uint32_t scalar)
{
	return scalar >= '0' && scalar <= '9';
}

/* May a line end between these characters, whatever stands around them? */
static bool
may_end(uint32_t last, uint32_t next)
{
	return is_line_breakable(last, next, LANGUAGE) == LINEBREAK_ALLOWBREAK;
}

/* A Han character: the unit of the number before it. */
static bool
is_han(uint32_t scalar)
{
	return (scalar >= 0x3400 && scalar <= 0x9fff) || (scalar >= 0x20000 && scalar <= 0x3fffd);
}

/* A number keeps its operator and its unit, also behind a space; 万元 is one unit. */
static bool
is_torn(const utf32_t *scalars, size_t i)
{
	uint32_t next = scalars[i + 1];

	if (IS_ONE_OF(scalars[i], operators))
		return is_digit(next);
	if (scalars[i] == U'万' || scalars[i] == U'亿')
		return next == U'元';
	if (scalars[i] == ' ')
		return i > 0 && is_digit(scalars[i - 1]) && is_han(next);
	return is_digit(scalars[i]) && is_han(next);
}

static void
find_breaks(struct ctx *cx, struct paragraph_text *text)
{
	utf32_t *scalars = arena_array(cx->arena, text->count + 1, sizeof *scalars);

	for (size_t i = 0; i < text->count; i++)
		scalars[i] = text->atoms[i].scalar;
	set_linebreaks_utf32(scalars, text->count, LANGUAGE, text->breaks);
	for (size_t i = 0; i + 1 < text->count; i++)
		if (is_torn(scalars, i) || (scalars[i] == ' ' && !may_end(U'中', scalars[i + 1])))
			text->breaks[i] = LINEBREAK_NOBREAK;
}

static enum err
shape(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraph,
      struct paragraph_text *text)
{
	size_t bytes = 0;

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		bytes += strlen(span->text);
	if (bytes > PARAGRAPH_MAX * 4)
		return err_set(cx, ERR_TOO_LONG, "一个段落多于 %zu 个字", PARAGRAPH_MAX);
	text->atoms = arena_array(cx->arena, bytes, sizeof *text->atoms);
	text->breaks = arena_alloc(cx->arena, bytes + 1);
	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		TRY(add_span(cx, fonts, span, text));
	if (text->count > 0)
		find_breaks(cx, text);
	return ERR_OK;
}

static void
add_line(struct arena *arena, struct lines *out, const struct paragraph_text *text, size_t first,
         size_t end, int indent_mpt)
{
	struct line *line;

	while (end > first && text->atoms[end - 1].scalar == ' ')
		end--;
	out->lines = arena_grow(arena, out->lines, out->count, &out->capacity, sizeof *out->lines);
	line = &out->lines[out->count++];
	*line = (struct line){ .style = text->style,
		               .atoms = text->atoms + first,
		               .count = end - first,
		               .indent_mpt = indent_mpt,
		               .height_mpt = scale(text->style->leading, text->style->size_mpt) };
	for (size_t i = first; i < end; i++)
		line->width_mpt += text->atoms[i].width_mpt;
}

/*
 * Where a line ends that has no opportunity among its atoms [first, end): at
 * the last place that leaves no closing mark to the next line and no opening
 * one on this, if there is such a place; a line has at least one atom.
 */
static size_t
break_anyway(const struct paragraph_text *text, size_t first, size_t end)
{
	for (size_t i = end; i > first; i--)
		if (may_end(text->atoms[i - 1].scalar, U'中') &&
		    may_end(U'中', text->atoms[i].scalar))
			return i;
	return end > first ? end : first + 1;
}

/*
 * Where the line that begins with atom `first` ends: at the last opportunity
 * that fits; where there is none, after as many characters as fit.
 */
static size_t
fit(const struct paragraph_text *text, size_t first, int width_mpt)
{
	size_t best = first;
	int used = 0;

	for (size_t i = first; i < text->count; i++) {
		int with = used + text->atoms[i].width_mpt;

		if (with > width_mpt && text->atoms[i].scalar != ' ')
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
break_horizontal(struct arena *arena, const struct paragraph_text *text, int width_mpt,
                 struct lines *out)
{
	int indent = scale(text->style->indent, text->style->size_mpt);
	int first_indent = indent + scale(text->style->first_indent, text->style->size_mpt);
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
count_lines(const struct paragraph_text *text, int width_mpt)
{
	size_t count = 0;

	for (size_t at = 0; at < text->count; count++)
		at = fit(text, at, width_mpt);
	return count;
}

/*
 * The least width, to half an em, at which a centred paragraph takes no more
 * lines: so a label breaks in the middle and not before its last character.
 */
static int
balanced_width(const struct paragraph_text *text, int width_mpt)
{
	int step = text->style->size_mpt / 2;
	size_t count = count_lines(text, width_mpt);

	if (text->style->align != ALIGN_CENTER || count < 2 || count > BALANCED_MAX)
		return width_mpt;
	while (width_mpt > 2 * step && count_lines(text, width_mpt - step) == count)
		width_mpt -= step;
	return width_mpt;
}

static void
break_vertical(struct arena *arena, const struct paragraph_text *text, struct lines *out)
{
	for (size_t i = 0; i < text->count; i++)
		if (text->atoms[i].scalar != ' ')
			add_line(arena, out, text, i, i + 1, 0);
}

enum err
line_break(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraphs, int width_mpt,
           struct lines *out)
{
	for (const struct paragraph *paragraph = paragraphs; paragraph != NULL;
	     paragraph = paragraph->next) {
		struct paragraph_text text = { .style = paragraph->style };

		TRY(shape(cx, fonts, paragraph, &text));
		if (paragraph->style->vertical)
			break_vertical(cx->arena, &text, out);
		else
			break_horizontal(cx->arena, &text, balanced_width(&text, width_mpt), out);
		if (out->count > 0)
			out->lines[out->count - 1].is_last = true;
	}
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

static int
line_offset(const struct line *line, int room_mpt)
{
	if (line->style->vertical || line->style->align == ALIGN_CENTER)
		return room_mpt / 2;
	return line->style->align == ALIGN_RIGHT ? room_mpt : 0;
}

/* The space to add after each glyph so that the line fills its box. */
static int
line_spread(const struct line *line, int room_mpt)
{
	int spread;

	if (line->style->align != ALIGN_JUSTIFY || line->is_last || line->count < 2 || room_mpt <= 0)
		return 0;
	spread = room_mpt / (int)(line->count - 1);
	return spread <= scale(SPREAD_MAX, line->style->size_mpt) ? spread : 0;
}

static struct text_run *
add_run(struct arena *arena, struct page *page, const struct line *line, size_t first, size_t end)
{
	struct text_run *run = arena_alloc(arena, sizeof *run);
	struct placed_glyph *glyphs = arena_array(arena, end - first, sizeof *glyphs);

	for (size_t i = first; i < end; i++)
		glyphs[i - first] = (struct placed_glyph){ line->atoms[i].scalar,
			                                   line->atoms[i].glyph.gid,
			                                   line->atoms[i].glyph.advance };
	run->face = line->atoms[first].glyph.face;
	run->size_mpt = line->style->size_mpt;
	run->glyphs = glyphs;
	run->count = end - first;
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
	int baseline = y_mpt + (line->height_mpt - size) / 2 + scale(FONT_ASCENT, size);
	size_t first = 0;

	while (first < line->count) {
		size_t end = first + 1;
		struct text_run *run;

		while (end < line->count &&
		       line->atoms[end].glyph.face == line->atoms[first].glyph.face)
			end++;
		run = add_run(arena, page, line, first, end);
		run->x_mpt = x;
		run->baseline_mpt = baseline;
		run->spacing_mpt = spread;
		for (; first < end; first++)
			x += line->atoms[first].width_mpt + spread;
	}
}
