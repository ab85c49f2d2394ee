/*
 * Whether the database can serve the public: it answers, and its schema is the
 * one that this program was built for.
 */
#ifndef DB_READY_H
#define DB_READY_H

#include "base/err.h"
#include "db/connection.h"

/* The number of the last migration that this program has. */
long ready_migration(void);

/* ERR_UNAVAILABLE with the reason, or ERR_OK. */
MUST_USE enum err ready_check(struct ctx *cx, struct connection *db);

/*
 * The forms of the published reports, each of which needs a template, in order.
 * `*forms` and what it holds lie in the arena. ERR_UNAVAILABLE as for
 * ready_check(), which comes first.
 */
MUST_USE enum err ready_forms(struct ctx *cx, struct connection *db, const char *const **forms,
                              size_t *count);

#endif
