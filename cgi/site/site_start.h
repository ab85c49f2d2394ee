/*
 * Pages that lead to others: the start, of the nation or of a region, what a search has
 * found, and lists of departments, regions and amendments.
 */
#ifndef SITE_SITE_START_H
#define SITE_SITE_START_H

#include "base/text.h"
#include "doc/json.h"
#include "site/site_filter.h"

/* The start page. `region` is the region's code, or NULL for all of them; `site` stands before addresses, or is NULL. */
void site_start_write(struct text *out, const struct json *totals, const struct json *latest,
                      const char *region, const char *site);

/* What was chosen and found. `address` is the page's own without a cursor. */
void site_start_results(struct text *out, const struct site_filter *filter,
                        const struct json *totals, const struct json *found, const char *address);

/* One page of departments, with the regions to choose from. */
void site_start_departments(struct text *out, const struct json *totals, const struct json *list,
                            const char *region, const char *address);

/* Corrections and withdrawals. */
void site_start_amendments(struct text *out, const struct json *totals, const struct json *list,
                           const char *address);

/* For another site's frame. */
void site_start_embed(struct text *out, const struct json *latest, const char *site);

/* What went wrong: a page for people, who may read English. */
void site_start_problem(struct text *out, int status, const char *title, const char *detail,
                        bool is_english, const char *request_id);

/* The name of a region in the totals, or its code. */
const char *site_start_region(const struct json *totals, const char *region);

#endif
