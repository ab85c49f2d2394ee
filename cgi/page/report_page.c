#include "page/report_page.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/report.h"
#include "http/conditional.h"
#include "http/problem.h"
#include "page/route.h"
#include "page/site_page.h"

enum err
report_page_withdrawn(struct ctx *cx, const struct page_call *call, const struct report *report,
                      struct response *response)
{
	struct text members = text_make(cx->arena);
	enum err status = err_set(cx, ERR_GONE,
	                          ctx_say(cx, "这份内容已于 %s 撤回：%s",
	                                  "this was withdrawn at %s: %s"),
	                          report->withdrawn_at, report->reason);

	text_add_str(&members, ",\"withdrawn_at\":");
	text_add_json(&members, report->withdrawn_at);
	text_add_str(&members, ",\"reason\":");
	text_add_json(&members, report->reason);
	problem_respond(cx, status, members.data, response);
	if (call->request->wants_page)
		site_page_withdrawn(cx, call->page, call->names[0], report->withdrawn_at,
		                    report->reason, response);
	return ERR_OK;
}

/*
 * A published document that does not fit its template is our fault, not the
 * reader's; one that was not ready in time may be the next time.
 */
static enum err
make(struct ctx *cx, const struct page_call *call, const struct renderer *renderer,
     const struct report *report, const char *name, struct response *response)
{
	const struct order order = { .document = report->document,
		                     .length = report->document_length,
		                     .code = report->code,
		                     .site = report->site,
		                     .place = { call->address,
		                                face_links(cx->arena, call->route->subject) } };
	struct text made;
	int64_t begun_us = clock_now_us();
	enum err status = call->face->document(cx, renderer, &order, &made);

	page_count_made(begun_us, status);
	if (status != ERR_OK)
		return status == ERR_UNAVAILABLE ? status : ERR_INTERNAL;
	page_made(cx, call, &made, name, report->title, response);
	return ERR_OK;
}

typedef void (*cache_function)(struct ctx *cx, const char *validator, struct response *response);

/* Is this the template that the report was published with? */
static bool
is_as_published(const struct renderer *renderer, const struct report *report)
{
	const char *digest = renderer_template_digest(renderer, report->form);

	return digest != NULL && report->template_digest != NULL &&
	       strcmp(digest, report->template_digest) == 0;
}

enum err
report_page_renderer(struct ctx *cx, const struct page *page, const struct report *report,
                     const char *name, const struct renderer **out)
{
	struct ctx inner = ctx_make(cx->arena);
	const char *text = NULL;

	*out = page->renderer;
	if (is_as_published(*out, report) || report->template_digest == NULL)
		return ERR_OK;
	TRY(report_find_template(cx, page->db, report->template_digest, &text));
	if (text != NULL &&
	    renderer_earlier(&inner, *out, report->template_digest, text, out) != ERR_OK)
		log_event(LOG_WARNING, cx->request_id, "template %s of %s: %s",
		          report->template_digest, name, inner.reason);
	return ERR_OK;
}

/*
 * A page that another version of the template makes is not what was published:
 * it has neither that time nor the promise never to change.
 */
static enum err
answer_made(struct ctx *cx, const struct page_call *call, const struct report *report,
            cache_function cache, const char *name, struct response *response)
{
	const struct renderer *renderer;
	const char *etag;

	TRY(report_page_renderer(cx, call->page, report, call->address, &renderer));
	TRY(renderer_etag(cx, renderer, report->form, report->sha256, call->face->version, &etag));
	if (is_as_published(renderer, report)) {
		response_header(response, "Last-Modified", report->published_http);
		cache(cx, etag, response);
	} else {
		page_cache(cx, etag, response);
	}
	if (conditional_answer(call->request, response))
		return ERR_OK;
	return make(cx, call, renderer, report, name, response);
}

static enum err
answer_json(struct ctx *cx, const struct report *report, cache_function cache,
            struct response *response)
{
	response_header(response, "Last-Modified", report->published_http);
	cache(cx, report->sha256, response);
	if (report->document == NULL)
		response->status = 304;
	else
		page_body(cx, "application/json", report->document, report->document_length,
		          report->sha256, response);
	return ERR_OK;
}

/* The sha256 that a client asks about. What is made has another validator. */
static const char *
known(struct ctx *cx, const struct page_call *call)
{
	if (!face_is_json(call->face))
		return NULL;
	return conditional_known(cx->arena, call->request->if_none_match, "");
}

enum err
report_page_current(struct ctx *cx, const struct page_call *call, struct response *response)
{
	const char *id = call->names[0];
	struct report report;

	TRY(report_find(cx, call->page->db, id, known(cx, call), &report));
	if (report.withdrawn_at != NULL)
		return report_page_withdrawn(cx, call, &report, response);
	page_link_faces(cx, call, response);
	page_link(cx, response, arena_printf(cx->arena, "/api/v1/reports/%s/revisions", id),
	          "rel=\"version-history\"; type=\"application/json\"");
	if (!face_is_json(call->face))
		return answer_made(cx, call, &report, page_cache, id, response);
	return answer_json(cx, &report, page_cache, response);
}

enum err
report_page_revision(struct ctx *cx, const struct page_call *call, struct response *response)
{
	const char *id = call->names[0];
	const char *number = call->names[1];
	struct report report;

	TRY(report_find_revision(cx, call->page->db, id, number, known(cx, call), &report));
	if (report.withdrawn_at != NULL)
		return report_page_withdrawn(cx, call, &report, response);
	page_link_faces(cx, call, response);
	page_link(cx, response, arena_printf(cx->arena, "/api/v1/reports/%s", id),
	          "rel=\"latest-version\"; type=\"application/json\"");
	if (!face_is_json(call->face))
		return answer_made(cx, call, &report, page_cache_immutable,
		                   arena_printf(cx->arena, "%s-r%s", id, number), response);
	return answer_json(cx, &report, page_cache_immutable, response);
}
