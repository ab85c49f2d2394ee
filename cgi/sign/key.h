/*
 * Keys that sign the heads of the log: Ed25519 (RFC 8032), and SM2 with SM3
 * (GB/T 32918.2) with the distinguishing identifier 1234567812345678 of GM/T 0009.
 *
 * A private key is a file in PEM (PKCS #8) without a password, which only the user who
 * publishes may read.
 */
#ifndef SIGN_KEY_H
#define SIGN_KEY_H

#include "base/text.h"

enum key_algorithm { KEY_ED25519, KEY_SM2, KEY_ALGORITHM_COUNT };

struct key;

/* What the log calls it: `Ed25519` or `SM2`. */
const char *key_algorithm_name(enum key_algorithm algorithm);

/* The algorithm of a name. ERR_INPUT when there is no such one. */
MUST_USE enum err key_algorithm_find(struct ctx *cx, const char *name, enum key_algorithm *out);

/*
 * Make a new key and write it to a new file, which only its owner may read. ERR_CONFLICT when there
 * is a file already.
 */
MUST_USE enum err key_make(struct ctx *cx, enum key_algorithm algorithm, const char *path);

/* Read a private key. ERR_INPUT names the file. It lives as long as the arena of `cx`. */
MUST_USE enum err key_load(struct ctx *cx, const char *path, struct key **out);

/* Its algorithm. */
enum key_algorithm key_algorithm(const struct key *key);

/* Its public key as SubjectPublicKeyInfo, in DER, or as PEM. */
MUST_USE enum err key_public(struct ctx *cx, const struct key *key, struct text *der);
MUST_USE enum err key_public_pem(struct ctx *cx, const struct key *key, struct text *pem);

/* Read a public key in PEM as SubjectPublicKeyInfo in DER. ERR_INPUT names the file. */
MUST_USE enum err key_read_public(struct ctx *cx, const char *path, struct text *der);

/* Sign bytes: 64 bytes for Ed25519, the DER of two numbers for SM2. */
MUST_USE enum err key_sign(struct ctx *cx, const struct key *key, const void *bytes, size_t length,
                           struct text *signature);

/*
 * Is it the signature of these bytes, by the private key of this public key (DER)? False,
 * too, for what is no key or no signature of that algorithm.
 */
bool key_verifies(enum key_algorithm algorithm, const struct text *public_key, const void *bytes,
                  size_t length, const struct text *signature);

#endif
