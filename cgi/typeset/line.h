/*
 * Paragraphs into lines: glyphs, line breaking (UAX #14 through libunibreak,
 * with the Chinese prohibitions), alignment.
 */
#ifndef TYPESET_LINE_H
#define TYPESET_LINE_H

#include "template/box.h"
#include "typeset/canvas.h"
#include "typeset/font_shape.h"

/* What is drawn for characters that are one: glyphs beside a pen, in thousandths of the size. */
struct cluster {
	const struct shaped_glyph *glyphs;
	unsigned count;
	unsigned characters;
	unsigned advance;
	int top; /* of the ink, above the baseline */
	int bottom;
};

/* A character with its glyph and width. */
struct atom {
	uint32_t scalar;
	int width_mpt;
	int lead_mpt;                  /* a mark is squeezed: its glyph begins so far to the left */
	struct glyph glyph;            /* with a cluster, only its face */
	bool is_invisible : 1;         /* by its nature, or drawn by an atom before: no glyph */
	bool is_squeezed : 1;          /* what is behind it comes before its glyph ends */
	bool is_joined : 1;            /* to the atom before: no line ends between */
	unsigned looks : 4;            /* of enum span_look */
	unsigned level : 8;            /* of direction (UAX #9): odd from right to left */
	const struct cluster *cluster; /* what is drawn instead of the glyph, or NULL */
};

struct line {
	const struct paragraph *paragraph; /* that it is a line of: only to tell lines apart */
	const struct style *style;
	struct structure *structure; /* that it is content of; NULL: an artifact */
	const struct atom *atoms;
	size_t count;
	int width_mpt;  /* of its text */
	int indent_mpt; /* at its left */
	int height_mpt;
	int rise_mpt;     /* room above what most lines need, for ink that is higher */
	bool is_last;     /* of its paragraph: never spread out */
	bool is_short;    /* its cell says no more than two lines */
	bool is_complex;  /* has clusters, looks or two directions */
	bool is_leftward; /* its paragraph is written from right to left */
	bool is_turned;   /* it lies on its right side: width and height are those that it has so */
};

struct lines {
	struct line *lines;
	size_t count;
	size_t capacity;
};

/*
 * Break a list of paragraphs to a width and append the lines. Where a number
 * has no room, all of the text is set smaller, down to a bound; line_check()
 * tells when it has none even then. A character that no font has is a fault at
 * its place in the document; ERR_TOO_LONG when the lines are higher than some
 * hundred pages. The lines live in the context's arena.
 */
MUST_USE enum err line_break(struct ctx *cx, struct fonts *fonts,
                             const struct paragraph *paragraphs, int width_mpt, struct lines *out);

/* Is no line wider? */
bool line_fits(const struct lines *lines, int width_mpt);

/*
 * A line that is wider than its place, as a single character or a number may
 * be, is a fault: in the table's column, or with 0 on the page.
 */
void line_check(struct ctx *cx, const struct lines *lines, int width_mpt, unsigned column);

/*
 * The least width in which a text stands as it should: no number or short word
 * torn, and no word of Chinese with fewer than `least_ems` characters in a line.
 */
MUST_USE enum err line_least(struct ctx *cx, struct fonts *fonts,
                             const struct paragraph *paragraphs, int least_ems, int *width_mpt);

/* To what part of its size a text may be set smaller, in thousandths. */
int line_smallest(const struct style *style);

/*
 * Has each character a glyph, as line_break() will look for it? One that has none is
 * a fault at its place in the document. For faces that set no lines.
 */
MUST_USE enum err line_check_known(struct ctx *cx, struct fonts *fonts,
                                   const struct paragraph *paragraph);

/* What keeps a character and the next one in a line. */
enum line_bond {
	LINE_BOND_NONE,  /* a line may end between them */
	LINE_BOND_ANY,   /* what everybody knows who breaks lines by UAX #14 */
	LINE_BOND_OWN,   /* what only line_break() knows: 平|方公里 behind a number */
	LINE_BOND_LOOSE, /* and here it ends a line first, where all has no room: 12.5|公里 */
};

/*
 * The bonds of a paragraph, behind each of its characters, for faces whose lines others
 * break: without any font. Returns how many they are.
 */
size_t line_bonds(struct arena *arena, const struct paragraph *paragraph, unsigned char **bonds);

/* A space, also one that forbids a break: what a line drops at its end. */
bool line_is_space(uint32_t scalar);

/*
 * Is a character invisible by definition (Default_Ignorable_Code_Point): soft
 * hyphens, joiners, variation selectors, marks of direction, byte order marks?
 */
bool line_is_ignorable(uint32_t scalar);

/* The height of the lines from `first` on, at most `count` of them. */
int line_height(const struct lines *lines, size_t first, size_t count);

/*
 * May a page end before line `i`, of 1 to `count` - 1? Not if that would part
 * the first or the last line of a paragraph from the rest of it.
 */
bool line_may_part(const struct lines *lines, size_t i);

/* Let a line lie on its right side, to be drawn down the page; no lower than a character. */
void line_turn(struct line *line);

/* Draw one line with its upper left corner at x, y and its box `width_mpt` wide. */
void line_draw(struct arena *arena, struct page *page, const struct line *line, int x_mpt,
               int y_mpt, int width_mpt);

#endif
