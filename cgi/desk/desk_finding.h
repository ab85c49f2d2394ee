/* What the rules of 勾稽 found in a draft, and what is answered to it. */
#ifndef DESK_DESK_FINDING_H
#define DESK_DESK_FINDING_H

#include "desk/desk.h"

/* GET /drafts/{id}/findings: {"id", "etag", "findings"}. */
MUST_USE enum err desk_finding_list(struct ctx *cx, struct desk_call *call,
                                    struct response *response);

/* POST /drafts/{id}/explanations {"finding", "reason", "public"}: why it may stand, for the public, too, if that is true. */
MUST_USE enum err desk_finding_explain(struct ctx *cx, struct desk_call *call,
                                       struct response *response);

/* DELETE /drafts/{id}/explanations {"finding"}: it stands as if nobody had said why. */
MUST_USE enum err desk_finding_unexplain(struct ctx *cx, struct desk_call *call,
                                         struct response *response);

/* POST /drafts/{id}/masks {"finding", "reason"}: hide what it found in the public edition. */
MUST_USE enum err desk_finding_mask(struct ctx *cx, struct desk_call *call,
                                    struct response *response);

/* GET /drafts/{id}/masks: {"items": [{"words", "pointer", "reason", "by", "at"}]}, what is hidden. */
MUST_USE enum err desk_finding_masks(struct ctx *cx, struct desk_call *call,
                                     struct response *response);

/* DELETE /drafts/{id}/masks {"words", "reason"}: show it again from the next revision on. */
MUST_USE enum err desk_finding_unmask(struct ctx *cx, struct desk_call *call,
                                      struct response *response);

#endif
