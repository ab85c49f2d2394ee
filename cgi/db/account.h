/*
 * Accounts of the desk, for its administrators and for the owner on the command line. What
 * the calls return lies in the arena of `cx`.
 *
 * A fault of what is given is ERR_INPUT or ERR_CONFLICT with a JSON pointer as field.
 */
#ifndef DB_ACCOUNT_H
#define DB_ACCOUNT_H

#include "base/err.h"
#include "db/connection.h"

/* Of a password: hexadecimal, and how the key was made; NULL where there is none. */
struct account_password {
	const char *salt;
	const char *key;
	int memory_kib;
	int passes;
	int lanes;
};

struct account {
	const char *name;
	const char *person;
	const char *department; /* the beginning of its code; "" is the country */
	struct account_password password;
	bool must_change; /* the password, at the first login */
	bool may_sign_on;
};

MUST_USE enum err account_add(struct ctx *cx, struct connection *db, const struct account *account);

/* Give an account exactly these grants: JSON, [{"role", "department"}]. */
MUST_USE enum err account_set_grants(struct ctx *cx, struct connection *db, const char *name,
                                     const char *grants);

/* Change of an account what is not NULL; the flags are `true`, `false` or NULL. */
struct account_change {
	const char *person;
	const char *department;
	const char *is_disabled;
	const char *may_sign_on;
};

MUST_USE enum err account_change(struct ctx *cx, struct connection *db, const char *name,
                                 const struct account_change *change);

/* Give another password, which must be changed. NULL: only the one-time codes end. The sessions end, too. */
MUST_USE enum err account_reset(struct ctx *cx, struct connection *db, const char *name,
                                const struct account_password *password);

/* A token for an account (at the desk: for who acts, whatever `account` is). */
struct account_token {
	const char *account;
	const char *label;
	const char *roles; /* with commas between */
	const char *department;
	int days;
	const char *hash;
};

MUST_USE enum err account_add_token(struct ctx *cx, struct connection *db,
                                    const struct account_token *token, const char **number);
MUST_USE enum err account_end_token(struct ctx *cx, struct connection *db, const char *number);

/* Set parameters of the rules in regions: JSON, [{"name", "region", "value"}]. */
MUST_USE enum err account_set_parameters(struct ctx *cx, struct connection *db,
                                         const char *parameters);

/* Enter approvals of budgets: JSON, [{"department", "year", "account", "approved_on"}]. */
MUST_USE enum err account_set_approvals(struct ctx *cx, struct connection *db,
                                        const char *approvals);

/* Whether the desk opens sessions for whom the web server names. For the owner. */
MUST_USE enum err account_trust_sign_on(struct ctx *cx, struct connection *db, bool is_trusted);

/* Note in the trail what was done on the command line, by which user of the system. */
MUST_USE enum err account_told(struct ctx *cx, struct connection *db, const char *person,
                               const char *action, const char *target, const char *detail);

#endif
