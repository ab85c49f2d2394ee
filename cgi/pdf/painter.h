/*
 * The PDF canvas: pages as objects, and what is drawn on them as content
 * streams (ISO 32000-1, 7.8.2). All of it is marked, as a piece of an element
 * of the structure or as an artifact.
 */
#ifndef PDF_PAINTER_H
#define PDF_PAINTER_H

#include "pdf/font.h"
#include "pdf/page_tree.h"
#include "pdf/tags.h"

/* Where pages go to, with what they use. */
struct painter {
	struct canvas canvas;
	struct file *file;
	struct font_use *fonts;
	struct tags *tags;
	struct page_tree *pages;
	unsigned *objects; /* of each page since painter_make(), in order */

	/* Of the page. */
	size_t index;
	struct text text;
	const struct page *page;
	const void *open;   /* what is being marked: an element, or one of two artifacts */
	int rule_width_mpt; /* the graphics state's */
	unsigned face;
	int size_mpt;
};

/* A canvas for pages of which there are at most `page_count`. */
struct painter painter_make(struct file *file, struct font_use *fonts, struct tags *tags,
                            struct page_tree *pages, struct arena *scratch, size_t page_count);

#endif
