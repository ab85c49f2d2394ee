/*
 * Secrets that the program must have again, under keys that the database does not have:
 * AES-256-GCM (NIST SP 800-38D), bound to a name, so that what is stored for one is of no use
 * for another.
 *
 * The keys are lines of 64 hexadecimal digits in a file that only its owner may read. The
 * first one locks; all of them open, so that a new first line is a change of the key. A key is
 * known by the first 16 hexadecimal digits of its SHA-256.
 */
#ifndef SIGN_VAULT_H
#define SIGN_VAULT_H

#include "base/text.h"

#define VAULT_KEYS_MAX 8

struct vault {
	unsigned char keys[VAULT_KEYS_MAX][32];
	const char *ids[VAULT_KEYS_MAX];
	size_t count;
};

/*
 * Read the file. ERR_NOT_FOUND when there is none; ERR_CONFLICT names it, and the cure, when
 * others than its owner may read it or it is not of such lines.
 */
MUST_USE enum err vault_load(struct ctx *cx, const char *path, struct vault *out);

/* Make a key, and write it to a new file, which only its owner may read. ERR_CONFLICT when there is one. */
MUST_USE enum err vault_make(struct ctx *cx, const char *path);

/* Lock a secret, hexadecimal digits, with the first key: nonce, bytes and tag, in hexadecimal digits. */
MUST_USE enum err vault_lock(struct ctx *cx, const struct vault *vault, const char *name,
                             const char *secret, const char **out);

/*
 * Open what vault_lock() has made with the key `id`. ERR_CONFLICT when the file has not that
 * key, or it was not locked with it, for this name, and as it stands.
 */
MUST_USE enum err vault_open(struct ctx *cx, const struct vault *vault, const char *id,
                             const char *name, const char *locked, const char **secret);

#endif
