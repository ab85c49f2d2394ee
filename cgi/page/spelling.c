#include "page/spelling.h"

#include <string.h>

/* The Accept with which nothing need be chosen. */
static const char *
plain_accept(const struct page_call *call, const struct face *asked)
{
	return asked != NULL || face_is_json(call->face) ? "*/*" : call->face->type;
}

bool
spelling_redirect(struct ctx *cx, const struct page_call *call, const struct face *asked,
                  struct response *response)
{
	const struct request *request = call->request;
	const char *accept = plain_accept(call, asked);
	const char *address;

	if (!request->wants_spelling)
		return false;
	address = page_spelling(cx->arena, call, asked == NULL ? "" : asked->suffix);
	if (!request->is_dear && strcmp(address, request->target) == 0 && request->accept != NULL &&
	    strcmp(request->accept, accept) == 0)
		return false;
	/* The request is counted when it comes again. */
	response->route = 0;
	response_header(response, "X-Accel-Redirect",
	                arena_printf(cx->arena, "/chosen/%s%s", accept, address));
	return true;
}
