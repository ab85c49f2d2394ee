/* Drafts: lists, reading, writing, and their faces. */
#ifndef DESK_DESK_DRAFT_H
#define DESK_DESK_DRAFT_H

#include "desk/desk.h"

extern const struct param desk_draft_params[];
extern const struct param desk_draft_overview_params[];
extern const struct param desk_draft_face_params[];

/* GET /drafts: those that one may read, by id. */
MUST_USE enum err desk_draft_list(struct ctx *cx, struct desk_call *call, struct response *response);

/* GET /overview: by department and form of a year, how far all is. */
MUST_USE enum err desk_draft_overview(struct ctx *cx, struct desk_call *call,
                                      struct response *response);

/* POST /drafts: a new one, as JSON or as a workbook that was filled in. */
MUST_USE enum err desk_draft_create(struct ctx *cx, struct desk_call *call,
                                    struct response *response);

/* GET /drafts/{id}: the document, exactly as PUT and PATCH take it. */
MUST_USE enum err desk_draft_read(struct ctx *cx, struct desk_call *call, struct response *response);

/* PUT /drafts/{id}: the whole document. */
MUST_USE enum err desk_draft_put(struct ctx *cx, struct desk_call *call, struct response *response);

/* PATCH /drafts/{id}: a JSON Patch or a JSON Merge Patch, by Content-Type. */
MUST_USE enum err desk_draft_patch(struct ctx *cx, struct desk_call *call,
                                   struct response *response);

/* DELETE /drafts/{id}: the draft, never what is published of it. */
MUST_USE enum err desk_draft_delete(struct ctx *cx, struct desk_call *call,
                                    struct response *response);

/* GET /drafts/{id}.pdf, .html, …?edition=internal|public, with a watermark; public: as it would be published. */
MUST_USE enum err desk_draft_face(struct ctx *cx, struct desk_call *call, struct response *response);

/* GET /drafts/{id}/workbook: to fill in; POST: filled in. */
MUST_USE enum err desk_draft_workbook(struct ctx *cx, struct desk_call *call,
                                      struct response *response);
MUST_USE enum err desk_draft_upload(struct ctx *cx, struct desk_call *call,
                                    struct response *response);

/* POST /drafts/{id}/workbook/read: the same, for who brings it together with the draft of now. */
MUST_USE enum err desk_draft_read_workbook(struct ctx *cx, struct desk_call *call,
                                           struct response *response);

/* Who gets a copy of a draft, and when, for its watermark. */
const char *desk_draft_holder(struct ctx *cx, const struct desk_call *call);

#endif
