/*
 * Errors as documents for clients (RFC 9457), and the one list that maps kinds
 * of error to HTTP status.
 */
#ifndef HTTP_PROBLEM_H
#define HTTP_PROBLEM_H

#include "http/response.h"

/*
 * Fill the response with the problem that `kind` stands for. What is wrong with
 * the request is told with the reason and field of `cx`, which are then written
 * for readers in the language of `cx`; of our own troubles the client learns the request's identifier,
 * and the reason stays in the log. `members` is further JSON, "" or
 * `,"name":value…`.
 */
void problem_respond(const struct ctx *cx, enum err kind, const char *members,
                     struct response *response);

/* What it is called, and what is told of it, in the reader's language. */
void problem_words(const struct ctx *cx, enum err kind, const char **title, const char **detail);

#endif
