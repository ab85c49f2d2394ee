/*
 * What layout draws on. A canvas receives pages of positioned text runs and
 * rules, in thousandths of a point from the upper left corner of the page, y
 * downwards. It knows nothing of templates or documents.
 */
#ifndef TYPESET_CANVAS_H
#define TYPESET_CANVAS_H

#include "typeset/font.h"

/* A glyph, and the character that it stands for. */
struct placed_glyph {
	uint32_t scalar;
	uint16_t gid;
	uint16_t advance; /* in thousandths of the size */
};

/* Glyphs of one face and size on one baseline, from left to right. */
struct text_run {
	struct text_run *next;
	unsigned face;
	int size_mpt;
	int x_mpt;
	int baseline_mpt;
	int spacing_mpt; /* added after each glyph, for justified lines */
	const struct placed_glyph *glyphs;
	size_t count;
};

/*
 * A straight line, horizontal or vertical, `width_mpt` thick, centred on its
 * coordinates, with square ends that reach half the width beyond them.
 */
struct rule {
	struct rule *next;
	int x0_mpt;
	int y0_mpt;
	int x1_mpt;
	int y1_mpt;
	int width_mpt;
};

struct page {
	struct page *next;
	int width_mpt;
	int height_mpt;
	struct text_run *runs; /* in reading order */
	struct text_run **run_tail;
	struct rule *rules;
	struct rule **rule_tail;
};

struct canvas;

struct canvas_ops {
	enum err (*begin_page)(struct canvas *canvas, int width_mpt, int height_mpt);
	enum err (*rule)(struct canvas *canvas, const struct rule *rule);
	enum err (*text)(struct canvas *canvas, const struct text_run *run);
	enum err (*end_page)(struct canvas *canvas);
};

/* Implementations put this first in their own struct. */
struct canvas {
	const struct canvas_ops *ops;
};

/* Draw a list of pages: on each its rules first, then its text. */
MUST_USE enum err canvas_draw(struct canvas *canvas, const struct page *pages);

#endif
