/* Coming in and going. */
#ifndef DESK_DESK_LOGIN_H
#define DESK_DESK_LOGIN_H

#include "desk/desk.h"

/* POST /login {"name", "password"}: opens a session. */
MUST_USE enum err desk_login_answer(struct ctx *cx, struct desk_call *call,
                                    struct response *response);

/* POST /logout: ends it. */
MUST_USE enum err desk_login_end(struct ctx *cx, struct desk_call *call, struct response *response);

/* GET /session: who one is, and what one may. */
MUST_USE enum err desk_login_session(struct ctx *cx, struct desk_call *call,
                                     struct response *response);

#endif
