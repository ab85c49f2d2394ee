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

/* Note in the trail what was done on the command line, by which user of the system. */
MUST_USE enum err account_told(struct ctx *cx, struct connection *db, const char *person,
                               const char *action, const char *target, const char *detail);

#endif
