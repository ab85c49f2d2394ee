/*
 * Whether there is a template for each form of which a report is published.
 * Without one its PDFs cannot be made, although its JSON is well.
 */
#ifndef PAGE_COVERAGE_H
#define PAGE_COVERAGE_H

#include "db/connection.h"
#include "render/renderer.h"

/*
 * The published forms without a template, in order, in the arena. `*count` is 0
 * when all are covered. ERR_UNAVAILABLE when the database is away, or its schema
 * is older than this program.
 */
MUST_USE enum err coverage_find(struct ctx *cx, struct connection *db,
                                const struct renderer *renderer, const char *const **missing,
                                size_t *count);

#endif
