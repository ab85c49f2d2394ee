/* What a draft says otherwise than what was published, or a revision than another. */
#ifndef DESK_DESK_DIFFERENCE_H
#define DESK_DESK_DIFFERENCE_H

#include "desk/desk.h"

extern const struct param desk_difference_params[];

/* GET /drafts/{id}/diff */
MUST_USE enum err desk_difference(struct ctx *cx, struct desk_call *call, struct response *response);

#endif
