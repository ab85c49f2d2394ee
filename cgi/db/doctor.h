/*
 * What can be seen of a database: rights, versions, state. On a connection of
 * staff, or of the owner.
 */
#ifndef DB_DOCTOR_H
#define DB_DOCTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "db/connection.h"

/* One thing that was looked at, see sql/query/doctor.sql. */
struct doctor_row {
	const char *name;
	const char *state; /* ok or bad */
	const char *found; /* NULL: nothing */
};

/* All of them, in the arena of `cx`. */
MUST_USE enum err doctor_look(struct ctx *cx, struct connection *db, struct doctor_row **rows,
                              size_t *count);

/*
 * The statements of the session's role that lack a right on something, by their names, and
 * what PostgreSQL says. Each is planned, and none executed.
 */
MUST_USE enum err doctor_refused(struct ctx *cx, struct connection *db, struct doctor_row **rows,
                                 size_t *count);

/* The secrets of one-time codes: how many are locked with a key of sign/vault.h. */
struct doctor_key {
	const char *key; /* NULL: not locked */
	const char *accounts;
};

/* All of them, in the arena of `cx`. */
MUST_USE enum err doctor_keys(struct ctx *cx, struct connection *db, struct doctor_key **keys,
                              size_t *count);

/* Does a server take connections there, whether it lets us in or not? */
bool doctor_is_up(const char *conninfo);

/* Does it let us in? */
bool doctor_enters(const char *conninfo);

#endif
