/*
 * Percent-encoding (RFC 3986 section 2.1), strictly.
 */
#ifndef HTTP_PERCENT_H
#define HTTP_PERCENT_H

#include <stdbool.h>

#include "base/err.h"
#include "base/text.h"

/*
 * Decode `length` bytes. `plus_is_space` is for queries. ERR_INPUT with `field`
 * when an escape is malformed, or when the outcome has a control character or
 * is not UTF-8.
 */
MUST_USE enum err percent_decode(struct ctx *cx, const char *field, const char *s, size_t length,
                                 bool plus_is_space, const char **out);

/* Append `s` with all but the unreserved characters encoded: for queries, and for RFC 8187. */
void percent_encode(struct text *out, const char *s);

#endif
