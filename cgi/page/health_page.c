#include "page/health_page.h"

#include <string.h>

#include "base/log.h"
#include "http/problem.h"
#include "page/coverage.h"

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

/* What was found out of the parts that an answer needs. */
struct health {
	bool database;
	size_t templates;
	size_t faces;
	const char *const *missing; /* published forms without a template */
	size_t missing_count;
};

static bool
is_well(const struct health *health)
{
	return health->database && health->templates > 0 && health->missing_count == 0 &&
	       health->faces > 0;
}

static const char *
missing_member(struct arena *arena, const struct health *health)
{
	struct text out = text_make(arena);

	for (size_t i = 0; i < health->missing_count; i++) {
		text_add_str(&out, i == 0 ? ",\"missing\":[" : ",");
		text_add_json(&out, health->missing[i]);
	}
	text_add_str(&out, health->missing_count > 0 ? "]" : "");
	return out.data;
}

/* What each part is worth, without names or reasons of the inside: anyone may read this. */
static const char *
checks(struct ctx *cx, const struct health *health)
{
	bool templates = health->templates > 0 && health->missing_count == 0;

	return arena_printf(cx->arena,
	                    "\"checks\":{\"database\":{\"ok\":%s},"
	                    "\"templates\":{\"ok\":%s,\"count\":%zu%s},"
	                    "\"fonts\":{\"ok\":%s,\"count\":%zu}}",
	                    health->database ? "true" : "false", templates ? "true" : "false",
	                    health->templates, missing_member(cx->arena, health),
	                    health->faces > 0 ? "true" : "false", health->faces);
}

static const char *
why_not(struct ctx *cx, const struct health *health)
{
	if (cx->reason != NULL)
		return cx->reason;
	if (health->missing_count > 0)
		return arena_printf(cx->arena,
		                    "no template for %zu published forms, the first is %s",
		                    health->missing_count, health->missing[0]);
	return "no templates or no fonts";
}

enum err
health_page_ready(struct ctx *cx, const struct page_call *call, struct response *response)
{
	const struct page *page = call->page;
	struct health health = { .templates = renderer_template_count(page->renderer),
		                 .faces = renderer_face_count(page->renderer) };
	const char *members;
	const char *body;

	health.database = coverage_find(cx, page->db, page->renderer, &health.missing,
	                                &health.missing_count) == ERR_OK;
	members = checks(cx, &health);
	if (is_well(&health)) {
		body = arena_printf(cx->arena, "{\"status\":\"ready\",%s}\n", members);
		response_body(response, "application/json", body, strlen(body));
		response_header(response, "Cache-Control", "no-store");
		return ERR_OK;
	}
	log_event(LOG_WARNING, cx->request_id, "not ready: %s", why_not(cx, &health));
	problem_respond(cx, ERR_UNAVAILABLE, arena_printf(cx->arena, ",%s", members), response);
	response_header(response, "Retry-After", arena_printf(cx->arena, "%d", page->retry_after_s));
	return ERR_OK;
}
