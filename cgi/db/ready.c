#include "db/ready.h"

#include <stdlib.h>

#include "db/run.h"
#include "db/statement.h"

long
ready_migration(void)
{
	long number = 0;

	for (const struct statement_step *step = migration_list; step->name != NULL; step++)
		number = strtol(step->name, NULL, 10);
	return number;
}

enum err
ready_check(struct ctx *cx, struct connection *db)
{
	PGresult *result;
	const char *migration;

	TRY(run_statement(cx, db, STATEMENT_READY, 0, NULL, &result));
	migration = run_value(result, 0, "migration");
	if (migration == NULL)
		return err_set(cx, ERR_INTERNAL, "statement ready returned nothing");
	/* A newer schema is served too: migrations come before the programs that need them. */
	if (strtol(migration, NULL, 10) < ready_migration())
		return err_set(cx, ERR_UNAVAILABLE,
		               "数据库：结构是 %s，本程序需要 %ld：请由数据库的所有者执行 gongkai migrate",
		               migration, ready_migration());
	return ERR_OK;
}

enum err
ready_forms(struct ctx *cx, struct connection *db, const char *const **forms, size_t *count)
{
	PGresult *result;
	const char **names;
	int rows;

	TRY(run_statement(cx, db, STATEMENT_FORM_LIST, 0, NULL, &result));
	rows = PQntuples(result);
	names = arena_array(cx->arena, (size_t)rows, sizeof *names);
	for (int row = 0; row < rows; row++)
		names[row] = run_value(result, row, "form");
	*forms = names;
	*count = (size_t)rows;
	return ERR_OK;
}
