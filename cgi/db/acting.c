#include "db/acting.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
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

/* Strings as an array of JSON. */
static const char *
list_of(struct arena *arena, const char *const *strings, size_t count)
{
	struct text list = text_make(arena);

	text_add_str(&list, "[");
	for (size_t i = 0; i < count; i++) {
		text_add_str(&list, i == 0 ? "" : ",");
		text_add_json(&list, strings[i]);
	}
	text_add_str(&list, "]");
	return list.data;
}

enum err
acting_trail(struct ctx *cx, struct connection *db, const struct acting_entry *entry)
{
	const char *params[] = { entry->address, entry->action, entry->target, entry->result,
		                 entry->detail };
	PGresult *rows;

	if (entry->target_count > 0) {
		params[2] = list_of(cx->arena, entry->targets, entry->target_count);
		return run_statement(cx, db, STATEMENT_DESK_TRAIL_EACH, 5, params, &rows);
	}
	return run_statement(cx, db,
	                     entry->is_glance ? STATEMENT_DESK_TRAIL_GLANCE : STATEMENT_DESK_TRAIL,
	                     5, params, &rows);
}

static int
number(const PGresult *result, const char *column, int fallback)
{
	const char *value = run_value(result, 0, column);

	return value == NULL ? fallback : atoi(value);
}

enum err
acting_salt(struct ctx *cx, struct connection *db, const char *name,
            const struct acting_place *place, struct acting_salt *salt)
{
	const char *params[] = { name,
		                 place->address,
		                 place->device,
		                 arena_printf(cx->arena, "%d", salt->memory_kib),
		                 arena_printf(cx->arena, "%d", salt->passes),
		                 arena_printf(cx->arena, "%d", salt->lanes) };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_SALT, 6, params, &result));
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
		                 login->place.address,
		                 login->place.device,
		                 arena_printf(cx->arena, "%d", login->idle_s),
		                 arena_printf(cx->arena, "%d", login->whole_s),
		                 arena_printf(cx->arena, "%d", login->password_days) };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_LOGIN, 8, params, &result));
	*outcome = run_value(result, 0, "outcome");
	if (*outcome == NULL)
		return err_set(cx, ERR_INTERNAL, "statement desk_login returned nothing");
	return ERR_OK;
}

/* A statement that returns one word, in a column of that name. */
static enum err
ask(struct ctx *cx, struct connection *db, enum statement_id id, int count,
    const char *const *params, const char *column, const char **word)
{
	PGresult *result;

	TRY(run_statement(cx, db, id, count, params, &result));
	*word = run_value(result, 0, column);
	return *word == NULL ? err_set(cx, ERR_INTERNAL, "a statement returned no %s", column)
	                     : ERR_OK;
}

static const char *
decimal(struct arena *arena, int64_t value)
{
	return arena_printf(arena, "%lld", (long long)value);
}

static enum err
find_secret(struct ctx *cx, struct connection *db, enum statement_id id,
            struct acting_secret *secret)
{
	PGresult *result;

	TRY(run_statement(cx, db, id, 0, NULL, &result));
	secret->secret = run_value(result, 0, "secret");
	secret->key = run_value(result, 0, "key");
	if (id == STATEMENT_DESK_CODE_SECRET)
		secret->account = run_value(result, 0, "account");
	return ERR_OK;
}

static enum err
keep_secret(struct ctx *cx, struct connection *db, enum statement_id id,
            const struct acting_secret *secret)
{
	const char *params[] = { secret->secret, secret->key };
	PGresult *result;

	return run_statement(cx, db, id, 2, params, &result);
}

enum err
acting_code_secret(struct ctx *cx, struct connection *db, struct acting_secret *secret)
{
	return find_secret(cx, db, STATEMENT_DESK_CODE_SECRET, secret);
}

enum err
acting_code_lock(struct ctx *cx, struct connection *db, const struct acting_secret *secret)
{
	return keep_secret(cx, db, STATEMENT_DESK_CODE_LOCK, secret);
}

enum err
acting_trusts_sign_on(struct ctx *cx, struct connection *db, bool *is_trusted)
{
	const char *answer;

	TRY(ask(cx, db, STATEMENT_DESK_SIGN_ON_TRUST, 0, NULL, "is_trusted", &answer));
	*is_trusted = strcmp(answer, "t") == 0;
	return ERR_OK;
}

enum err
acting_code_keys(struct ctx *cx, struct connection *db, bool *are_locked)
{
	const char *accounts;

	TRY(ask(cx, db, STATEMENT_DESK_CODE_KEYS, 0, NULL, "accounts", &accounts));
	*are_locked = strcmp(accounts, "0") != 0;
	return ERR_OK;
}

enum err
acting_code(struct ctx *cx, struct connection *db, int64_t step, const char *hash,
            const struct acting_place *place, int password_days, const char **outcome)
{
	const char *params[] = { step < 0 ? NULL : decimal(cx->arena, step), hash, place->address,
		                 place->device, decimal(cx->arena, password_days) };

	return ask(cx, db, STATEMENT_DESK_CODE, 5, params, "outcome", outcome);
}

enum err
acting_sign_on(struct ctx *cx, struct connection *db, const struct acting_login *login,
               const char **outcome)
{
	const char *params[] = { login->name, login->hash, login->place.address,
		                 decimal(cx->arena, login->idle_s),
		                 decimal(cx->arena, login->whole_s) };

	return ask(cx, db, STATEMENT_DESK_SIGN_ON, 5, params, "outcome", outcome);
}

enum err
acting_password(struct ctx *cx, struct connection *db, const struct acting_password *password,
                const char **outcome)
{
	const char *params[] = { password->old_key,
		                 password->salt,
		                 decimal(cx->arena, password->memory_kib),
		                 decimal(cx->arena, password->passes),
		                 decimal(cx->arena, password->lanes),
		                 password->key,
		                 password->hash,
		                 password->place.address,
		                 password->place.device };

	return ask(cx, db, STATEMENT_DESK_PASSWORD, 9, params, "outcome", outcome);
}

enum err
acting_code_begin(struct ctx *cx, struct connection *db, const struct acting_secret *secret,
                  const char *old_key, const struct acting_place *place, const char **outcome)
{
	const char *params[] = { old_key, secret->secret, secret->key, place->address,
		                 place->device };

	return ask(cx, db, STATEMENT_DESK_CODE_BEGIN, 5, params, "outcome", outcome);
}

enum err
acting_code_pending(struct ctx *cx, struct connection *db, struct acting_secret *secret)
{
	return find_secret(cx, db, STATEMENT_DESK_CODE_PENDING, secret);
}

enum err
acting_code_confirm(struct ctx *cx, struct connection *db, int64_t step)
{
	const char *params[] = { decimal(cx->arena, step) };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_DESK_CODE_CONFIRM, 1, params, &result);
}

enum err
acting_code_end(struct ctx *cx, struct connection *db, const char *old_key,
                const struct acting_place *place, const char **outcome)
{
	const char *params[] = { old_key, place->address, place->device };

	return ask(cx, db, STATEMENT_DESK_CODE_END, 3, params, "outcome", outcome);
}

enum err
acting_logout(struct ctx *cx, struct connection *db, const char *address)
{
	const char *params[] = { address };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_DESK_LOGOUT, 1, params, &result);
}
