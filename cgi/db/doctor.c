#include "db/doctor.h"

#include "db/run.h"

static enum err
read_rows(struct ctx *cx, struct connection *db, enum statement_id id, struct doctor_row **rows,
          size_t *count)
{
	PGresult *result;

	TRY(run_statement(cx, db, id, 0, NULL, &result));
	*count = (size_t)PQntuples(result);
	*rows = arena_array(cx->arena, *count, sizeof **rows);
	for (int row = 0; row < PQntuples(result); row++)
		(*rows)[row] = (struct doctor_row){
			.name = run_value(result, row, "name"),
			.state = run_value(result, row, "state"),
			.found = run_value(result, row, "found"),
		};
	return ERR_OK;
}

enum err
doctor_look(struct ctx *cx, struct connection *db, struct doctor_row **rows, size_t *count)
{
	return read_rows(cx, db, STATEMENT_DOCTOR, rows, count);
}

enum err
doctor_refused(struct ctx *cx, struct connection *db, struct doctor_row **rows, size_t *count)
{
	return read_rows(cx, db, STATEMENT_DOCTOR_REFUSED, rows, count);
}

enum err
doctor_keys(struct ctx *cx, struct connection *db, struct doctor_key **keys, size_t *count)
{
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DOCTOR_KEYS, 0, NULL, &result));
	*count = (size_t)PQntuples(result);
	*keys = arena_array(cx->arena, *count, sizeof **keys);
	for (int row = 0; row < PQntuples(result); row++)
		(*keys)[row] = (struct doctor_key){ .key = run_value(result, row, "key"),
			                            .accounts = run_value(result, row, "accounts") };
	return ERR_OK;
}

bool
doctor_is_up(const char *conninfo)
{
	return PQping(conninfo) == PQPING_OK;
}

bool
doctor_enters(const char *conninfo)
{
	PGconn *pg = PQconnectdb(conninfo);
	bool does = PQstatus(pg) == CONNECTION_OK;

	PQfinish(pg);
	return does;
}
