/* The fonts of one file: what ofd_font.c notes and ofd_font_file.c makes. */
#ifndef OFD_OFD_FONT_INTERNAL_H
#define OFD_OFD_FONT_INTERNAL_H

#include <hb-subset.h>

#include "ofd/ofd_font.h"

/* A character, and the glyph that stands for it; 0 for a glyph that the map does not have. */
struct ofd_mapping {
	uint32_t scalar;
	uint32_t gid;
};

/*
 * An OpenType font with some glyphs of a face (old indices). `mappings` has old
 * indices and comes back with those of the font, in its order. The bytes last as long
 * as the context. `name` is the font's PostScript name.
 */
MUST_USE enum err ofd_font_file(struct ctx *cx, const struct fonts *fonts, unsigned face,
                                const hb_set_t *glyphs, const char *name,
                                struct ofd_mapping *mappings, size_t count, hb_blob_t **out);

/* How far a character's glyph reaches, as ofd_font_reach() has it. */
struct ofd_reach ofd_font_measure(hb_font_t *font, unsigned gid, uint32_t scalar);

/* The outline of a glyph of a face, as ofd_font_outline() has it. */
void ofd_font_draw(hb_font_t *font, unsigned gid, int size_mpt, struct ofd_spot spot,
                   struct text *out);

/*
 * Tables of an OpenType font (ISO/IEC 14496-22) that stands for itself: `cmap` of
 * mappings in the order of their characters, `name`, `post` without names of glyphs,
 * and an `OS/2` for these characters from the face's own.
 */
void ofd_font_table_cmap(const struct ofd_mapping *mappings, size_t count, struct text *out);
void ofd_font_table_name(const char *postscript_name, struct text *out);
void ofd_font_table_post(struct text *out);
void ofd_font_table_os2(const char *table, size_t length, const struct ofd_mapping *mappings,
                        size_t count, struct text *out);

#endif
