/* A paragraph as characters, with glyphs (line_glyph.c) and places to break (line_shape.c), for line.c. */
#ifndef TYPESET_LINE_INTERNAL_H
#define TYPESET_LINE_INTERNAL_H

#include <linebreak.h>

#include "typeset/line.h"

/* What a line's end behind an atom is: as libunibreak says, and where it says LINE_NOT, more. */
enum line_end {
	LINE_MUST = LINEBREAK_MUSTBREAK,
	LINE_MAY = LINEBREAK_ALLOWBREAK,
	LINE_NOT = LINEBREAK_NOBREAK, /* unless nothing better fits */
	LINE_JOINT = 8, /* where nothing else fits, here first: beside a number, at a fixed space */
	LINE_LATE,      /* only when smaller letters do not help, either: in a date, in a code */
	LINE_NEVER      /* in a number */
};

struct line_text {
	const struct paragraph *paragraph;
	const struct style *style;
	struct atom *atoms;
	char *breaks; /* may a line end behind each atom: enum line_end */
	size_t count;
	bool ends_late; /* lines may end at LINE_LATE, too */
};

/* A length of thousandths of a font size, rounded. */
int line_scale(int thousandths, int size_mpt);

/* May a line end between these characters, whatever stands around them? */
bool line_may_end(uint32_t last, uint32_t next);

bool line_is_han(uint32_t scalar);

/* A no-break space that takes room. */
bool line_is_fixed_space(uint32_t scalar);

/* Find the numbers of a text, and say where lines may end in and beside them. */
void line_mark_numbers(struct line_text *text);

/* Where the points begin that a label ends with, as in 产出指标（40分）; 0 when it does not. */
size_t line_points(const struct line_text *text);

/* A letter, a digit, a dash or the like, which no space parts from another. */
bool line_is_tight(const struct atom *atom);

/* A space, or invisible. */
bool line_is_blank(const struct atom *atom);

/*
 * Where the line ends that begins with atom `first`: at the last opportunity
 * that fits; where there is none, at the least bad place; where there is none,
 * either, the line is too wide.
 */
size_t line_fit(const struct line_text *text, size_t first, int width_mpt);

/*
 * The least width, to half an em, at which a paragraph of up to `most` lines
 * takes no more of them, and ends none worse: so a label breaks in the middle,
 * or before its points, and not before its last character.
 */
int line_balance(struct line_text *text, size_t most, int width_mpt);

/*
 * A character that no font has, at `at` in the span's text: the mark for it, if
 * the fonts are set so. Else it is a fault at the span's place, and `*mark` stands
 * in for it, so that all of them are told.
 */
void line_missing_glyph(struct ctx *cx, struct fonts *fonts, const struct span *span,
                        const char *at, struct glyph *mark);

/* By how much the letters of a text may be smaller, so that a number has room. */
int line_most_smaller(const struct style *style);

/* Append the atoms of a span. A character that no font has is a fault. */
MUST_USE enum err line_glyphs(struct ctx *cx, struct fonts *fonts, const struct span *span,
                              struct line_text *text);

/* Glyphs, and places where lines may end, of a paragraph in a style. Errors as of line_break(). */
MUST_USE enum err line_shape(struct ctx *cx, struct fonts *fonts, const struct paragraph *paragraph,
                             const struct style *style, struct line_text *out);

#endif
