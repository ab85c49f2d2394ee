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
account_told(struct ctx *cx, struct connection *db, const char *person, const char *action,
             const char *target, const char *detail)
{
	const char *params[] = { person, action, target, detail };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_ACCOUNT_TOLD, 4, params, &result);
}
