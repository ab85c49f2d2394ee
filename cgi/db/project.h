/*
 * Projects of published reports, as the public role may read them: JSON made
 * by the database, in the arena of `cx`.
 */
#ifndef DB_PROJECT_H
#define DB_PROJECT_H

#include "base/err.h"
#include "db/connection.h"

/* One page of the list. `department` and `cursor` may be NULL. */
MUST_USE enum err project_list(struct ctx *cx, struct connection *db, const char *department,
                               const char *limit, const char *cursor, const char **body);

/* ERR_NOT_FOUND when nothing is published of a project of this code. */
MUST_USE enum err project_find(struct ctx *cx, struct connection *db, const char *code,
                               const char **body);

#endif
