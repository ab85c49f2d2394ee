/*
 * The `CFF ` table of an OpenType font (Adobe Technical Note 5176), as far as
 * its glyphs' numbers go. HarfBuzz and the text count glyphs (GIDs); a viewer
 * takes the codes of the text for CIDs. The two must be the same.
 */
#ifndef TYPESET_FONT_CFF_H
#define TYPESET_FONT_CFF_H

#include <stdbool.h>
#include <stddef.h>

enum font_cff_kind {
	FONT_CFF_IDENTITY,   /* CID-keyed, and each CID is the glyph's number */
	FONT_CFF_RENUMBERED, /* CID-keyed with CIDs of its own */
	FONT_CFF_NAMED,      /* not CID-keyed: viewers take CIDs for glyph numbers */
	FONT_CFF_BROKEN
};

struct font_cff {
	enum font_cff_kind kind;
	size_t glyph_count;
	size_t charset; /* where in the table the charset is, and its length */
	size_t charset_length;
};

/* Read a table. Any bytes may come; what does not fit is FONT_CFF_BROKEN. */
struct font_cff font_cff_read(const unsigned char *table, size_t length);

/*
 * Write a charset into a renumbered table in which each CID is the glyph's
 * number. False for a table of one glyph, which has none.
 */
bool font_cff_make_identity(unsigned char *table, const struct font_cff *cff);

#endif
