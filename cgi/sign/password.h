/*
 * Passwords: Argon2id (RFC 9106) makes a key of one, slowly and with much memory, so that
 * whoever steals what is stored can try few of them.
 */
#ifndef SIGN_PASSWORD_H
#define SIGN_PASSWORD_H

#include "base/err.h"

/*
 * For new passwords: the second choice of RFC 9106, section 4, on one lane, because a login
 * shall not take more than one processor.
 */
#define PASSWORD_MEMORY_KIB 65536
#define PASSWORD_PASSES 3
#define PASSWORD_LANES 1

#define PASSWORD_MIN 10
#define PASSWORD_MAX 128

/* What a key was made with. */
struct password_cost {
	int memory_kib;
	int passes;
	int lanes;
};

/*
 * The key of a password as 64 hexadecimal digits. `salt` has 32 of them. ERR_UNAVAILABLE
 * when there is not so much memory.
 */
MUST_USE enum err password_key(struct ctx *cx, const char *password, const char *salt,
                               const struct password_cost *cost, const char **key);

/* A new salt. */
const char *password_salt(struct arena *arena);

/*
 * ERR_INPUT when a password is too easy to guess: shorter than PASSWORD_MIN characters,
 * with few different ones, of one kind only unless it is long, or with the name in it. `field` is what the error names, or
 * NULL.
 */
MUST_USE enum err password_check(struct ctx *cx, const char *password, const char *name,
                                 const char *field);

/* A password for somebody who will change it: 16 letters and digits that nobody mistakes for others. */
const char *password_new(struct arena *arena);

#endif
