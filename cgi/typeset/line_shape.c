/* Where a line may end: UAX #14 by libunibreak, with what it does not know. */
#include <linebreak.h>

#include "typeset/line_internal.h"

/* A paragraph of more characters is refused: 30 pages of text in one cell is a mistake. */
#define PARAGRAPH_MAX ((size_t)200000)

/* Whose rules libunibreak applies: “ opens and ” closes. */
#define LANGUAGE "zh"

#define SOFT_HYPHEN 0xadU

/* A number is not torn from what stands before and behind it. */
static const uint32_t operators[] = { U'≥',  U'≤', U'≧', U'≦', U'＞', U'＜',
	                              U'＝', U'±', '>',  '<',  '=' };

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
		if (text->atoms[i + 1].is_joined || is_torn(scalars, i) ||
		    scalars[i] == SOFT_HYPHEN ||
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
		TRY(line_glyphs(cx, fonts, span, out));
	if (out->count > 0)
		find_breaks(cx, out);
	return ERR_OK;
}
