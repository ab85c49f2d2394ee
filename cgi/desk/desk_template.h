/* The forms that there are, and documents to begin with. */
#ifndef DESK_DESK_TEMPLATE_H
#define DESK_DESK_TEMPLATE_H

#include "desk/desk.h"

extern const struct param desk_template_params[];

/* GET /templates: {"items": [{"form", "name", "project", "digest"}]}; project: is there one for each? */
MUST_USE enum err desk_template_list(struct ctx *cx, struct desk_call *call,
                                     struct response *response);

/*
 * GET /templates/{form}/blank and …/workbook ?department&project&year: what a form begins
 * with, from the year before or from another's, as a document and as a workbook to fill in. Of a
 * department or a project that there is no draft of it has the code, and no name.
 */
MUST_USE enum err desk_template_blank(struct ctx *cx, struct desk_call *call,
                                      struct response *response);
MUST_USE enum err desk_template_workbook(struct ctx *cx, struct desk_call *call,
                                         struct response *response);

#endif
