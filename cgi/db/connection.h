/*
 * One connection to PostgreSQL. It connects when it is first used and again
 * by itself when it was lost, so its owner never asks whether it is open.
 *
 * No call waits longer than the timeout: what is not answered by then is
 * ERR_UNAVAILABLE and the connection is dropped. After such a silence new
 * attempts fail at once for a moment, so that the requests that queue behind a
 * hanging database are answered in time too. Of several hosts the silent one is
 * left out for ten seconds instead, and the others are asked.
 *
 * Host names are resolved by libpq before the clock runs: use a socket
 * directory or an address where the name service may hang.
 */
#ifndef DB_CONNECTION_H
#define DB_CONNECTION_H

#include "base/arena.h"

enum connection_role {
	CONNECTION_PUBLIC,
	CONNECTION_STAFF,
	CONNECTION_DESK,
	CONNECTION_OWNER,
	CONNECTION_CACHE
};

struct connection;
struct connection_silence;

/*
 * A connection of the role, not yet opened. `conninfo` is a libpq connection
 * string, which must outlive it. `timeout_ms` bounds each call: connecting
 * where needed and the statement. Make it after the fork that uses it.
 */
struct connection *connection_new(enum connection_role role, const char *conninfo, int timeout_ms);

/*
 * What workers know together of a database that gives no answer: memory that
 * processes forked later share. Never freed.
 */
struct connection_silence *connection_silence_new(void);

/*
 * Let the connection share what it learns: one that meets silence warns the
 * others, and one that gets an answer calls them back.
 */
void connection_share(struct connection *db, struct connection_silence *silence);

/* Whom to tell what the server says beside its answers, when it says it: warnings of our functions. */
void connection_hear(struct connection *db, void (*hear)(const char *message));

/* The version of libpq. */
const char *connection_library_version(struct arena *arena);

/*
 * Who acts on a staff connection, as the database shall write it down: a claim of the
 * caller's. Before the first call; `person` must outlive the connection. NULL: the role.
 */
void connection_act_as(struct connection *db, const char *person);

/* Close and release. NULL is allowed. */
void connection_free(struct connection *db);

#endif
