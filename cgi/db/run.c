#include "db/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/meter.h"
#include "db/sqlstate.h"
#include "db/statement.h"
#include "db/wire.h"

static void
clear_result(void *result)
{
	PQclear(result);
}

static bool
is_error(const PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);

	return status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK &&
	       status != PGRES_EMPTY_QUERY;
}

static enum wire
attempt(struct connection *db, const struct statement *statement, const char *const *params,
        int64_t deadline, PGresult **result)
{
	int sent;

	if (db->role == CONNECTION_OWNER)
		sent = PQsendQueryParams(db->pg, statement->text, statement->params, NULL, params,
		                         NULL, NULL, 0);
	else
		sent = PQsendQueryPrepared(db->pg, statement->name, statement->params, params, NULL,
		                           NULL, 0);
	*result = NULL;
	return sent ? wire_collect(db->pg, deadline, result) : WIRE_LOST;
}

static bool
is_stale(enum wire wire, const PGresult *result)
{
	return wire == WIRE_LOST ||
	       (wire == WIRE_OK && sqlstate_is_stale(PQresultErrorField(result, PG_DIAG_SQLSTATE)));
}

/* Take over the outcome: the result into the arena, or the error into the context. */
static enum err
finish(struct ctx *cx, struct connection *db, enum wire wire, PGresult *result, const char *doing)
{
	enum err status;

	if (result != NULL)
		arena_defer(cx->arena, clear_result, result);
	if (wire == WIRE_SILENT)
		return session_silent(cx, db);
	if (wire == WIRE_LOST) {
		session_close(db);
		return err_set(cx, ERR_UNAVAILABLE, "数据库：%s：连接断开了", doing);
	}
	if (!is_error(result))
		return ERR_OK;
	status = sqlstate_set(cx, result, doing, db->role != CONNECTION_DESK);
	if (is_stale(wire, result))
		session_close(db);
	return status;
}

static enum err
execute(struct ctx *cx, struct connection *db, enum statement_id id, int count,
        const char *const *params, int64_t now_ms, PGresult **result)
{
	const struct statement *statement = &statement_list[id];
	int64_t deadline = now_ms + db->timeout_ms;
	bool may_repeat = db->pg != NULL && db->role == CONNECTION_PUBLIC;
	enum wire wire;

	if (count != statement->params)
		return err_set(cx, ERR_INTERNAL, "statement %s takes %d parameters, not %d",
		               statement->name, statement->params, count);
	TRY(session_open(cx, db, deadline));
	wire = attempt(db, statement, params, deadline, result);
	if (may_repeat && is_stale(wire, *result)) {
		PQclear(*result);
		session_close(db);
		TRY(session_open(cx, db, deadline));
		wire = attempt(db, statement, params, deadline, result);
	}
	return finish(cx, db, wire, *result, statement->name);
}

enum err
run_statement(struct ctx *cx, struct connection *db, enum statement_id id, int count,
              const char *const *params, PGresult **result)
{
	int64_t begun_us = clock_now_us();
	enum err status = execute(cx, db, id, count, params, begun_us / 1000, result);

	meter_time(METER_STATEMENT, clock_now_us() - begun_us);
	if (status == ERR_UNAVAILABLE || status == ERR_INTERNAL)
		meter_add(METER_STATEMENTS_FAILED, 1);
	return status;
}

/* The line of a script in which the server found the error, or 0. */
static unsigned
line_of(const PGresult *result, const char *script)
{
	const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
	long characters = position == NULL ? 0 : atol(position);
	unsigned line = 1;

	if (characters <= 0)
		return 0;
	for (const char *s = script; *s != '\0' && characters > 1; s++) {
		if (*s == '\n')
			line++;
		/* The position counts characters: skip over the rest of each. */
		if ((s[1] & 0xC0) != 0x80)
			characters--;
	}
	return line;
}

enum err
run_script(struct ctx *cx, struct connection *db, const char *name, const char *script)
{
	int64_t deadline = clock_now_ms() + db->timeout_ms;
	PGresult *result = NULL;
	enum wire wire;
	unsigned line;

	TRY(session_open(cx, db, deadline));
	wire = PQsendQuery(db->pg, script) ? wire_collect(db->pg, deadline, &result) : WIRE_LOST;
	if (wire == WIRE_OK && is_error(result) && (line = line_of(result, script)) > 0) {
		const char *place = arena_printf(cx->arena, "%s:%u", name, line);
		const char *hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);

		arena_defer(cx->arena, clear_result, result);
		if (sqlstate_is_read_only(PQresultErrorField(result, PG_DIAG_SQLSTATE)))
			return err_set(cx, ERR_UNAVAILABLE, "%s", sqlstate_read_only);
		return err_set(cx, ERR_INTERNAL, "%s: %s%s%s", place,
		               PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY),
		               hint == NULL ? "" : ". ", hint == NULL ? "" : hint);
	}
	return finish(cx, db, wire, result, name);
}

const char *
run_value(const PGresult *result, int row, const char *column)
{
	int number = PQfnumber(result, column);

	if (number < 0 || row >= PQntuples(result) || PQgetisnull(result, row, number))
		return NULL;
	return PQgetvalue(result, row, number);
}

bool
run_is_one(const PGresult *result, int row, const char *column)
{
	const char *value = run_value(result, row, column);

	return value != NULL && strcmp(value, "1") == 0;
}
