/*
 * The open side of a connection, for the files of db/ alone: connecting within
 * a deadline, the settings of a session, and its prepared statements.
 */
#ifndef DB_SESSION_H
#define DB_SESSION_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/connection.h"
#include "db/host.h"

struct connection_silence {
	_Atomic int64_t until; /* fail at once until then */
	struct host_silence hosts;
};

struct connection {
	enum connection_role role;
	const char *conninfo;
	const char *person; /* who acts, or NULL */
	int timeout_ms;
	PGconn *pg;                        /* NULL when not connected */
	size_t place;                      /* of the host that it is with, in the list */
	bool in_transaction;               /* then a lost connection is not opened again */
	void (*hear)(const char *message); /* NULL: libpq prints it */
	struct connection_silence *silence;
	struct connection_silence own_silence;
};

/*
 * Make sure that the connection is open and prepared. All reasons not to be
 * are ERR_UNAVAILABLE: the client can only come again, the log has the cause.
 */
MUST_USE enum err session_open(struct ctx *cx, struct connection *db, int64_t deadline);

/* Drop the connection without waiting for the server. */
void session_close(struct connection *db);

/*
 * The database did not answer in time: drop the connection and say so. When other
 * hosts are known, the next call asks them; else nobody asks for a moment.
 */
enum err session_silent(struct ctx *cx, struct connection *db);

#endif
