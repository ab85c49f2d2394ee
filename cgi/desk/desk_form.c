#include "desk/desk_form.h"

#include "html/html_form.h"

enum err
desk_form_type(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct text out;

	TRY(html_form(cx, call->desk->page.renderer, call->body, &out));
	desk_json(cx, 200, out.data, response);
	return ERR_OK;
}
