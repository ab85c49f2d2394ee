/*
 * What layout draws on. A canvas receives pages of positioned text runs and
 * rules, in thousandths of a point from the upper left corner of the page, y
 * downwards. It knows nothing of templates or documents.
 */
#ifndef TYPESET_CANVAS_H
#define TYPESET_CANVAS_H

#include "typeset/font.h"

/* What an element of the logical structure is (ISO 32000-1, 14.8.4). */
enum structure_kind {
	STRUCTURE_DOCUMENT,
	STRUCTURE_PART,    /* one form of a set */
	STRUCTURE_HEADING, /* with its level */
	STRUCTURE_PARAGRAPH,
	STRUCTURE_TABLE,
	STRUCTURE_ROW,
	STRUCTURE_HEADER, /* TH, with its scope */
	STRUCTURE_DATA,   /* TD */
	STRUCTURE_CONTENTS,
	STRUCTURE_CONTENTS_ITEM
};

enum structure_scope { SCOPE_ROW, SCOPE_COLUMN, SCOPE_BOTH };

/*
 * An element of the logical structure, in reading order. Runs name the element
 * that they are content of; runs without one are artifacts (page numbers,
 * repeated heads and labels), as are all rules.
 */
struct structure {
	struct structure *parent;
	struct structure *next; /* sibling */
	struct structure *children;
	struct structure *last_child;
	enum structure_kind kind;
	enum structure_scope scope; /* of a header */
	unsigned level;             /* of a heading: 1 to 4 */
	unsigned column_span;       /* of a header or a cell: 1 if not said */
	unsigned row_span;
	unsigned number; /* for whoever draws: 0 before */
};

/* An entry of the outline that viewers show beside the pages. */
struct bookmark {
	struct bookmark *next; /* in reading order */
	const char *title;
	unsigned level; /* 1 is outermost */
	unsigned page;  /* index from 0 */
	int y_mpt;      /* upper edge of what it points to */
};

/* A glyph, and the character that it stands for; of several, the nearest. */
struct placed_glyph {
	uint32_t scalar;
	uint16_t gid;
	uint16_t advance; /* in thousandths of the size */
};

/*
 * Where a glyph stands that does not simply follow the one before: from the run's
 * x and baseline along it and downwards. Glyphs are then in reading order, which
 * need not be theirs on the line.
 */
struct glyph_place {
	int x_mpt;
	int y_mpt;
	const uint32_t *text; /* what it says, alone or with the glyphs behind it ... */
	unsigned characters;  /* ... and how many they are; 0: what a glyph before it says */
	bool is_joined;       /* to the one before: a letter and what stands on it */
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
	struct structure *structure;      /* NULL: an artifact */
	const struct glyph_place *places; /* one for each glyph, or NULL: they follow one another */
	bool is_turned; /* by 90 degrees clockwise about its beginning: it runs down the page */
};

/* The characters that a glyph of a run says, none where one before it says them. */
static inline const uint32_t *
canvas_says(const struct text_run *run, size_t i, unsigned *count)
{
	*count = run->places == NULL ? 1 : run->places[i].characters;
	return run->places == NULL ? &run->glyphs[i].scalar : run->places[i].text;
}

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
	unsigned number; /* as printed; 0 on a cover */
	/*
	 * Light, behind all else, turned by 45 degrees about the page's centre; or
	 * NULL. The runs stand as they would without the turn.
	 */
	const struct text_run *watermark;
	struct text_run *runs; /* in reading order */
	struct text_run **run_tail;
	struct rule *rules;
	struct rule **rule_tail;
};

/* All of a file's pages, and what leads through them. */
struct layout {
	struct page *pages;
	unsigned page_count;
	struct structure *structure; /* the document; NULL without structure */
	struct bookmark *bookmarks;
	const struct bookmark *start; /* where an entry for all of it leads; NULL: to its first page */
};

struct canvas;

struct canvas_ops {
	/* With the page's own properties; its runs and rules come one by one. */
	enum err (*begin_page)(struct canvas *canvas, const struct page *page);
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
