/* When budgets and final accounts were approved: from then on departments must publish soon. */
#ifndef DESK_DESK_APPROVAL_H
#define DESK_DESK_APPROVAL_H

#include "desk/desk.h"

extern const struct param desk_approval_params[];

/* Those of a year, or all. */
MUST_USE enum err desk_approval_list(struct ctx *cx, struct desk_call *call,
                                     struct response *response);

/* Enter some, or take some away; the answer is all. */
MUST_USE enum err desk_approval_set(struct ctx *cx, struct desk_call *call,
                                    struct response *response);

#endif
