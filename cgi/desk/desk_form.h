/* The form while somebody fills it in. */
#ifndef DESK_DESK_FORM_H
#define DESK_DESK_FORM_H

#include "desk/desk.h"

/* POST /form: what html/html_form.h takes and gives. Nothing is stored or read. */
MUST_USE enum err desk_form_type(struct ctx *cx, struct desk_call *call, struct response *response);

#endif
