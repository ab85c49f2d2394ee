/*
 * How requests come in and responses go out.
 */
#ifndef HTTP_TRANSPORT_H
#define HTTP_TRANSPORT_H

#include "base/err.h"
#include "http/response.h"

/*
 * Answer one request. `environment` holds the web server's variables as
 * `NAME=value`, up to NULL. The arena of `cx` is the request's.
 */
typedef void (*transport_handler)(void *user, struct ctx *cx, char *const *environment,
                                  struct response *response);

#endif
