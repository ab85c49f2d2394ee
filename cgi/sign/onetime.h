/*
 * One-time codes by time (RFC 6238) as all programs for them have them: SHA-1, six digits,
 * steps of 30 seconds.
 */
#ifndef SIGN_ONETIME_H
#define SIGN_ONETIME_H

#include <stdint.h>

#include "base/err.h"

/* A new secret of 160 bits, as 40 hexadecimal digits. */
const char *onetime_secret(struct arena *arena);

/* A secret in base32, as people type it; without padding. */
MUST_USE enum err onetime_base32(struct ctx *cx, const char *secret, const char **out);

/* The address that programs read (otpauth:), for an account of an issuer. */
MUST_USE enum err onetime_address(struct ctx *cx, const char *secret, const char *account,
                                  const char *issuer, const char **out);

/*
 * The time step of a code: the present one at `now_s` (seconds since 1970), the one before or
 * the one after; -1 for a code of none of them.
 */
MUST_USE enum err onetime_step(struct ctx *cx, const char *secret, const char *code, int64_t now_s,
                               int64_t *step);

#endif
