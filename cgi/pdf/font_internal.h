/* The fonts of one document: what font.c notes and font_embed.c embeds. */
#ifndef PDF_FONT_INTERNAL_H
#define PDF_FONT_INTERNAL_H

#include <hb-subset.h>

#include "pdf/font.h"

#define FONT_GLYPHS 65536
#define FONT_GLYPH_PAGE 64

/* What is known of a glyph that a document uses. */
struct used_glyph {
	uint32_t scalar; /* the first character it stands for; 0: not used */
	uint16_t width;
	uint16_t characters;  /* how many those are */
	const uint32_t *text; /* all of them, where they are more than one */
};

/* What a document uses of one face. */
struct used_face {
	char resource[8];
	HPDF_Dict dict;            /* the Type0 font, NULL while unused */
	struct used_glyph **pages; /* of FONT_GLYPH_PAGE each, NULL while unused */
	hb_set_t *glyphs;
};

struct font_use {
	struct object_doc *doc;
	const struct fonts *fonts;
	struct used_face *faces;
};

/* Subset and embed a face that is in use. */
MUST_USE enum err font_embed_face(struct font_use *use, unsigned index);

#endif
