/*
 * Bringing a database to the schema that is compiled in. On a connection of
 * the owner role.
 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include <stdbool.h>

#include "base/err.h"
#include "db/connection.h"

/* Called for each step before it runs: a migration or a file of functions. May be NULL. */
typedef void (*migrate_progress)(void *user, const char *name, size_t number, size_t total);

/*
 * Apply the migrations that are missing, in order, each in one transaction
 * with its record, then all functions in one transaction. Only one migrator
 * works at a time. ERR_CONFLICT, with nothing changed, when the database has a
 * migration that is newer than this program or differs from it.
 * `*applied` counts the migrations applied.
 */
MUST_USE enum err migrate_apply(struct ctx *cx, struct connection *db, migrate_progress progress,
                                void *user, size_t *applied);

/*
 * Make the roles of staff and public in a cluster that has only the owner, who may do all
 * there: for one that nobody else will use (command/scratch.h). sql/roles.sql is the rule.
 */
MUST_USE enum err migrate_roles(struct ctx *cx, struct connection *db);

/*
 * Make a template, the text of its file, the one in force of its form. `*is_new`
 * tells whether it was another, or none, before. After migrate_apply().
 */
MUST_USE enum err migrate_template(struct ctx *cx, struct connection *db, const char *text,
                                   bool *is_new);

/*
 * From now on index numbers (索引号) begin with this, in which {department} stands for the
 * department's code; what was published before there were any gets its own. After
 * migrate_apply(). ERR_INPUT with the setting as field when it is no such text.
 */
MUST_USE enum err migrate_index_rule(struct ctx *cx, struct connection *db,
                                     const char *organisation);

#endif
