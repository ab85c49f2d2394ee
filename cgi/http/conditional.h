/*
 * Conditional requests (RFC 9110 section 13).
 */
#ifndef HTTP_CONDITIONAL_H
#define HTTP_CONDITIONAL_H

#include <stdbool.h>

#include "http/request.h"
#include "http/response.h"

/* A strong entity tag: `validator` in quotes. */
const char *conditional_etag(struct arena *arena, const char *validator);

/*
 * Does the value of If-None-Match name `etag` (quoted)? `*` names any. The
 * comparison is weak, as section 13.1.2 has it, so a tag that nginx weakened
 * when it compressed the body still matches. A malformed list names nothing.
 */
bool conditional_matches(const char *if_none_match, const char *etag);

/*
 * The first tag of If-None-Match that ends in `suffix`, without its quotes and
 * without the suffix; NULL if there is none. With it one can ask the database
 * before the body, and so its ETag, is known.
 */
const char *conditional_known(struct arena *arena, const char *if_none_match, const char *suffix);

/*
 * ERR_CONDITION when the request demands, with If-Match or else with
 * If-Unmodified-Since, what the response's ETag or Last-Modified does not fulfil.
 * Asked before conditional_answer().
 */
MUST_USE enum err conditional_check(struct ctx *cx, const struct request *request,
                                    const struct response *response);

/*
 * If the request already has what the response's ETag stands for, turn the
 * response into 304 and return true; without If-None-Match, Last-Modified is
 * compared with If-Modified-Since. The headers that 304 must repeat stay.
 */
bool conditional_answer(const struct request *request, struct response *response);

#endif
