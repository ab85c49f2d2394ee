/*
 * Text objects (GB/T 33190-2016, 11): the characters of a run in reading order, the
 * glyph that stands for each of them, and where.
 *
 * How readers count characters beyond U+FFFF differs, and what they do when there are
 * more or fewer glyphs than characters. So a text object has either a glyph for each of
 * its characters, all up to U+FFFF, or one glyph for all that it says. A glyph that says
 * nothing of its own is drawn as a path.
 */
#ifndef OFD_OFD_TEXT_H
#define OFD_OFD_TEXT_H

#include "ofd/ofd_font.h"

/* What a page's text is written with. */
struct ofd_text {
	struct arena *arena; /* for `spots` */
	struct text *out;
	const struct ofd_fonts *fonts;
	unsigned *last_id;
	ofd_um page[4]; /* the box of the page */
	struct ofd_spot *spots;
	size_t capacity;
};

/* Write a run whose glyphs are embedded. */
void ofd_text_write(struct ofd_text *text, const struct text_run *run);

/* Write a run light gray, turned by 45 degrees about the page's middle. */
void ofd_text_write_watermark(struct ofd_text *text, const struct text_run *run);

#endif
