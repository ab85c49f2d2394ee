/* What everybody does with the own account: password, one-time codes, tokens. */
#ifndef DESK_DESK_SELF_H
#define DESK_DESK_SELF_H

#include "desk/desk.h"

/* POST /password {"old", "new"}: change it; all other sessions end. */
MUST_USE enum err desk_self_password(struct ctx *cx, struct desk_call *call,
                                     struct response *response);

/*
 * POST /totp {} begins with one-time codes: answers their secret, its address and a QR code.
 * {"code"} then confirms it.
 */
MUST_USE enum err desk_self_code(struct ctx *cx, struct desk_call *call, struct response *response);

/* DELETE /totp {"password"}: no codes any more. */
MUST_USE enum err desk_self_code_end(struct ctx *cx, struct desk_call *call,
                                     struct response *response);

/* GET /tokens; POST /tokens {"label", "roles", "department", "days"}, which tells the secret once; DELETE /tokens/{number}. */
MUST_USE enum err desk_self_tokens(struct ctx *cx, struct desk_call *call,
                                   struct response *response);
MUST_USE enum err desk_self_token_add(struct ctx *cx, struct desk_call *call,
                                      struct response *response);
MUST_USE enum err desk_self_token_end(struct ctx *cx, struct desk_call *call,
                                      struct response *response);

#endif
