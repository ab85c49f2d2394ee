/* Where a line may end: UAX #14 by libunibreak, with what it does not know. */
#include <string.h>

#include "typeset/line_internal.h"

/* A paragraph of more characters is refused: 30 pages of text in one cell is a mistake. */
#define PARAGRAPH_MAX ((size_t)200000)

/* Whose rules libunibreak applies: “ opens and ” closes. */
#define LANGUAGE "zh"

#define SOFT_HYPHEN 0xadU

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

bool
line_is_fixed_space(uint32_t scalar)
{
	return scalar == 0xa0 || scalar == 0x2007 || scalar == 0x202f;
}

bool
line_is_space(uint32_t scalar)
{
	return scalar == ' ' || line_is_fixed_space(scalar);
}

/* Where libunibreak would end a line, and none may end. */
static bool
is_torn(const struct line_text *text, size_t i)
{
	const struct atom *atom = &text->atoms[i];
	uint32_t next = atom[1].scalar;

	if (atom[1].is_joined)
		return true;
	switch (atom->scalar) {
	case U'万':
	case U'亿': return next == U'元';
	/* A hyphen that shows only at a line's end has no glyph here: no line ends with it. */
	case SOFT_HYPHEN: return true;
	case ' ': return !line_may_end(U'中', next);
	default: return false;
	}
}

/* A line may end with a space that forbids it, before a word is torn. */
static bool
is_loose(const struct line_text *text, size_t i)
{
	return line_is_fixed_space(text->atoms[i].scalar) && text->breaks[i] == LINE_NOT &&
	       line_may_end(U'中', text->atoms[i + 1].scalar);
}

/*
 * A line may end before a full-width bracket, whatever stands there (UAX #14 since Unicode
 * 13, LB30): 98.5% stays before （2024年）, so that the year keeps its unit.
 */
static bool
is_bracketed(const struct line_text *text, size_t i)
{
	static const uint32_t opening[] = { U'（', U'《', U'〈', U'〔', U'【', U'「', U'『', U'［' };

	return text->breaks[i] == LINE_NOT && LINE_IS_ONE_OF(text->atoms[i + 1].scalar, opening) &&
	       line_may_end(text->atoms[i].scalar, U'中');
}

void
line_find_breaks(struct arena *arena, struct line_text *text)
{
	utf32_t *scalars = arena_array(arena, text->count + 1, sizeof *scalars);

	for (size_t i = 0; i < text->count; i++)
		scalars[i] = told(text->atoms[i].scalar);
	set_linebreaks_utf32(scalars, text->count, LANGUAGE, text->breaks);
	for (size_t i = 0; i + 1 < text->count; i++) {
		if (is_torn(text, i))
			text->breaks[i] = LINE_NOT;
		else if (is_loose(text, i))
			text->breaks[i] = LINE_JOINT;
		else if (is_bracketed(text, i))
			text->breaks[i] = LINE_MAY;
	}
	line_mark_numbers(text);
	line_mark_items(text);
}

static size_t
count_characters(const struct span *span)
{
	size_t count = 0;

	for (const char *s = span->text; *s != '\0'; s++)
		count += ((unsigned char)*s & 0xc0) != 0x80 ? 1 : 0;
	return count;
}

/* What the table of glyphs cannot say of a paragraph. */
static void
shape_spans(struct ctx *cx, struct fonts *fonts, struct line_text *text)
{
	size_t first = 0;

	line_levels(cx->arena, text);
	for (const struct span *span = text->paragraph->spans; span != NULL; span = span->next) {
		size_t end = first + count_characters(span);

		line_clusters(cx, fonts, span, text, first, end);
		first = end;
	}
}

/* Glyphs and ends are those of any size: keep them, before lines change them. */
static void
keep(struct arena *arena, const struct paragraph *paragraph, struct line_text *text)
{
	struct line_text *kept = arena_alloc(arena, sizeof *kept);

	*kept = *text;
	kept->atoms = arena_array(arena, text->count, sizeof *kept->atoms);
	kept->breaks = arena_alloc(arena, text->count + 1);
	memcpy(kept->atoms, text->atoms, text->count * sizeof *kept->atoms);
	memcpy(kept->breaks, text->breaks, text->count);
	*paragraph->shaped = kept;
	text->kept = kept;
}

/* A copy of what was kept, in another size. */
static void
recall(struct arena *arena, const struct paragraph *paragraph, const struct style *style,
       struct line_text *out)
{
	struct line_text *kept = *paragraph->shaped;

	*out = *kept;
	out->kept = kept;
	out->style = style;
	out->atoms = arena_array(arena, kept->count, sizeof *out->atoms);
	out->breaks = arena_alloc(arena, kept->count + 1);
	memcpy(out->atoms, kept->atoms, kept->count * sizeof *out->atoms);
	memcpy(out->breaks, kept->breaks, kept->count);
	for (size_t i = 0; style->size_mpt != kept->style->size_mpt && i < out->count; i++) {
		struct atom *atom = &out->atoms[i];

		if (!atom->is_invisible)
			atom->width_mpt = line_scale(atom->glyph.advance,
			                             line_atom_size(atom, style->size_mpt));
	}
}

static enum err
shape(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraph,
      const struct style *style, struct line_text *out)
{
	size_t count = 0;

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		count += count_characters(span);
	if (count > PARAGRAPH_MAX)
		return err_set(cx, ERR_TOO_LONG, "一个段落多于 %zu 个字", PARAGRAPH_MAX);
	*out = (struct line_text){ .paragraph = paragraph, .style = style };
	out->atoms = arena_array(cx->arena, count, sizeof *out->atoms);
	out->breaks = arena_alloc(cx->arena, count + 1);
	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		TRY(line_glyphs(cx, fonts, span, out));
	if (out->is_complex)
		shape_spans(cx, fonts, out);
	if (out->count > 0)
		line_find_breaks(cx->arena, out);
	return ERR_OK;
}

enum err
line_shape(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraph,
           const struct style *style, struct line_text *out)
{
	size_t faults = cx->fault_count;

	if (paragraph->shaped != NULL && *paragraph->shaped != NULL) {
		recall(cx->arena, paragraph, style, out);
		return ERR_OK;
	}
	TRY(shape(cx, fonts, paragraph, style, out));
	/* A fault is to be told again to whom it was not told yet. */
	if (paragraph->shaped != NULL && cx->fault_count == faults)
		keep(cx->arena, paragraph, out);
	return ERR_OK;
}
