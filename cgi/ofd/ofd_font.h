/*
 * Embedded fonts: for each face that a file uses, an OpenType font with a subset of
 * its glyphs, made by HarfBuzz, that has what readers look for in a font of its own
 * right: a character map, names and metrics.
 *
 * In a subset glyphs are counted anew, and HarfBuzz counts them in the order of the
 * face. So all glyphs have to be known before the first page is written. Those that
 * turn up later get a subset of their own.
 */
#ifndef OFD_OFD_FONT_H
#define OFD_OFD_FONT_H

#include "ofd/ofd_package.h"
#include "ofd/ofd_xml.h"
#include "typeset/canvas.h"

struct ofd_fonts;

/* Where a glyph stands. */
struct ofd_spot {
	ofd_um x;
	ofd_um y;
};

/* Where a glyph is in the file. */
struct ofd_glyph {
	unsigned font; /* the identifier of its font */
	unsigned gid;  /* in that font */
};

/* The fonts of one file, which go into `package`; they take identifiers from `*last_id`. */
struct ofd_fonts *ofd_font_new(struct ctx *cx, const struct fonts *fonts,
                               struct ofd_package *package, unsigned *last_id);

/* Note that a run's glyphs will be used. */
void ofd_font_expect(struct ofd_fonts *use, const struct text_run *run);

/* Embed all glyphs that were expected and are in no font yet. */
MUST_USE enum err ofd_font_settle(struct ofd_fonts *use);

/* A glyph that is embedded. */
struct ofd_glyph ofd_font_glyph(const struct ofd_fonts *use, unsigned face, unsigned gid);

/*
 * How far a glyph reaches from its origin, in thousandths of the size: as far as it is
 * drawn, at least as wide as its advance and as high as the lines of its face.
 */
struct ofd_reach {
	int left;
	int right;
	int above;
	int below;
};
struct ofd_reach ofd_font_reach(const struct ofd_fonts *use, unsigned face, unsigned gid);

/* Append a glyph's outline as path data, with its origin at a spot. */
void ofd_font_outline(const struct ofd_fonts *use, unsigned face, unsigned gid, int size_mpt,
                      struct ofd_spot spot, struct text *out);

/* Append the elements of all fonts: the part of resources. */
void ofd_font_resources(const struct ofd_fonts *use, struct text *out);

#endif
