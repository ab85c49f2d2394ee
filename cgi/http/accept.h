/*
 * What the client would rather have (RFC 9110 section 12.5, RFC 7240).
 */
#ifndef HTTP_ACCEPT_H
#define HTTP_ACCEPT_H

#include <stdbool.h>

/*
 * How welcome a media type ("text/csv") is to a client that sent this Accept, in
 * thousandths: 0 is refused. The most specific range that fits decides. Without
 * the header, or with one that names no media range at all, everything is
 * welcome.
 */
int accept_quality(const char *accept, const char *type);

/*
 * Does a client that sent this Accept-Language prefer English to Chinese? Not
 * so without the header, or when it names neither.
 */
bool accept_is_english(const char *accept_language);

/* Does a client that sent this Prefer name the preference, one without a value? NULL: no header. */
bool accept_prefers(const char *prefer, const char *preference);

#endif
