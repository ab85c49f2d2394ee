/*
 * Ending sessions of the public role that took what its time limits forbid. A
 * session can lift its own limits; this bound it cannot. On a connection of the owner.
 */
#ifndef DB_GUARD_H
#define DB_GUARD_H

#include <stddef.h>

#include "base/err.h"
#include "db/connection.h"

/* A session that was ended. */
struct guard_ended {
	const char *pid;
	const char *client;    /* its address, or `socket` */
	const char *lasted_ms; /* its transaction */
	const char *query;     /* the beginning of its last statement */
};

/* End what has lasted longer than `bound_ms`. `*ended` lies in the arena. */
MUST_USE enum err guard_end(struct ctx *cx, struct connection *db, int bound_ms,
                            struct guard_ended **ended, size_t *count);

/*
 * A role may also alter itself, for all its sessions to come. Put its settings back:
 * `*settings` are those that were wrong, in the arena.
 */
MUST_USE enum err guard_restore(struct ctx *cx, struct connection *db, const char ***settings,
                                size_t *count);

#endif
