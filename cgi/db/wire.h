/*
 * Waiting for PostgreSQL without ever blocking longer than a deadline, for the
 * files of db/ alone. Deadlines are milliseconds of the monotonic clock.
 */
#ifndef DB_WIRE_H
#define DB_WIRE_H

#include <libpq-fe.h>
#include <stdint.h>

enum wire {
	WIRE_OK,
	WIRE_LOST,  /* the connection is broken */
	WIRE_SILENT /* the deadline passed */
};

/* Finish PQconnectStart(). */
enum wire wire_connect(PGconn *pg, int64_t deadline);

/*
 * Send what is pending and read all results of the last command. `*result` is
 * the first that is an error, else the last one; the caller clears it. It is
 * NULL unless WIRE_OK, or when the server sent none.
 */
enum wire wire_collect(PGconn *pg, int64_t deadline, PGresult **result);

#endif
