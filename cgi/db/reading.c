#include "db/reading.h"

#include "db/run.h"
#include "db/statement.h"

static const enum statement_id statements[] = {
	[READING_ACCOUNT_FIND] = STATEMENT_ACCOUNT_FIND,
	[READING_ACCOUNT_LIST] = STATEMENT_ACCOUNT_LIST,
	[READING_APPROVAL_LIST] = STATEMENT_DESK_APPROVAL_LIST,
	[READING_DEPARTMENT_LIST] = STATEMENT_DESK_DEPARTMENT_LIST,
	[READING_PARAMETER_LIST] = STATEMENT_DESK_PARAMETER_LIST,
	[READING_PROJECT_LIST] = STATEMENT_DESK_PROJECT_LIST,
	[READING_TOKEN_LIST] = STATEMENT_TOKEN_LIST,
	[READING_TRAIL_LIST] = STATEMENT_DESK_TRAIL_LIST,
};

enum err
reading_query(struct ctx *cx, struct connection *db, enum reading_id id, struct params params,
              const char **body)
{
	PGresult *result;

	TRY(run_statement(cx, db, statements[id], params.count, params.text, &result));
	*body = run_value(result, 0, "body");
	return *body == NULL ? err_set(cx, ERR_NOT_FOUND, "%s: nothing",
	                               statement_list[statements[id]].name)
	                     : ERR_OK;
}
