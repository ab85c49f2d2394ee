/*
 * The unit in which a form prints amounts, so that what is said of them beside it is in that
 * unit, too. Documents have 元, always.
 */
#ifndef TEMPLATE_UNIT_H
#define TEMPLATE_UNIT_H

#include "doc/json.h"
#include "template/template.h"

/* Where a form prints amounts in 万元. */
struct unit_places {
	struct arena *arena;
	const char **pointers;
	size_t count;
	size_t capacity;
};

/* The places of a document, in the arena of `asked`. One of an earlier template may not fit that of now: it has none then. */
void unit_find(const struct ctx *asked, const struct template *template,
               const struct json *document, struct unit_places *out);

bool unit_is_wan(const struct unit_places *places, const char *pointer);

/* An amount of 元 with its unit in 万元, to the last digit: what a form rounds away is said, too. NULL when it is none. */
const char *unit_wan(struct arena *arena, const char *yuan);

#endif
