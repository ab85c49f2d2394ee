#include "db/acting.h"

#include <stdlib.h>
#include <string.h>

#include "db/run.h"

enum err
acting_begin(struct ctx *cx, struct connection *db)
{
	bool may_repeat = db->pg != NULL;
	struct ctx first = ctx_make(cx->arena);
	enum err status = run_script(&first, db, "begin", "BEGIN");

	if (status != ERR_OK && (!may_repeat || db->pg != NULL))
		return err_set(cx, status, "%s", first.reason);
	if (status != ERR_OK)
		TRY(run_script(cx, db, "begin", "BEGIN"));
	db->in_transaction = true;
	return ERR_OK;
}

enum err
acting_commit(struct ctx *cx, struct connection *db)
{
	enum err status = run_script(cx, db, "commit", "COMMIT");

	db->in_transaction = false;
	return status;
}

void
acting_rollback(struct connection *db)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);

	if (db->pg != NULL && run_script(&cx, db, "rollback", "ROLLBACK") != ERR_OK)
		session_close(db);
	db->in_transaction = false;
	arena_free(arena);
}

enum err
acting_use(struct ctx *cx, struct connection *db, const char *secret, struct acting *session)
{
	const char *params[] = { secret };
	const char *has_code;
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_SESSION, 1, params, &result));
	*session = (struct acting){ .account = run_value(result, 0, "account"),
		                    .person = run_value(result, 0, "person"),
		                    .means = run_value(result, 0, "means"),
		                    .state = run_value(result, 0, "state"),
		                    .id = run_value(result, 0, "id"),
		                    .department = run_value(result, 0, "department"),
		                    .grants = run_value(result, 0, "grants") };
	has_code = run_value(result, 0, "has_code");
	session->has_code = has_code != NULL && strcmp(has_code, "t") == 0;
	return ERR_OK;
}

enum err
acting_trail(struct ctx *cx, struct connection *db, const char *address, const char *action,
             const char *target, const char *result, const char *detail)
{
	const char *params[] = { address, action, target, result, detail };
	PGresult *rows;

	return run_statement(cx, db, STATEMENT_DESK_TRAIL, 5, params, &rows);
}

static int
number(const PGresult *result, const char *column, int fallback)
{
	const char *value = run_value(result, 0, column);

	return value == NULL ? fallback : atoi(value);
}

enum err
acting_salt(struct ctx *cx, struct connection *db, const char *name, const char *address,
            struct acting_salt *salt)
{
	const char *params[] = { name, address, arena_printf(cx->arena, "%d", salt->memory_kib),
		                 arena_printf(cx->arena, "%d", salt->passes),
		                 arena_printf(cx->arena, "%d", salt->lanes) };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_SALT, 5, params, &result));
	salt->salt = run_value(result, 0, "salt");
	if (salt->salt == NULL)
		return err_set(cx, ERR_INTERNAL, "statement desk_salt returned nothing");
	salt->memory_kib = number(result, "memory_kib", salt->memory_kib);
	salt->passes = number(result, "passes", salt->passes);
	salt->lanes = number(result, "lanes", salt->lanes);
	salt->wait_s = number(result, "wait_s", 0);
	return ERR_OK;
}

enum err
acting_login(struct ctx *cx, struct connection *db, const struct acting_login *login,
             const char **outcome)
{
	const char *params[] = { login->name,
		                 login->key,
		                 login->hash,
		                 login->address,
		                 arena_printf(cx->arena, "%d", login->idle_s),
		                 arena_printf(cx->arena, "%d", login->whole_s),
		                 arena_printf(cx->arena, "%d", login->password_days) };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_LOGIN, 7, params, &result));
	*outcome = run_value(result, 0, "outcome");
	if (*outcome == NULL)
		return err_set(cx, ERR_INTERNAL, "statement desk_login returned nothing");
	return ERR_OK;
}

enum err
acting_logout(struct ctx *cx, struct connection *db, const char *address)
{
	const char *params[] = { address };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_DESK_LOGOUT, 1, params, &result);
}
