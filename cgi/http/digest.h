/*
 * Digest fields (RFC 9530).
 */
#ifndef HTTP_DIGEST_H
#define HTTP_DIGEST_H

#include "base/arena.h"

/* The value of Repr-Digest from a SHA-256 of 64 hexadecimal digits. */
const char *digest_field(struct arena *arena, const char *sha256);

#endif
