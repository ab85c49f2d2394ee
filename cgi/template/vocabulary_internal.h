/* The vocabulary as it was read (vocabulary.c), for the check (vocabulary_check.c). */
#ifndef TEMPLATE_VOCABULARY_INTERNAL_H
#define TEMPLATE_VOCABULARY_INTERNAL_H

#include <libxml/relaxng.h>
#include <stdbool.h>

#include "template/vocabulary.h"

/*
 * A name that may stand in an element, in order of the schema; for an
 * attribute also what its value may be.
 */
struct word {
	struct word *next;
	const char *name;
	bool is_required;
	struct word *values;  /* NULL: any */
	const char *pattern;  /* NULL: none */
	const char *expected; /* what the pattern demands, in words */
};

struct element {
	struct element *next;
	const char *name;
	struct word *attributes;
	struct word *children;
	bool has_text;
	bool is_filled; /* one element at least stands in it */
};

struct vocabulary {
	struct arena *arena;
	xmlDocPtr source;
	xmlRelaxNGPtr schema;
	struct element *elements;
};

/* Is the node an element of that name? */
bool vocabulary_is(const xmlNode *node, const char *name);

/* The value of an attribute in the arena, or NULL. */
const char *vocabulary_attribute(struct arena *arena, xmlNodePtr node, const char *name);

/* What is known of an element, or NULL. */
struct element *vocabulary_element(const struct vocabulary *vocabulary, const char *name);

#endif
