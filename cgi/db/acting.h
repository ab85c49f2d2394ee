/*
 * What the desk asks of the database on each request: who acts, and the trail. On
 * connections of the desk; what the calls return lies in the arena of `cx`.
 *
 * A request is one transaction. In it the database knows who acts by the secret that
 * acting_use() has given it, and refuses by itself what that account may not do.
 */
#ifndef DB_ACTING_H
#define DB_ACTING_H

#include "base/err.h"
#include "db/connection.h"

/* Begin; a connection that was lost while it was idle is opened again. */
MUST_USE enum err acting_begin(struct ctx *cx, struct connection *db);
MUST_USE enum err acting_commit(struct ctx *cx, struct connection *db);

/* Take all back. Cannot fail: if the server does not answer, the connection goes. */
void acting_rollback(struct connection *db);

/* Who acts. */
struct acting {
	const char *account;
	const char *person;
	const char *means;      /* session or token */
	const char *state;      /* open; code or change: not yet */
	const char *id;         /* of a token its number */
	const char *department; /* where the account belongs to */
	const char *grants;     /* JSON: [{"role", "department"}] */
	bool has_code;          /* one-time codes are asked for */
};

/* Act with a secret until the end of the transaction. `account` is NULL when nothing lives by it. */
MUST_USE enum err acting_use(struct ctx *cx, struct connection *db, const char *secret,
                             struct acting *session);

/* An entry of the trail. `target` and `detail` may be NULL. */
struct acting_entry {
	const char *address;
	const char *action;
	const char *target;
	const char *const *targets; /* in place of `target`, an entry for each */
	size_t target_count;
	const char *result;
	const char *detail;
	bool is_glance; /* left out where who acts had the target within the hour */
};

/* Note what was done; the last step of a transaction. */
MUST_USE enum err acting_trail(struct ctx *cx, struct connection *db,
                               const struct acting_entry *entry);

/* From where somebody comes in. */
struct acting_place {
	const char *address;
	const char *device; /* the hash of the browser's own secret, be it a new one */
};

/* How to make the key of a password, and how long to wait before. */
struct acting_salt {
	const char *salt;
	int memory_kib;
	int passes;
	int lanes;
	int wait_s;
};

/* `salt` has what is usual, for names that there are not. */
MUST_USE enum err acting_salt(struct ctx *cx, struct connection *db, const char *name,
                              const struct acting_place *place, struct acting_salt *salt);

struct acting_login {
	const char *name;
	const char *key;  /* made of the password */
	const char *hash; /* of the new secret */
	struct acting_place place;
	int idle_s;
	int whole_s;
	int password_days;
};

/* Try it. The outcome is open, change, code, refused, disabled or wait. */
MUST_USE enum err acting_login(struct ctx *cx, struct connection *db,
                               const struct acting_login *login, const char **outcome);

/* The secret of one-time codes, 40 hexadecimal digits, as it is kept. */
struct acting_secret {
	const char *account;
	const char *secret; /* NULL: none is there */
	const char *key;    /* the key of sign/vault.h that it is locked with; NULL: it is not */
};

/*
 * That of the code that is due. A code is told as its time step, -1 for a wrong one; the
 * session then has another secret, of that hash. The outcome is open, change, refused or
 * ended. The secret may be kept locked otherwise; `account` is not looked at.
 */
MUST_USE enum err acting_code_secret(struct ctx *cx, struct connection *db,
                                     struct acting_secret *secret);
MUST_USE enum err acting_code_lock(struct ctx *cx, struct connection *db,
                                   const struct acting_secret *secret);
MUST_USE enum err acting_code(struct ctx *cx, struct connection *db, int64_t step, const char *hash,
                              const struct acting_place *place, int password_days,
                              const char **outcome);

/* Is whoever the web server names let in, if there is an account for that? */
MUST_USE enum err acting_trusts_sign_on(struct ctx *cx, struct connection *db, bool *is_trusted);

/* Are there secrets that are locked? */
MUST_USE enum err acting_code_keys(struct ctx *cx, struct connection *db, bool *are_locked);

/* Open a session for whom the web server names: open or refused. Takes of `login` what is no password. */
MUST_USE enum err acting_sign_on(struct ctx *cx, struct connection *db,
                                 const struct acting_login *login, const char **outcome);

/* A change of the password of who acts. */
struct acting_password {
	const char *old_key;
	const char *salt;
	int memory_kib;
	int passes;
	int lanes;
	const char *key;
	const char *hash; /* of the secret with which the session goes on; all others end */
	struct acting_place place;
};

/* The outcome is open, refused or wait. */
MUST_USE enum err acting_password(struct ctx *cx, struct connection *db,
                                  const struct acting_password *password, const char **outcome);

/*
 * One-time codes for who acts: begin with a locked secret, which one waits, a first code was right, the end.
 * Beginning and end take the key of the password; the outcome is done, refused or wait.
 */
MUST_USE enum err acting_code_begin(struct ctx *cx, struct connection *db,
                                    const struct acting_secret *secret, const char *old_key,
                                    const struct acting_place *place, const char **outcome);
MUST_USE enum err acting_code_pending(struct ctx *cx, struct connection *db,
                                      struct acting_secret *secret);
MUST_USE enum err acting_code_confirm(struct ctx *cx, struct connection *db, int64_t step);
MUST_USE enum err acting_code_end(struct ctx *cx, struct connection *db, const char *old_key,
                                  const struct acting_place *place, const char **outcome);

/* End the session that acts. */
MUST_USE enum err acting_logout(struct ctx *cx, struct connection *db, const char *address);

#endif
