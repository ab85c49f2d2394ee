#include "db/account.h"

#include "db/run.h"

static const char *
boolean(bool value)
{
	return value ? "true" : "false";
}

enum err
account_add(struct ctx *cx, struct connection *db, const struct account *account)
{
	const struct account_password *password = &account->password;
	const char *params[] = { account->name,
		                 account->person,
		                 account->department,
		                 password->salt,
		                 arena_printf(cx->arena, "%d", password->memory_kib),
		                 arena_printf(cx->arena, "%d", password->passes),
		                 arena_printf(cx->arena, "%d", password->lanes),
		                 password->key,
		                 boolean(account->must_change),
		                 boolean(account->may_sign_on) };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_ACCOUNT_ADD, 10, params, &result);
}

enum err
account_set_grants(struct ctx *cx, struct connection *db, const char *name, const char *grants)
{
	const char *params[] = { name, grants };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_ACCOUNT_SET_GRANTS, 2, params, &result);
}

enum err
account_change(struct ctx *cx, struct connection *db, const char *name,
               const struct account_change *change)
{
	const char *params[] = { name, change->person, change->department, change->is_disabled,
		                 change->may_sign_on };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_ACCOUNT_CHANGE, 5, params, &result);
}

enum err
account_reset(struct ctx *cx, struct connection *db, const char *name,
              const struct account_password *password)
{
	const char *params[6] = { name };
	PGresult *result;

	if (password != NULL) {
		params[1] = password->salt;
		params[2] = arena_printf(cx->arena, "%d", password->memory_kib);
		params[3] = arena_printf(cx->arena, "%d", password->passes);
		params[4] = arena_printf(cx->arena, "%d", password->lanes);
		params[5] = password->key;
	}
	return run_statement(cx, db, STATEMENT_ACCOUNT_RESET, 6, params, &result);
}

enum err
account_add_token(struct ctx *cx, struct connection *db, const struct account_token *token,
                  const char **number)
{
	const char *params[] = { token->account,
		                 token->label,
		                 token->roles,
		                 token->department,
		                 arena_printf(cx->arena, "%d", token->days),
		                 token->hash };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_TOKEN_ADD, 6, params, &result));
	*number = run_value(result, 0, "number");
	return ERR_OK;
}

enum err
account_end_token(struct ctx *cx, struct connection *db, const char *number)
{
	const char *params[] = { number };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_TOKEN_END, 1, params, &result);
}

enum err
account_set_parameters(struct ctx *cx, struct connection *db, const char *parameters)
{
	const char *params[] = { parameters };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_DESK_PARAMETER_SET, 1, params, &result);
}

enum err
account_set_approvals(struct ctx *cx, struct connection *db, const char *approvals)
{
	const char *params[] = { approvals };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_DESK_APPROVAL_SET, 1, params, &result);
}

enum err
account_trust_sign_on(struct ctx *cx, struct connection *db, bool is_trusted)
{
	const char *params[] = { boolean(is_trusted) };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_ACCOUNT_TRUST, 1, params, &result);
}

enum err
account_told(struct ctx *cx, struct connection *db, const char *person, const char *action,
             const char *target, const char *detail)
{
	const char *params[] = { person, action, target, detail };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_ACCOUNT_TOLD, 4, params, &result);
}
