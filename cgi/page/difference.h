/*
 * What a later revision says otherwise than an earlier one, for people and as a patch, and
 * /api/v1/reports/{id}/diff, which answers with both.
 */
#ifndef PAGE_DIFFERENCE_H
#define PAGE_DIFFERENCE_H

#include "db/report.h"
#include "doc/json_diff.h"
#include "page/page.h"

struct difference {
	struct json_difference *all; /* as JSON Patch has them */
	size_t count;
	/* Those of them that people want to be told, in the same order: not when it was published. */
	struct difference_told {
		const struct json_difference *what;
		const char *place; /* in words, of the later revision's template */
		const char *before; /* as the form says it, by difference_say(); NULL: as the document does */
		const char *after;
	} * told;
	size_t told_count;
	const struct template *template; /* of the later one */
	const struct json *before;
	const struct json *after;
	const struct json *published; /* of the later one: number, time, reason */
};

/* Compare two revisions, both with their documents. In the arena of `cx`. */
MUST_USE enum err difference_make(struct ctx *cx, const struct page *page,
                                  const struct report *before, const struct report *after,
                                  struct difference *out);

/* Append those that people want to be told: `"changes":[…]`. */
void difference_add(struct text *out, const struct difference *difference);

/* The route. Without parameters, the current revision and the one before it. */
MUST_USE enum err difference_answer(struct ctx *cx, const struct page_call *call,
                                    struct response *response);

#endif
