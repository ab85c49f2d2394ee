/* What cures a connection that PostgreSQL, or the way to it, refuses. */
#ifndef DB_REFUSAL_H
#define DB_REFUSAL_H

#include <libpq-fe.h>

#include "base/err.h"

/*
 * What to do, to be put behind libpq's message: empty where that says it all, else it begins
 * with a semicolon. A server on this machine is asked whether it runs, any other is not.
 */
const char *refusal_cure(struct ctx *cx, const PGconn *pg);

#endif
