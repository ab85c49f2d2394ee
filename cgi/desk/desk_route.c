/*
 * The way of a request through the desk: its route, who asks, whether that one may, the
 * handler, the trail, and the end of the transaction.
 */
#include "desk/desk.h"

#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "db/work.h"
#include "http/conditional.h"
#include "http/input.h"
#include "http/problem.h"
#include "page/health_page.h"
#include "page/path.h"

static bool
is_method(const struct desk_route *route, enum request_method method)
{
	return route->method == method || (method == REQUEST_HEAD && route->method == REQUEST_GET);
}

static bool
is_address(struct ctx *cx, struct desk_call *call, const struct desk_route *route, const char *path)
{
	const struct face *face = route->subject == FACE_ANSWER ? NULL : face_of_path(path);
	size_t suffix = face == NULL ? 0 : strlen(face->suffix);

	if (route->subject != FACE_ANSWER && (face == NULL || !face_shows(face, route->subject)))
		return false;
	call->page.face = face;
	call->page.address = arena_strndup(cx->arena, path, strlen(path) - suffix);
	return path_fits(cx->arena, route->pattern, call->page.address, call->names, DESK_NAMES_MAX);
}

/* The methods of an address, for Allow; NULL where there is no such address. */
static const char *
allowed(struct ctx *cx, struct desk_call *call, const char *path)
{
	struct text out = text_make(cx->arena);

	for (const struct desk_route *route = desk_route_list; route->pattern != NULL; route++)
		if (is_address(cx, call, route, path))
			text_add_fmt(&out, "%s%s%s", out.length == 0 ? "OPTIONS" : "",
			             route->method == REQUEST_GET ? ", GET, HEAD" : ", ",
			             route->method == REQUEST_GET
			                     ? ""
			                     : request_method_name(route->method));
	return out.length == 0 ? NULL : out.data;
}

static const struct desk_route *
route_of(struct ctx *cx, struct desk_call *call, const char *path)
{
	for (const struct desk_route *route = desk_route_list; route->pattern != NULL; route++)
		if (is_method(route, call->request->method) && is_address(cx, call, route, path))
			return route;
	return NULL;
}

/* Find the route. `*allow` is set when there is the address, but not with this method. */
static enum err
find(struct ctx *cx, struct desk_call *call, const char **allow)
{
	const char *path = call->request->path;

	*allow = NULL;
	if (!text_starts_with(path, DESK_API "/"))
		return err_set(cx, ERR_NOT_FOUND, "no route");
	path += strlen(DESK_API);
	call->route = route_of(cx, call, path);
	if (call->route != NULL)
		return ERR_OK;
	*allow = allowed(cx, call, path);
	if (*allow == NULL)
		return err_set(cx, ERR_NOT_FOUND, "no route");
	return err_set(cx, ERR_METHOD,
	               ctx_say(cx, "这个地址只支持 %s", "this address answers only %s"), *allow);
}

enum err
desk_grants(struct ctx *cx, struct desk_call *call)
{
	const struct json *list;
	struct desk_grant *grants;
	size_t count = 0;

	TRY(json_parse(cx, "grants", call->acting.grants, strlen(call->acting.grants), &list));
	grants = arena_array(cx->arena, json_count(list) + 1, sizeof *grants);
	json_each(item, list)
	{
		grants[count].role = desk_role_find(json_string(json_member(item, "role")));
		grants[count++].department = json_string(json_member(item, "department"));
	}
	call->grants = grants;
	call->grant_count = count;
	return ERR_OK;
}

/* Who asks. */
static enum err
identify(struct ctx *cx, struct desk_call *call, bool *is_bearer)
{
	call->secret = desk_secret(cx->arena, call->request, is_bearer);
	if (call->secret == NULL)
		return ERR_OK;
	TRY(acting_use(cx, call->db, call->secret, &call->acting));
	if (call->acting.account == NULL)
		return ERR_OK;
	if (strcmp(call->acting.means, *is_bearer ? "token" : "session") != 0) {
		/* What belongs into a cookie is no token, nor the other way round; and a job asks nothing. */
		call->acting = (struct acting){ 0 };
		return ERR_OK;
	}
	return desk_grants(cx, call);
}

static enum err
admit_state(struct ctx *cx, const struct desk_call *call)
{
	const struct acting *acting = &call->acting;

	if (acting->account == NULL)
		return err_set(cx, ERR_LOGIN,
		               ctx_say(cx, "没有登录，或者登录已经过期",
		                       "nobody has logged in, or the session is over"));
	if (call->route->role == DESK_ANYBODY || strcmp(acting->state, "open") == 0)
		return ERR_OK;
	if (strcmp(acting->state, "code") == 0)
		return err_set(cx, ERR_LOGIN,
		               ctx_say(cx, "还要输入一次性密码", "the one-time code is still due"));
	return err_set(cx, ERR_RIGHT,
	               ctx_say(cx, "请先更换密码", "the password must be changed first"));
}

/* May who asks call this route at all? */
static enum err
admit(struct ctx *cx, struct desk_call *call)
{
	const struct desk_route *route = call->route;
	bool is_bearer;

	TRY(identify(cx, call, &is_bearer));
	if (route->role != DESK_NOBODY)
		TRY(admit_state(cx, call));
	if (route->method >= REQUEST_POST && !is_bearer)
		TRY(desk_same_site(cx, call->request,
		                   route->role == DESK_NOBODY ? NULL : call->secret));
	if (route->role < DESK_LOGGED_IN)
		TRY(desk_must(cx, call, route->role, NULL));
	return ERR_OK;
}

static bool
is_json(const char *type)
{
	size_t length = type == NULL ? 0 : strcspn(type, "; ");

	return length >= 4 && strncasecmp(type, "application/", 12) == 0 &&
	       strncasecmp(type + length - 4, "json", 4) == 0;
}

static bool
has_body(const struct ctx *cx)
{
	const char *length = cx->input == NULL ? NULL : cx->input->length;

	return length != NULL && *length != '\0' && strcmp(length, "0") != 0;
}

static enum err
read_body(struct ctx *cx, struct desk_call *call)
{
	struct text bytes;

	if (call->route->body == DESK_NONE && has_body(cx))
		return err_set_field(cx, ERR_INPUT, "",
		                     ctx_say(cx, "这里的请求不带正文", "no body is taken here"));
	if (call->route->body != DESK_JSON)
		return ERR_OK;
	if (!is_json(call->request->content_type))
		return err_set(cx, ERR_MEDIA,
		               ctx_say(cx, "请求的正文应为 application/json",
		                       "the body should be application/json"));
	TRY(input_read(cx, JSON_LENGTH_MAX, &bytes));
	return json_parse(cx, cx->english ? "body" : "正文", bytes.data, bytes.length, &call->body);
}

static bool
is_of_draft(const struct desk_call *call)
{
	return text_starts_with(call->route->pattern, "/drafts/{id}");
}

/* Of a draft nothing is told or changed but to who may read it, whatever the handler asks. */
static enum err
check_draft(struct ctx *cx, struct desk_call *call)
{
	if (!is_of_draft(call))
		return ERR_OK;
	TRY(work_department(cx, call->db, call->names[0], &call->department));
	return desk_must(cx, call, DESK_READER, call->department);
}

static enum err
handle(struct ctx *cx, struct desk_call *call, struct response *response)
{
	TRY(admit(cx, call));
	TRY(param_parse(cx, call->route->params, call->request->query, &call->page.params));
	TRY(read_body(cx, call));
	TRY(check_draft(cx, call));
	TRY(call->route->handler(cx, call, response));
	if (call->route->method == REQUEST_GET) {
		TRY(conditional_check(cx, call->request, response));
		conditional_answer(call->request, response);
	}
	return ERR_OK;
}

/* Is it to be noted? Each change is, each reading of what is not quiet, each refusal. */
static bool
is_noted(const struct desk_call *call, enum err status)
{
	const struct desk_route *route = call->route;

	switch (status) {
	case ERR_OK: return route->noting != DESK_QUIET;
	case ERR_RIGHT: return true;
	/* The database has noted a login; and who brings nothing is refused nothing. */
	case ERR_LOGIN: return !route->settles && call->secret != NULL;
	/* Others' drafts are answered as if there were none. */
	case ERR_NOT_FOUND: return route->noting != DESK_QUIET || is_of_draft(call);
	case ERR_UNAVAILABLE:
	case ERR_INTERNAL: return false;
	default: return route->method >= REQUEST_POST;
	}
}

static enum err
note(struct ctx *cx, struct desk_call *call, enum err status, const char *reason, int answered)
{
	const char *result = status == ERR_OK ? arena_printf(cx->arena, "%d", answered)
	                                      : err_name(status);
	const char *action = arena_printf(cx->arena, "%s %s",
	                                  request_method_name(call->route->method),
	                                  call->route->pattern);
	struct acting_entry entry = { .address = call->request->address,
		                      .action = action,
		                      .target = call->target != NULL ? call->target : call->names[0],
		                      .targets = call->targets,
		                      .target_count = status == ERR_OK ? call->target_count : 0,
		                      .result = result,
		                      .detail = status == ERR_OK ? call->detail : reason,
		                      .is_glance = status == ERR_OK &&
		                                   call->route->noting == DESK_GLANCE };

	return is_noted(call, status) ? acting_trail(cx, call->db, &entry) : ERR_OK;
}

/* What was refused is noted in a transaction of its own: that of the request is taken back. */
static enum err
note_refusal(struct desk_call *call, enum err status, const char *reason, struct ctx *cx)
{
	struct acting again;

	if (!is_noted(call, status))
		return ERR_OK;
	TRY(acting_begin(cx, call->db));
	if (call->secret != NULL)
		TRY(acting_use(cx, call->db, call->secret, &again));
	TRY(note(cx, call, status, reason, 0));
	return acting_commit(cx, call->db);
}

static enum err
settle_refusal(struct ctx *cx, struct desk_call *call, enum err status)
{
	struct ctx inner = ctx_make(cx->arena);
	bool stays = call->route->settles && status != ERR_UNAVAILABLE && status != ERR_INTERNAL;

	if (stays && note(&inner, call, status, cx->reason, 0) == ERR_OK &&
	    acting_commit(&inner, call->db) == ERR_OK)
		return status;
	acting_rollback(call->db);
	if (stays || note_refusal(call, status, cx->reason, &inner) != ERR_OK) {
		acting_rollback(call->db);
		log_event(LOG_ERROR, cx->request_id, "the trail has no entry of a refusal: %s",
		          inner.reason == NULL ? "" : inner.reason);
	}
	return status;
}

static enum err
transact(struct ctx *cx, struct desk_call *call, struct response *response)
{
	enum err status;

	TRY(acting_begin(cx, call->db));
	status = handle(cx, call, response);
	if (status == ERR_OK)
		status = note(cx, call, status, NULL, response->status);
	if (status != ERR_OK)
		return settle_refusal(cx, call, status);
	status = acting_commit(cx, call->db);
	if (status != ERR_OK)
		acting_rollback(call->db);
	return status;
}

/* What is asked without an account, numbered behind the routes. */
static const char *const health_paths[] = { "/healthz", "/readyz" };

static unsigned
route_count(void)
{
	unsigned count = 0;

	while (desk_route_list[count].pattern != NULL)
		count++;
	return count;
}

const char *
desk_route_name(struct arena *arena, unsigned number)
{
	unsigned count = route_count();
	const struct desk_route *route;

	if (number == 0 || number > count + 2)
		return NULL;
	if (number > count)
		return health_paths[number - count - 1];
	route = &desk_route_list[number - 1];
	return arena_printf(arena, "%s " DESK_API "%s", request_method_name(route->method),
	                    route->pattern);
}

static enum err
look_at_health(struct ctx *cx, const struct desk_call *call, struct response *response)
{
	bool is_alive = strcmp(call->request->path, health_paths[0]) == 0;

	response->route = route_count() + (is_alive ? 1 : 2);
	return is_alive ? health_page_alive(cx, &call->page, response)
	                : health_page_ready(cx, &call->page, response);
}

static enum err
dispatch(struct ctx *cx, struct desk_call *call, const char **allow, struct response *response)
{
	const char *path = call->request->path;
	enum err status;

	if (cx->refusal != ERR_OK)
		return err_set(cx, cx->refusal, "no place for a dear request");
	if (strcmp(path, health_paths[0]) == 0 || strcmp(path, health_paths[1]) == 0)
		return look_at_health(cx, call, response);
	status = find(cx, call, allow);
	if (call->route != NULL)
		response->route = 1 + (unsigned)(call->route - desk_route_list);
	if (status == ERR_METHOD && call->request->method == REQUEST_OPTIONS) {
		response->status = 204;
		response_header(response, "Allow", *allow);
		ctx_clear(cx);
		return ERR_OK;
	}
	return call->route != NULL ? transact(cx, call, response) : status;
}

static void
add_error(struct ctx *cx, struct text *out, const char *pointer, const char *message)
{
	(void)cx;
	text_add_str(out, out->length == 0 ? ",\"errors\":[" : ",");
	text_add_str(out, "{\"pointer\":");
	text_add_json(out, pointer);
	text_add_str(out, ",\"message\":");
	text_add_json(out, message);
	text_add_str(out, "}");
}

/* Every fault of the body with its place. */
static const char *
errors(struct ctx *cx)
{
	struct text out = text_make(cx->arena);

	for (const struct fault *fault = cx->faults; fault != NULL; fault = fault->next)
		add_error(cx, &out, fault->place, fault->what);
	if (out.length == 0 && cx->field != NULL && (cx->field[0] == '/' || cx->field[0] == '\0'))
		add_error(cx, &out, cx->field, cx->reason);
	text_add_str(&out, out.length == 0 ? "" : "]");
	return out.data;
}

static void
fail(struct ctx *cx, const struct desk_call *call, enum err status, const char *allow,
     struct response *response)
{
	const struct page *page = &call->desk->page;
	const char *reason = cx->reason == NULL ? err_name(status) : cx->reason;
	int wait_s = call->retry_after_s > 0 ? call->retry_after_s : page->retry_after_s;

	/* What there is not and what is others' sound the same. */
	if (status == ERR_NOT_FOUND)
		cx->field = REQUEST_FIELD_DESK;
	problem_respond(cx, status, errors(cx), response);
	if (allow != NULL)
		response_header(response, "Allow", allow);
	if (status == ERR_LOGIN)
		response_header(response, "WWW-Authenticate", "Bearer");
	if (status == ERR_UNAVAILABLE || status == ERR_CROWDED)
		response_header(response, "Retry-After", arena_printf(cx->arena, "%d", wait_s));
	log_event(response->status >= 500 && cx->refusal == ERR_OK ? LOG_ERROR : LOG_DEBUG,
	          cx->request_id, "%d %s: %s", response->status, call->request->path, reason);
}

void
desk_answer(void *user, struct ctx *cx, char *const *environment, struct response *response)
{
	const struct desk *desk = user;
	struct request request;
	struct desk_call call = { .desk = desk,
		                  .db = desk->page.db,
		                  .request = &request,
		                  .page = { .page = &desk->page, .request = &request } };
	const char *allow = NULL;
	enum err status;

	cx->request_id = request_id(cx->arena, environment);
	status = request_read(cx, environment, &request);
	if (status == ERR_OK)
		status = dispatch(cx, &call, &allow, response);
	if (status != ERR_OK)
		fail(cx, &call, status, allow, response);
	if (response_find(response, "Cache-Control") == NULL)
		response_header(response, "Cache-Control", "no-store");
}
