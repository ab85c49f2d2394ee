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

/*
 * A character that no font has, at `at` in the span's text: the mark for it, if
 * the fonts are set so. Else it is a fault at the span's place, and `*mark` stands
 * in for it, so that all of them are told.
 */
void line_missing_glyph(struct ctx *cx, struct fonts *fonts, const struct span *span,
                        const char *at, struct glyph *mark);

/* Append the atoms of a span. A character that no font has is a fault. */
MUST_USE enum err line_glyphs(struct ctx *cx, struct fonts *fonts, const struct span *span,
                              struct line_text *text);

/* Glyphs and places to break of a paragraph. Errors as of line_break(). */
MUST_USE enum err line_shape(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraph,
                             struct line_text *out);

#endif
