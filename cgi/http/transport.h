/*
 * How requests come in and responses go out.
 */
#ifndef HTTP_TRANSPORT_H
#define HTTP_TRANSPORT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "http/response.h"

/*
 * Answer one request. `environment` holds the web server's variables as
 * `NAME=value`, up to NULL. The arena of `cx` is the request's.
 */
typedef void (*transport_handler)(void *user, struct ctx *cx, char *const *environment,
                                  struct response *response);

/* Do a piece of work that is no request; true when there may be more. `arena` is emptied after it. */
typedef bool (*transport_idle)(void *user, struct arena *arena);

/*
 * What a process tells another of the request that it has in hand, in memory that
 * both share.
 */
struct transport_watch {
	_Atomic int64_t since_ms;  /* of CLOCK_MONOTONIC, when it came; 0 between requests */
	_Atomic unsigned answered; /* requests that were finished */
	char request_id[64];       /* right while `since_ms` is not 0 */
};

#endif
