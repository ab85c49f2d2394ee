/* Coming in and going. */
#ifndef DESK_DESK_LOGIN_H
#define DESK_DESK_LOGIN_H

#include "desk/desk.h"

/* POST /login {"name", "password"}: opens a session. */
MUST_USE enum err desk_login_answer(struct ctx *cx, struct desk_call *call,
                                    struct response *response);

/* POST /login/totp {"code"}: the second step. */
MUST_USE enum err desk_login_code(struct ctx *cx, struct desk_call *call, struct response *response);

/* POST /login/sign-on: opens a session for whom the web server names. */
MUST_USE enum err desk_login_sign_on(struct ctx *cx, struct desk_call *call,
                                     struct response *response);

/*
 * From where a request comes in: the address, and the browser's own secret. One that has none gets
 * a new one, which counts, and is worth keeping, when somebody has come in with it.
 */
struct acting_place desk_login_place(struct ctx *cx, struct desk_call *call);

/*
 * The key of a password that is given for a name. ERR_CROWDED when it is too early to try.
 */
MUST_USE enum err desk_login_key(struct ctx *cx, struct desk_call *call, const char *name,
                                 const char *password, const char **key);

/* The refusal of an outcome that opens nothing; ERR_OK of any other. */
MUST_USE enum err desk_login_refusal(struct ctx *cx, struct desk_call *call, const char *outcome,
                                     const char *refusal);

/* Go on with a new secret, which has just been given to the session, and tell who that is. */
MUST_USE enum err desk_login_go_on(struct ctx *cx, struct desk_call *call, const char *secret,
                                   struct response *response);

/* POST /logout: ends it. */
MUST_USE enum err desk_login_end(struct ctx *cx, struct desk_call *call, struct response *response);

/* GET /login: what else than a password lets in. */
MUST_USE enum err desk_login_ways(struct ctx *cx, struct desk_call *call, struct response *response);

/* GET /session: who one is, and what one may. */
MUST_USE enum err desk_login_session(struct ctx *cx, struct desk_call *call,
                                     struct response *response);

#endif
