/* The glyphs of a paragraph: for most characters, one from the table of a face. */
#include "typeset/line_internal.h"

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
	if (scalar < 0xad || (scalar > 0x3164 && scalar < 0xfe00))
		return false;
	for (size_t i = 0; i < sizeof ignorable / sizeof ignorable[0]; i++)
		if (scalar >= ignorable[i][0] && scalar <= ignorable[i][1])
			return true;
	return false;
}

enum err
line_glyphs(struct ctx *cx, struct fonts *fonts, const struct span *span, struct line_text *text)
{
	const char *s = span->text;
	uint32_t scalar;
	size_t length;

	for (; (length = text_utf8_next(s, &scalar)) > 0; s += length) {
		struct atom *atom = &text->atoms[text->count++];

		if (scalar == '\t')
			scalar = ' ';
		atom->scalar = scalar;
		atom->is_invisible = line_is_ignorable(scalar);
		if (atom->is_invisible)
			continue;
		if (!font_glyph(fonts, span->font, scalar, &atom->glyph))
			line_missing_glyph(cx, fonts, span, s, &atom->glyph);
		atom->width_mpt = line_scale(atom->glyph.advance, text->style->size_mpt);
	}
	return ERR_OK;
}
