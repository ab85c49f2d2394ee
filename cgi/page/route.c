#include "page/route.h"

#include <string.h>

#include "base/log.h"
#include "http/conditional.h"
#include "http/problem.h"
#include "page/health_page.h"
#include "page/project_page.h"
#include "page/report_page.h"

#define ALLOWED_METHODS "GET, HEAD, OPTIONS"

/*
 * Where a pattern has `{name}`, the path has one or more characters but no
 * slash. The first pattern that fits wins, so that `{id}.pdf` is before `{id}`.
 */
struct route {
	const char *pattern;
	page_handler handler;
	const struct param *params;
};

static const struct route routes[] = {
	{ "/api/v1/reports", report_page_list, report_page_list_params },
	{ "/api/v1/reports/{id}.pdf", report_page_pdf, NULL },
	{ "/api/v1/reports/{id}", report_page_json, NULL },
	{ "/api/v1/projects", project_page_list, project_page_list_params },
	{ "/api/v1/projects/{code}", project_page_find, NULL },
	{ "/healthz", health_page_alive, NULL },
	{ "/readyz", health_page_ready, NULL },
};

/* Does the path fit? `*name` is what stands for the braces, or NULL. */
static bool
fits(struct arena *arena, const char *pattern, const char *path, const char **name)
{
	size_t prefix = strcspn(pattern, "{");
	const char *suffix = strchr(pattern, '}');
	size_t length;

	*name = NULL;
	if (suffix == NULL)
		return strcmp(pattern, path) == 0;
	suffix++;
	if (strncmp(pattern, path, prefix) != 0 || !text_ends_with(path + prefix, suffix))
		return false;
	length = strlen(path + prefix) - strlen(suffix);
	if (length == 0 || memchr(path + prefix, '/', length) != NULL)
		return false;
	*name = arena_strndup(arena, path + prefix, length);
	return true;
}

static const struct route *
find(struct arena *arena, const char *path, const char **name)
{
	for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++)
		if (fits(arena, routes[i].pattern, path, name))
			return &routes[i];
	return NULL;
}

static enum err
dispatch(struct ctx *cx, const struct page *page, const struct request *request,
         struct response *response)
{
	struct page_call call = { .page = page, .request = request };
	const struct route *route = find(cx->arena, request->path, &call.name);

	if (route == NULL)
		return err_set(cx, ERR_NOT_FOUND, "no route");
	if (request->method == REQUEST_OTHER)
		return err_set(cx, ERR_METHOD, "这个地址只支持 %s", ALLOWED_METHODS);
	if (request->method == REQUEST_OPTIONS) {
		response->status = 204;
		response_header(response, "Allow", ALLOWED_METHODS);
		return ERR_OK;
	}
	TRY(param_parse(cx, route->params, request->query, &call.params));
	TRY(route->handler(cx, &call, response));
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
	if (status == ERR_METHOD)
		response_header(response, "Allow", ALLOWED_METHODS);
	if (status == ERR_UNAVAILABLE)
		response_header(response, "Retry-After",
		                arena_printf(cx->arena, "%d", page->retry_after_s));
	log_event(response->status >= 500 ? LOG_ERROR : LOG_DEBUG, cx->request_id, "%d %s: %s",
	          response->status, request->path, reason);
}

void
route_answer(void *user, struct ctx *cx, char *const *environment, struct response *response)
{
	const struct page *page = user;
	struct request request;
	enum err status;

	cx->request_id = request_id(cx->arena, environment);
	response_header(response, "X-Request-Id", cx->request_id);
	status = request_read(cx, environment, &request);
	if (status == ERR_OK)
		status = dispatch(cx, page, &request, response);
	if (status != ERR_OK)
		fail(page, cx, &request, status, response);
}
