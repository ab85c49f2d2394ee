#include "page/route.h"

#include <string.h>

#include "base/log.h"
#include "http/accept.h"
#include "http/conditional.h"
#include "http/problem.h"
#include "page/path.h"
#include "page/route_name.h"
#include "page/site_page.h"
#include "page/spelling.h"

#define ALLOWED_METHODS "GET, HEAD, OPTIONS"
#define PREFLIGHT_HEADERS                                                                          \
	"Accept, Accept-Language, If-Match, If-Modified-Since, If-None-Match, If-Range, "          \
	"If-Unmodified-Since, Range"
#define PREFLIGHT_KEEP_S "86400"

/* The route that fits the path without its suffix and that the face shows, or NULL. */
static const struct route *
match(struct ctx *cx, struct page_call *call, const struct face *face, const char *suffix)
{
	const char *path = call->request->path;

	call->address = arena_strndup(cx->arena, path, strlen(path) - strlen(suffix));
	for (const struct route *route = route_list; route->pattern != NULL; route++)
		if (face_shows(face, route->subject) &&
		    path_fits(cx->arena, route->pattern, call->address, call->names, PAGE_NAMES_MAX))
			return route;
	return NULL;
}

/* Find the route, or NULL. `*asked` is the face that the address asks for; a bare one asks for none. */
static const struct route *
find(struct ctx *cx, struct page_call *call, const struct face **asked)
{
	const char *fixed = face_list->fixed;
	const struct route *route;

	*asked = face_of_path(call->request->path);
	if (*asked != NULL)
		return match(cx, call, *asked, (*asked)->suffix);
	if (text_ends_with(call->request->path, fixed)) {
		route = match(cx, call, face_list, fixed);
		if (route != NULL && route->subject == FACE_DOCUMENT) {
			*asked = face_list;
			return route;
		}
	}
	return match(cx, call, face_list, "");
}

/* May the address be answered with the face? */
static bool
has_face(const struct page_call *call, const struct face *asked, const struct face *face)
{
	return asked == NULL ? face_shows(face, call->route->subject) : face == asked;
}

static enum err
refuse_faces(struct ctx *cx, const struct page_call *call, const struct face *asked)
{
	struct text types = text_make(cx->arena);

	for (const struct face *face = face_list; face->name != NULL; face++)
		if (has_face(call, asked, face))
			text_add_fmt(&types, "%s%s", types.length == 0 ? "" : ", ", face->type);
	return err_set(cx, ERR_ACCEPT, ctx_say(cx, "这个地址只有：%s", "this address has only: %s"),
	               types.data);
}

/* Of the faces that the address has, take the one that the client likes best. */
static enum err
negotiate(struct ctx *cx, struct page_call *call, const struct face *asked)
{
	int best = 0;

	for (const struct face *face = face_list; face->name != NULL; face++) {
		int quality = !has_face(call, asked, face)
		                      ? 0
		                      : accept_quality(call->request->accept, face->type);

		if (quality > best) {
			best = quality;
			call->face = face;
		}
	}
	return best > 0 ? ERR_OK : refuse_faces(cx, call, asked);
}

static enum err
answer_options(struct response *response)
{
	response->status = 204;
	response_header(response, "Allow", ALLOWED_METHODS);
	response_header(response, "Access-Control-Allow-Methods", ALLOWED_METHODS);
	response_header(response, "Access-Control-Allow-Headers", PREFLIGHT_HEADERS);
	response_header(response, "Access-Control-Max-Age", PREFLIGHT_KEEP_S);
	return ERR_OK;
}

/* What the bare address answered depends on Accept, where there is a choice. */
static void
tell_choice(struct ctx *cx, const struct page_call *call, struct response *response)
{
	if (call->route->subject == FACE_ANSWER || call->route->subject == FACE_PAGE ||
	    response->status >= 400)
		return;
	response_header(response, "Vary", "Accept");
	if (!face_is_json(call->face))
		response_header(response, "Content-Location",
		                page_address(cx->arena, call, call->face, NULL, NULL));
}

static enum err
dispatch(struct ctx *cx, const struct page *page, const struct request *request,
         struct response *response)
{
	struct page_call call = { .page = page, .request = request };
	const struct face *asked;

	call.route = find(cx, &call, &asked);
	if (call.route == NULL)
		return err_set(cx, ERR_NOT_FOUND, "no route");
	response->route = route_name_number(call.route, asked == NULL ? face_list : asked);
	if (request->method > REQUEST_OPTIONS)
		return err_set(cx, ERR_METHOD,
		               ctx_say(cx, "这个地址只支持 %s", "this address answers only %s"),
		               ALLOWED_METHODS);
	if (request->method == REQUEST_OPTIONS)
		return answer_options(response);
	TRY(negotiate(cx, &call, asked));
	response->route = route_name_number(call.route, call.face);
	TRY(param_parse(cx, call.route->params,
	                call.route->subject == FACE_PAGE ? param_filled(cx->arena, request->query)
	                                                 : request->query,
	                &call.params));
	if (spelling_redirect(cx, &call, asked, response))
		return ERR_OK;
	TRY(call.route->handler(cx, &call, response));
	if (asked == NULL)
		tell_choice(cx, &call, response);
	TRY(conditional_check(cx, request, response));
	/* A handler that asked before it worked has answered already; this is then a no-op. */
	conditional_answer(request, response);
	return ERR_OK;
}

static void
fail(const struct page *page, struct ctx *cx, const struct request *request, enum err status,
     struct response *response)
{
	const char *reason = cx->reason == NULL ? err_name(status) : cx->reason;

	problem_respond(cx, status, "", response);
	if (request->wants_page)
		site_page_problem(cx, page, status, response);
	if (status == ERR_METHOD)
		response_header(response, "Allow", ALLOWED_METHODS);
	if (status == ERR_UNAVAILABLE || status == ERR_CROWDED)
		response_header(response, "Retry-After",
		                arena_printf(cx->arena, "%d", page->retry_after_s));
	/* What is refused for want of a place is no fault, and there may be much of it. */
	log_event(response->status >= 500 && cx->refusal == ERR_OK ? LOG_ERROR : LOG_DEBUG,
	          cx->request_id, "%d %s: %s", response->status, request->path, reason);
}

void
route_answer(void *user, struct ctx *cx, char *const *environment, struct response *response)
{
	const struct page *page = user;
	struct request request;
	enum err status;

	cx->request_id = request_id(cx->arena, environment);
	status = request_read(cx, environment, &request);
	if (status == ERR_OK && cx->refusal != ERR_OK)
		status = err_set(cx, cx->refusal, "no place for a dear request");
	if (status == ERR_OK)
		status = dispatch(cx, page, &request, response);
	if (status != ERR_OK)
		fail(page, cx, &request, status, response);
}
