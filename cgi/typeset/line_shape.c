/* Glyphs, and where a line may end: UAX #14 by libunibreak, with what it does not know. */
#include <linebreak.h>
#include <string.h>

#include "base/log.h"
#include "typeset/line_internal.h"

/* A paragraph of more characters is refused: 30 pages of text in one cell is a mistake. */
#define PARAGRAPH_MAX ((size_t)200000)

/* Whose rules libunibreak applies: “ opens and ” closes. */
#define LANGUAGE "zh"

#define SOFT_HYPHEN 0xadU

/* A number is not torn from what stands before and behind it. */
static const uint32_t operators[] = { U'≥',  U'≤', U'≧', U'≦', U'＞', U'＜',
	                              U'＝', U'±', '>',  '<',  '=' };

/* Default_Ignorable_Code_Point of Unicode 15: pairs of the first and the last. */
static const uint32_t ignorable[][2] = {
	{ 0xad, 0xad },       { 0x34f, 0x34f },   { 0x61c, 0x61c },     { 0x115f, 0x1160 },
	{ 0x17b4, 0x17b5 },   { 0x180b, 0x180f }, { 0x200b, 0x200f },   { 0x202a, 0x202e },
	{ 0x2060, 0x206f },   { 0x3164, 0x3164 }, { 0xfe00, 0xfe0f },   { 0xfeff, 0xfeff },
	{ 0xffa0, 0xffa0 },   { 0xfff0, 0xfff8 }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a },
	{ 0xe0000, 0xe0fff },
};

int
line_scale(int thousandths, int size_mpt)
{
	return (int)(((long long)thousandths * size_mpt + 500) / 1000);
}

bool
line_is_ignorable(uint32_t scalar)
{
	if (scalar < SOFT_HYPHEN || (scalar > 0x3164 && scalar < 0xfe00))
		return false;
	for (size_t i = 0; i < sizeof ignorable / sizeof ignorable[0]; i++)
		if (scalar >= ignorable[i][0] && scalar <= ignorable[i][1])
			return true;
	return false;
}

/* The mark for a character that no font has, if the fonts are set so; else an error. */
static enum err
missing_glyph(struct ctx *cx, struct fonts *fonts, const struct span *span, uint32_t scalar,
              struct glyph *mark)
{
	struct text character = text_make(cx->arena);
	const char *field = span->field == NULL ? "模板文字" : span->field;

	if (scalar >= ' ')
		text_add_char(&character, scalar);
	if (font_mark(fonts, span->font, mark)) {
		log_event(LOG_WARNING, cx->request_id, "%s: no font has U+%04X %s, marked", field,
		          (unsigned)scalar, character.data);
		return ERR_OK;
	}
	return err_set_field(cx, ERR_INPUT, field,
	                     "%s：没有字体有 U+%04X %s 这个字；请改字，或在 fonts/manifest.json 中加入字体",
	                     field, (unsigned)scalar, character.data);
}

static enum err
add_span(struct ctx *cx, struct fonts *fonts, const struct span *span, struct line_text *text)
{
	const char *s = span->text;
	uint32_t scalar;
	size_t length;

	while ((length = text_utf8_next(s, &scalar)) > 0) {
		struct atom *atom = &text->atoms[text->count++];

		s += length;
		if (scalar == '\t')
			scalar = ' ';
		atom->scalar = scalar;
		atom->is_invisible = line_is_ignorable(scalar);
		if (atom->is_invisible)
			continue;
		if (!font_glyph(fonts, span->font, scalar, &atom->glyph))
			TRY(missing_glyph(cx, fonts, span, scalar, &atom->glyph));
		atom->width_mpt = line_scale(atom->glyph.advance, text->style->size_mpt);
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

/* What libunibreak is told: an ideograph for the letters of flags and its own end mark, which abort it. */
static uint32_t
told(uint32_t scalar)
{
	bool aborts = scalar == 0xffff || (scalar >= 0x1f1e6 && scalar <= 0x1f1ff);

	return aborts ? U'あ' : scalar;
}

bool
line_may_end(uint32_t last, uint32_t next)
{
	return is_line_breakable(told(last), told(next), LANGUAGE) == LINEBREAK_ALLOWBREAK;
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
find_breaks(struct ctx *cx, struct line_text *text)
{
	utf32_t *scalars = arena_array(cx->arena, text->count + 1, sizeof *scalars);

	for (size_t i = 0; i < text->count; i++)
		scalars[i] = told(text->atoms[i].scalar);
	set_linebreaks_utf32(scalars, text->count, LANGUAGE, text->breaks);
	for (size_t i = 0; i + 1 < text->count; i++)
		/* A hyphen that shows only at a line's end has no glyph here: no line ends with it. */
		if (is_torn(scalars, i) || scalars[i] == SOFT_HYPHEN ||
		    (scalars[i] == ' ' && !line_may_end(U'中', scalars[i + 1])))
			text->breaks[i] = LINEBREAK_NOBREAK;
}

static size_t
count_characters(const struct paragraph *paragraph)
{
	size_t count = 0;

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		for (const char *s = span->text; *s != '\0'; s++)
			count += ((unsigned char)*s & 0xc0) != 0x80 ? 1 : 0;
	return count;
}

enum err
line_shape(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraph,
           struct line_text *out)
{
	size_t count = count_characters(paragraph);

	if (count > PARAGRAPH_MAX)
		return err_set(cx, ERR_TOO_LONG, "一个段落多于 %zu 个字", PARAGRAPH_MAX);
	*out = (struct line_text){ .paragraph = paragraph, .style = paragraph->style };
	out->atoms = arena_array(cx->arena, count, sizeof *out->atoms);
	out->breaks = arena_alloc(cx->arena, count + 1);
	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		TRY(add_span(cx, fonts, span, out));
	if (out->count > 0)
		find_breaks(cx, out);
	return ERR_OK;
}
