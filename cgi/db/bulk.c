#include "db/bulk.h"

#include "db/run.h"

enum err
bulk_list(struct ctx *cx, struct connection *db, const char *region, const char *year,
          struct bulk_package **packages, size_t *count)
{
	const char *params[] = { region, year };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_BULK_LIST, 2, params, &result));
	*count = (size_t)PQntuples(result);
	*packages = arena_array(cx->arena, *count, sizeof **packages);
	for (int row = 0; row < PQntuples(result); row++)
		(*packages)[row] = (struct bulk_package){ run_value(result, row, "region"),
			                                  run_value(result, row, "name"),
			                                  run_value(result, row, "year"),
			                                  run_value(result, row, "reports") };
	return ERR_OK;
}

enum err
bulk_reports(struct ctx *cx, struct connection *db, const char *region, const char *year,
             struct bulk_report **reports, size_t *count)
{
	const char *params[] = { region, year };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_BULK_REPORTS, 2, params, &result));
	*count = (size_t)PQntuples(result);
	*reports = arena_array(cx->arena, *count, sizeof **reports);
	for (int row = 0; row < PQntuples(result); row++)
		(*reports)[row] = (struct bulk_report){ run_value(result, row, "report_id"),
			                                run_value(result, row, "revision"),
			                                run_value(result, row, "sha256") };
	return ERR_OK;
}
