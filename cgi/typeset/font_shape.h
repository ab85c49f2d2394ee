/*
 * Shaping: what a font draws for a text whose characters act on each other, and
 * the forms of a character that a font has for variation sequences and for
 * vertical lines. HarfBuzz does it; the tables of font.h know nothing of it.
 *
 * Lengths are thousandths of the font size, y upwards.
 */
#ifndef TYPESET_FONT_SHAPE_H
#define TYPESET_FONT_SHAPE_H

#include "typeset/font.h"

/* A glyph, and where it stands beside the pen, which then goes on by the advance. */
struct shaped_glyph {
	uint32_t first;  /* the character, by its index, that its cluster begins with */
	uint32_t scalar; /* what it says when it is read alone */
	uint16_t gid;
	uint16_t advance; /* of the pen */
	uint16_t width;   /* of the glyph itself */
	int16_t x;
	int16_t y;
};

/* The ink of a glyph. */
struct glyph_box {
	int left;
	int right;
	int bottom;
	int top;
};

/* A piece of a text, in one face, script and direction. */
struct shape_piece {
	unsigned face;        /* of the manifest */
	const uint32_t *text; /* all of it: letters join beyond the piece */
	size_t length;
	size_t first; /* of the piece */
	size_t count;
	bool is_rightward; /* else from right to left */
};

/*
 * Shape a piece. Gives its glyphs from left to right; those of a cluster follow
 * one another. A character that the face lacks gets the glyph 0.
 */
size_t font_shape(struct arena *arena, const struct fonts *fonts, const struct shape_piece *piece,
                  struct shaped_glyph **out);

/* The glyph of one face for a character; false when it has none. */
bool font_face_glyph(struct fonts *fonts, unsigned face, uint32_t scalar, struct glyph *out);

/* The ink of a glyph; all 0 when it has none. */
struct glyph_box font_box(const struct fonts *fonts, struct glyph glyph);

/*
 * The glyph for a character with a variation selector (cmap format 14), of the
 * first face of the chain that has the sequence; false when none has.
 */
bool font_variation(struct fonts *fonts, font_choice choice, uint32_t scalar, uint32_t selector,
                    struct glyph *out);

/*
 * The form for vertical lines (the feature `vert`) of a character's glyph, drawn
 * like any other in its square; false when the font has none.
 */
bool font_vertical(struct fonts *fonts, uint32_t scalar, struct glyph *glyph);

#endif
