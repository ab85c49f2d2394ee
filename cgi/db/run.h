/*
 * Running a statement, for the files of db/ alone: the typed calls of report.h,
 * project.h, staff.h and migrate.h stand on it, and nothing else may.
 */
#ifndef DB_RUN_H
#define DB_RUN_H

#include <libpq-fe.h>

#include "base/err.h"
#include "db/session.h"
#include "db/statement_list.h"

/*
 * Run a compiled-in statement with its parameters as text (NULL is SQL NULL).
 * The result belongs to the arena of `cx`. A lost connection is opened again
 * once and the statement repeated, if it only reads and no transaction is open.
 */
MUST_USE enum err run_statement(struct ctx *cx, struct connection *db, enum statement_id id,
                                int count, const char *const *params, PGresult **result);

/*
 * Run a script of several commands without parameters. On an error in the
 * script the reason is `name:line: message`.
 */
MUST_USE enum err run_script(struct ctx *cx, struct connection *db, const char *name,
                             const char *script);

/* The value of a column by its name, NULL if it is SQL NULL or not there. */
const char *run_value(const PGresult *result, int row, const char *column);

/* Is it 1? Statements return truth as an integer. */
bool run_is_one(const PGresult *result, int row, const char *column);

#endif
