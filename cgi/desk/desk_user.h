/* Accounts, for administrators. */
#ifndef DESK_DESK_USER_H
#define DESK_DESK_USER_H

#include "desk/desk.h"

/* GET /users, GET /users/{name}: those that one looks after. */
MUST_USE enum err desk_user_list(struct ctx *cx, struct desk_call *call, struct response *response);
MUST_USE enum err desk_user_find(struct ctx *cx, struct desk_call *call, struct response *response);

/*
 * POST /users {"name", "person", "department", "grants", "sign_on"}: a new account; the answer
 * has its first password, which it must change.
 */
MUST_USE enum err desk_user_add(struct ctx *cx, struct desk_call *call, struct response *response);

/* PATCH /users/{name} {"person", "department", "grants", "disabled", "sign_on"}: what is given. */
MUST_USE enum err desk_user_change(struct ctx *cx, struct desk_call *call,
                                   struct response *response);

/* POST /users/{name}/password: a new one, which the answer has. DELETE /users/{name}/totp: no codes. */
MUST_USE enum err desk_user_password(struct ctx *cx, struct desk_call *call,
                                     struct response *response);
MUST_USE enum err desk_user_code_end(struct ctx *cx, struct desk_call *call,
                                     struct response *response);

#endif
