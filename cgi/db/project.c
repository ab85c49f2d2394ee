#include "db/project.h"

#include "db/run.h"

enum err
project_list(struct ctx *cx, struct connection *db, const char *department, const char *limit,
             const char *cursor, const char **body)
{
	const char *params[] = { department, limit, cursor };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_PROJECT_LIST, 3, params, &result));
	*body = run_value(result, 0, "body");
	if (*body == NULL)
		return err_set(cx, ERR_INTERNAL, "statement project_list returned nothing");
	return ERR_OK;
}

enum err
project_find(struct ctx *cx, struct connection *db, const char *code, const char **body)
{
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_PROJECT_FIND, 1, &code, &result));
	*body = run_value(result, 0, "body");
	if (*body == NULL)
		return err_set(cx, ERR_NOT_FOUND, "no published project '%s'", code);
	return ERR_OK;
}
