/* What the pages of the site share, and those that say what went wrong. */
#include "page/site_page.h"

#include <string.h>

#include "http/conditional.h"
#include "http/problem.h"
#include "page/route.h"
#include "page/site_page_internal.h"
#include "site/site_report.h"
#include "site/site_start.h"

#define HTML "text/html; charset=utf-8"

const char *
site_page_site(const struct page *page)
{
	return page->site == NULL || strcmp(page->site, "none") == 0 ? NULL : page->site;
}

struct site_frame
site_page_frame(const struct page *page, const char *path)
{
	return (struct site_frame){ .path = path,
		                    .site = site_page_site(page),
		                    .has_bulk = page->has_bulk };
}

/* Of what pages have beside what is public: what they say, and the settings that they tell. */
static const char *
version_of(struct arena *arena, const struct page *page)
{
	const char *settings = arena_printf(arena, "%s %d", page->site == NULL ? "" : page->site,
	                                    page->has_bulk);

	return arena_printf(arena, "-" SITE_FRAME_VERSION "%.8s",
	                    text_sha256(arena, settings, strlen(settings)));
}

enum err
site_page_begin(struct ctx *cx, const struct page_call *call, struct response *response,
                bool *is_known)
{
	const char *own = version_of(cx->arena, call->page);
	const char *known = conditional_known(cx->arena, call->request->if_none_match, own);
	struct resource version;

	TRY(resource_query(cx, call->page->db, RESOURCE_SITE_VERSION, (struct params){ 0 }, known,
	                   &version));
	page_cache(cx, arena_printf(cx->arena, "%s%s", version.etag, own), response);
	*is_known = version.body == NULL;
	if (*is_known)
		response->status = 304;
	return ERR_OK;
}

enum err
site_page_make(struct ctx *cx, const struct page_call *call, site_page_writer write,
               struct response *response)
{
	struct site_frame frame = site_page_frame(call->page, site_page_address(cx, call));
	struct text inside = text_make(cx->arena);
	bool is_known;

	TRY(site_page_begin(cx, call, response, &is_known));
	if (is_known)
		return ERR_OK;
	TRY(write(cx, call, &frame, &inside));
	site_page_send(cx, &frame, &inside, response);
	return ERR_OK;
}

/* A cursor that is none of ours is told as such; there is nothing else to find fault with. */
static enum err
blame(struct ctx *cx, enum err status)
{
	const char *field = cx->field;

	if (status != ERR_INPUT || field == NULL)
		return status;
	ctx_clear(cx);
	if (strcmp(field, "q") == 0)
		return err_set_field(cx, ERR_INPUT, "q", "%s",
		                     ctx_say(cx, "没有可以查找的词：至少应有一个汉字、词、数字或代码",
		                             "there is nothing to search for"));
	if (strcmp(field, "words") == 0)
		return err_set_field(cx, ERR_INPUT, "q", "%s",
		                     ctx_say(cx, "词太多，最多 20 个：请只留少数几个",
		                             "too many words: keep a few of them"));
	return err_set_field(cx, ERR_INPUT, field, "%s",
	                     ctx_say(cx, "这个“下一页”的网址已经无效，请从第一页开始",
	                             "this page does not exist any more: begin with the first one"));
}

enum err
site_page_ask(struct ctx *cx, const struct page_call *call, enum resource_id id,
              struct params params, const struct json **out)
{
	struct resource resource;

	TRY(blame(cx, resource_query(cx, call->page->db, id, params, NULL, &resource)));
	return json_parse(cx, "answer", resource.body, resource.length, out);
}

void
site_page_send_as(struct ctx *cx, const char *type, const struct text *body,
                  struct response *response)
{
	page_body(cx, type, body->data, body->length, NULL, response);
}

void
site_page_send(struct ctx *cx, const struct site_frame *frame, const struct text *inside,
               struct response *response)
{
	struct text out = text_make(cx->arena);

	site_frame_open(&out, frame);
	text_add(&out, inside->data, inside->length);
	site_frame_close(&out, frame);
	site_page_send_as(cx, HTML, &out, response);
}

enum err
site_page_totals(struct ctx *cx, const struct page_call *call, const char *region,
                 const char *department, const struct json **out)
{
	return site_page_ask(cx, call, RESOURCE_TOTAL_FIND, PARAMS(region, department), out);
}

enum err
site_page_latest(struct ctx *cx, const struct page_call *call, const char *region,
                 const char *department, const char *limit, const struct json **out)
{
	return site_page_ask(cx, call, RESOURCE_LATEST_LIST,
	                     PARAMS(region, department, limit, NULL), out);
}

const char *
site_page_address(struct ctx *cx, const struct page_call *call)
{
	return page_address(cx->arena, call, face_list, "cursor", NULL);
}

void
site_page_problem(struct ctx *cx, const struct page *page, enum err status,
                  struct response *response)
{
	struct site_frame frame = site_page_frame(page, NULL);
	struct text inside = text_make(cx->arena);
	const char *detail;

	frame.is_hidden = true;
	problem_words(cx, status, &frame.title, &detail);
	site_start_problem(&inside, response->status, frame.title, detail, cx->english,
	                   cx->request_id);
	site_page_send(cx, &frame, &inside, response);
	response_header(response, "Repr-Digest", NULL);
}

void
site_page_withdrawn(struct ctx *cx, const struct page *page, const char *id, const char *at,
                    const char *reason, struct response *response)
{
	struct site_frame frame = site_page_frame(page, NULL);
	struct text inside = text_make(cx->arena);

	frame.title = "已撤回";
	frame.is_hidden = true;
	site_report_withdrawn(&inside, id, at, reason);
	site_page_send(cx, &frame, &inside, response);
	response_header(response, "Repr-Digest", NULL);
}
