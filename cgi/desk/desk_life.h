/* The steps of a draft's life, from submitting to withdrawing, and what they have been. */
#ifndef DESK_DESK_LIFE_H
#define DESK_DESK_LIFE_H

#include "desk/desk.h"

/* GET /drafts/{id}/history: its steps and its revisions. */
MUST_USE enum err desk_life_history(struct ctx *cx, struct desk_call *call,
                                    struct response *response);

/* GET /drafts/{id}/revisions/{number}: what was frozen then, to compare. */
MUST_USE enum err desk_life_revision(struct ctx *cx, struct desk_call *call,
                                     struct response *response);

/*
 * POST /drafts/{id}/submit {"note", "correction_reason"}, …/approve {"note"},
 * …/return {"reason"} and …/publish {}: with If-Match, so that a step is taken with what
 * was looked at; all but the last may bring "comments". The answer is {"id", "etag",
 * "state"}, of publish also "revision", "outcome", "site" and "code" (null without).
 */
MUST_USE enum err desk_life_submit(struct ctx *cx, struct desk_call *call,
                                   struct response *response);
MUST_USE enum err desk_life_approve(struct ctx *cx, struct desk_call *call,
                                    struct response *response);
MUST_USE enum err desk_life_return(struct ctx *cx, struct desk_call *call,
                                   struct response *response);
MUST_USE enum err desk_life_publish(struct ctx *cx, struct desk_call *call,
                                    struct response *response);

/* POST /drafts/{id}/withdraw {"reason"}: the reason is public. */
MUST_USE enum err desk_life_withdraw(struct ctx *cx, struct desk_call *call,
                                     struct response *response);

#endif
