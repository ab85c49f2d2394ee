#include "page/health_page.h"

#include <string.h>

#include "base/log.h"
#include "db/ready.h"
#include "http/problem.h"

enum err
health_page_alive(struct ctx *cx, const struct page_call *call, struct response *response)
{
	static const char body[] = "{\"status\":\"ok\"}\n";

	(void)cx;
	(void)call;
	response_body(response, "application/json", body, strlen(body));
	response_header(response, "Cache-Control", "no-store");
	return ERR_OK;
}

/* What each part is worth, without names or reasons: anyone may read this. */
static const char *
checks(struct ctx *cx, bool database, size_t templates, size_t faces)
{
	return arena_printf(cx->arena,
	                    "\"checks\":{\"database\":{\"ok\":%s},"
	                    "\"templates\":{\"ok\":%s,\"count\":%zu},"
	                    "\"fonts\":{\"ok\":%s,\"count\":%zu}}",
	                    database ? "true" : "false", templates > 0 ? "true" : "false",
	                    templates, faces > 0 ? "true" : "false", faces);
}

enum err
health_page_ready(struct ctx *cx, const struct page_call *call, struct response *response)
{
	size_t templates = renderer_template_count(call->page->renderer);
	size_t faces = renderer_face_count(call->page->renderer);
	enum err status = ready_check(cx, call->page->db);
	const char *members = checks(cx, status == ERR_OK, templates, faces);
	const char *body;

	if (status == ERR_OK && templates > 0 && faces > 0) {
		body = arena_printf(cx->arena, "{\"status\":\"ready\",%s}\n", members);
		response_body(response, "application/json", body, strlen(body));
		response_header(response, "Cache-Control", "no-store");
		return ERR_OK;
	}
	log_event(LOG_WARNING, cx->request_id, "not ready: %s",
	          cx->reason != NULL ? cx->reason : "no templates or no fonts");
	problem_respond(cx, ERR_UNAVAILABLE, arena_printf(cx->arena, ",%s", members), response);
	response_header(response, "Retry-After",
	                arena_printf(cx->arena, "%d", call->page->retry_after_s));
	return ERR_OK;
}
