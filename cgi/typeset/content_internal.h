/* Elements with text, shared by making (content.c) and checking (content_check.c). */
#ifndef TYPESET_CONTENT_INTERNAL_H
#define TYPESET_CONTENT_INTERNAL_H

#include "typeset/content.h"

/* An element that carries text, that text, and how much of it has been found on the pages. */
struct leaf {
	struct structure element; /* first, so that a run's structure leads to it */
	const struct paragraph *first;
	const struct paragraph *end;
	const struct paragraph *at;
	const struct span *span;
	const char *next;
};

bool content_is_leaf(const struct structure *element);

/* Look for the text from a paragraph on. */
void content_begin(struct leaf *leaf, const struct paragraph *paragraph);

#endif
