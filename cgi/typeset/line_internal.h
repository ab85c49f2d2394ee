/* A paragraph as characters, with glyphs (line_glyph.c) and places to break (line_shape.c), for line.c. */
#ifndef TYPESET_LINE_INTERNAL_H
#define TYPESET_LINE_INTERNAL_H

#include "typeset/line.h"

struct line_text {
	const struct paragraph *paragraph;
	const struct style *style;
	struct atom *atoms;
	char *breaks; /* may a line end after each atom: LINEBREAK_... of libunibreak */
	size_t count;
};

/* A length of thousandths of a font size, rounded. */
int line_scale(int thousandths, int size_mpt);

/* May a line end between these characters, whatever stands around them? */
bool line_may_end(uint32_t last, uint32_t next);

/* Append the atoms of a span. ERR_INPUT names the field and the character that no font has. */
MUST_USE enum err line_glyphs(struct ctx *cx, struct fonts *fonts, const struct span *span,
                              struct line_text *text);

/* Glyphs and places to break of a paragraph. Errors as of line_break(). */
MUST_USE enum err line_shape(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraph,
                             struct line_text *out);

#endif
