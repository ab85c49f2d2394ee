/* Are there fonts for a text, without setting it? */
#include "typeset/line_internal.h"

/* Can the table of glyphs say that a character is drawn? Most it can. */
static bool
is_plain(struct fonts *fonts, const struct span *span, uint32_t scalar)
{
	struct glyph glyph;

	if (line_is_complex(scalar))
		return false;
	return scalar == '\t' || line_is_ignorable(scalar) ||
	       font_glyph(fonts, span->font, scalar, &glyph);
}

enum err
line_check_known(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraph)
{
	struct line_text shaped;
	uint32_t scalar;
	size_t length;

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		for (const char *s = span->text; (length = text_utf8_next(s, &scalar)) > 0;
		     s += length)
			if (!is_plain(fonts, span, scalar))
				return line_shape(cx, fonts, paragraph, paragraph->style, &shaped);
	return ERR_OK;
}
