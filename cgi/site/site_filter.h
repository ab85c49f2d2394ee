/*
 * The form in which readers say what they look for, with choices from the API's totals, and
 * what they have said.
 */
#ifndef SITE_SITE_FILTER_H
#define SITE_SITE_FILTER_H

#include "base/text.h"
#include "doc/json.h"

/* What a reader has chosen; each may be NULL. */
struct site_filter {
	const char *q;
	const char *year;
	const char *region;
	const char *department;
	const char *form;
};

/* Append the form. `totals` is an answer of /api/v1/totals for the region that is chosen. */
void site_filter_form(struct text *out, const struct site_filter *filter, const struct json *totals);

/* What is chosen, in words: 2024 年度，平罗县，“保障”; NULL if nothing is. */
const char *site_filter_words(struct arena *arena, const struct site_filter *filter,
                              const struct json *totals);

#endif
