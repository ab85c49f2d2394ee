/* Requests that create something, and may come twice. */
#ifndef DESK_DESK_ONCE_H
#define DESK_DESK_ONCE_H

#include "base/text.h"
#include "desk/desk.h"

typedef enum err (*desk_once_step)(struct ctx *cx, struct desk_call *call, struct text *bytes,
                                   struct response *response);

/*
 * Take the step on bytes, or on the parsed body of the call where they are NULL; with an
 * Idempotency-Key only the first time within a day: whoever sends the same request again
 * gets the answer that the first one got, less the secret that it may have had (`kept` of
 * the call). ERR_INPUT when the key was that of another request. What fails is not kept,
 * and may be tried again.
 */
MUST_USE enum err desk_once(struct ctx *cx, struct desk_call *call, struct text *bytes,
                            desk_once_step step, struct response *response);

#endif
