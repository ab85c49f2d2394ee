/* What people say of the cells of a draft, and who looks at it just now. */
#ifndef DESK_DESK_COMMENT_H
#define DESK_DESK_COMMENT_H

#include "desk/desk.h"

/* GET /drafts/{id}/comments. */
MUST_USE enum err desk_comment_list(struct ctx *cx, struct desk_call *call,
                                    struct response *response);

/* POST /drafts/{id}/comments {"pointer", "text"}. */
MUST_USE enum err desk_comment_add(struct ctx *cx, struct desk_call *call,
                                   struct response *response);

/* DELETE /drafts/{id}/comments/{number}: it is settled, and stays in the list as such. */
MUST_USE enum err desk_comment_settle(struct ctx *cx, struct desk_call *call,
                                      struct response *response);

/* Add those of a member "comments": [{"pointer", "text"}], where there is one. */
MUST_USE enum err desk_comment_take(struct ctx *cx, struct desk_call *call);

/* POST /drafts/{id}/presence {"pointer"}, null when one goes: who else is there. */
MUST_USE enum err desk_comment_presence(struct ctx *cx, struct desk_call *call,
                                        struct response *response);

#endif
