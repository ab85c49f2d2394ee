/*
 * Conditional requests (RFC 9110 section 13).
 */
#ifndef HTTP_CONDITIONAL_H
#define HTTP_CONDITIONAL_H

#include <stdbool.h>

#include "http/request.h"
#include "http/response.h"

/* A strong entity tag, quoted, from a hash. */
const char *conditional_etag(struct arena *arena, const char *hash);

/*
 * Does the value of If-None-Match name `etag` (quoted)? `*` names any. The
 * comparison is weak, as section 13.1.2 has it, so a tag that nginx weakened
 * when it compressed the body still matches. A malformed list names nothing.
 */
bool conditional_matches(const char *if_none_match, const char *etag);

/*
 * If the request already has what the response's ETag stands for, turn the
 * response into 304 and return true. The headers that 304 must repeat stay.
 */
bool conditional_answer(const struct request *request, struct response *response);

#endif
