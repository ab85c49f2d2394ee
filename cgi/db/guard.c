#include "db/guard.h"

#include "db/run.h"

enum err
guard_end(struct ctx *cx, struct connection *db, int bound_ms, struct guard_ended **ended,
          size_t *count)
{
	const char *params[] = { arena_printf(cx->arena, "%d", bound_ms) };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_SESSION_END, 1, params, &result));
	*count = (size_t)PQntuples(result);
	*ended = arena_array(cx->arena, *count, sizeof **ended);
	for (int row = 0; row < PQntuples(result); row++)
		(*ended)[row] = (struct guard_ended){
			.pid = run_value(result, row, "pid"),
			.client = run_value(result, row, "client"),
			.lasted_ms = run_value(result, row, "lasted_ms"),
			.query = run_value(result, row, "query"),
		};
	return ERR_OK;
}

enum err
guard_restore(struct ctx *cx, struct connection *db, const char ***settings, size_t *count)
{
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_ROLE_RESTORE, 0, NULL, &result));
	*count = (size_t)PQntuples(result);
	*settings = arena_array(cx->arena, *count, sizeof **settings);
	for (int row = 0; row < PQntuples(result); row++)
		(*settings)[row] = run_value(result, row, "setting");
	return ERR_OK;
}
