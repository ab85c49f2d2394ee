/*
 * The OFD canvas: each page a part of its own (GB/T 33190-2016, 7.7), with rules as
 * paths and runs as text objects.
 */
#ifndef OFD_OFD_PAINTER_H
#define OFD_OFD_PAINTER_H

#include "ofd/ofd_text.h"

/* Where pages go to, and what was written of them. */
struct ofd_painter {
	struct canvas canvas;
	struct ctx *cx;
	struct ofd_package *package;
	struct ofd_text text;
	struct text content; /* of the page at work */
	struct text list;    /* the pages so far, as the document lists them */
	size_t page_count;
	unsigned *ids; /* room for those of the pages that are being drawn */
	size_t index;  /* of the next of them */
	unsigned last_id;
	int rule_width_mpt; /* of the path that is open; 0: none is */
};

/* A canvas for all pages of a file, which lacks `text.fonts` and, each time it draws, `ids`. */
struct ofd_painter *ofd_painter_new(struct ctx *cx, struct ofd_package *package);

#endif
