/*
 * From PostgreSQL's error codes to kinds of error, for the files of db/ alone.
 */
#ifndef DB_SQLSTATE_H
#define DB_SQLSTATE_H

#include <libpq-fe.h>
#include <stdbool.h>

#include "base/err.h"

/* The kind for a five-character SQLSTATE; NULL is ERR_INTERNAL. */
enum err sqlstate_kind(const char *sqlstate);

/*
 * Does this error say that the session is over or stale (the server goes down,
 * a prepared statement is unknown or outlived a migration), so that a new
 * session may well succeed?
 */
bool sqlstate_is_stale(const char *sqlstate);

/*
 * Does it say that nothing can be written, because the server is a standby, or the
 * primary no more? And what to tell whoever wanted to write: readers never do.
 */
bool sqlstate_is_read_only(const char *sqlstate);
extern const char sqlstate_read_only[];

/*
 * Record the error that `result` holds. A fault of the data has the server's
 * message with its hint; its field is the error's detail where our SQL
 * functions put a JSON pointer or a parameter there, else the column. Any other
 * fault names what was being done and the code. A hint that names a command of this program
 * is for who `has_commands`.
 */
enum err sqlstate_set(struct ctx *cx, const PGresult *result, const char *doing, bool has_commands);

#endif
