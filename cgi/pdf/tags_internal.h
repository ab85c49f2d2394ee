/* What tags.c keeps and tags_element.c writes. */
#ifndef PDF_TAGS_INTERNAL_H
#define PDF_TAGS_INTERNAL_H

#include "pdf/tags.h"

/* Spans of cells below this share their attributes with others. */
#define TAGS_SHARED_SPAN 16
#define TAGS_SCOPES 4 /* none, and those of enum structure_scope */

/* A marked piece of an element. */
struct piece {
	struct piece *next;
	unsigned page; /* its object; 0: there is no piece */
	unsigned mark;
};

/* The pieces of an element; most have one. */
struct pieces {
	struct piece first;
	struct piece *last;
};

struct tags {
	struct file *file;
	struct arena *scratch;
	unsigned root;
	unsigned document; /* the element; 0: not yet known */
	bool is_whole;     /* and written, as one layout */
	struct text parts;
	size_t part_count;
	struct number_tree parents;
	size_t page_count;
	unsigned attributes[TAGS_SCOPES][TAGS_SHARED_SPAN][TAGS_SHARED_SPAN]; /* objects, 0: not yet */

	/* Of the layout. */
	unsigned first; /* number of its first element */
	struct pieces *pieces;

	/* Of the page. */
	unsigned page;
	unsigned mark_count;
	struct text marks; /* the element of each */
};

/* Write an element, called `name`, and what is in it. */
void tags_element_write(struct tags *tags, const struct structure *element, const char *name,
                        unsigned parent);

#endif
