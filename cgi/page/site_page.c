#include "page/site_page.h"

#include <string.h>

#include "http/conditional.h"
#include "http/problem.h"
#include "page/route.h"
#include "page/site_page_internal.h"
#include "site/site_department.h"
#include "site/site_report.h"
#include "site/site_start.h"
#include "site/site_value.h"

#define HTML "text/html; charset=utf-8"

#define LIST_LENGTH "50"
#define NEWS_LENGTH "20"
#define FEW_NEWS "5"

const char *
site_page_site(const struct page *page)
{
	return page->site == NULL || strcmp(page->site, "none") == 0 ? NULL : page->site;
}

enum err
site_page_begin(struct ctx *cx, const struct page_call *call, struct response *response,
                bool *is_known)
{
	const char *known = conditional_known(cx->arena, call->request->if_none_match,
	                                      "-" SITE_FRAME_VERSION);
	struct resource version;

	TRY(resource_query(cx, call->page->db, RESOURCE_SITE_VERSION, (const char *const[]){ NULL },
	                   known, &version));
	page_cache(cx, arena_printf(cx->arena, "%s-" SITE_FRAME_VERSION, version.etag), response);
	*is_known = version.body == NULL;
	if (*is_known)
		response->status = 304;
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
              const char *const *params, const struct json **out)
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

static struct site_filter
filter_of(const struct page_call *call)
{
	return (struct site_filter){
		.q = param_value(&call->params, "q"),
		.year = param_value(&call->params, "year"),
		.region = param_value(&call->params, "region"),
		.department = param_value(&call->params, "department"),
		.form = param_value(&call->params, "form"),
	};
}

static enum err
ask_totals(struct ctx *cx, const struct page_call *call, const char *region, const char *department,
           const struct json **out)
{
	return site_page_ask(cx, call, RESOURCE_TOTAL_FIND,
	                     (const char *const[]){ region, department }, out);
}

static enum err
ask_latest(struct ctx *cx, const struct page_call *call, const char *region, const char *department,
           const char *limit, const struct json **out)
{
	return site_page_ask(cx, call, RESOURCE_LATEST_LIST,
	                     (const char *const[]){ region, department, limit, NULL }, out);
}

/* The address of the page without its place in the list. */
static const char *
address_of(struct ctx *cx, const struct page_call *call)
{
	return page_address(cx->arena, call, face_list, "cursor", NULL);
}

/* The start page of old had its choices as parameters. */
static bool
redirect(struct ctx *cx, const struct page_call *call, struct response *response)
{
	const char *address = page_address(cx->arena, call, face_list, NULL, NULL);
	const char *query = strchr(address, '?');

	if (query == NULL)
		return false;
	response->status = 301;
	response_header(response, "Location", arena_printf(cx->arena, "/search%s", query));
	return true;
}

static enum err
write_start(struct ctx *cx, const struct page_call *call, const char *region,
            struct response *response)
{
	struct site_frame frame = { .path = region == NULL ? "/" : call->address,
		                    .site = site_page_site(call->page),
		                    .current = region == NULL ? NULL : "/departments" };
	struct text inside = text_make(cx->arena);
	const struct json *totals;
	const struct json *latest;

	TRY(ask_totals(cx, call, region, NULL, &totals));
	if (region != NULL && site_value_number(totals, "reports") == 0)
		return err_set(cx, ERR_NOT_FOUND, "nothing published in %s", region);
	TRY(ask_latest(cx, call, region, NULL, NEWS_LENGTH, &latest));
	frame.description =
		"预算部门公开的绩效目标、绩效自评和绩效评价，可以在线阅读，也可以取得原表和数据。";
	frame.feed = "/atom.xml";
	if (region != NULL) {
		frame.title = site_start_region(totals, region);
		frame.feed = arena_printf(cx->arena, "/regions/%s/atom.xml", region);
	}
	site_start_write(&inside, totals, latest, region);
	site_page_send(cx, &frame, &inside, response);
	return ERR_OK;
}

enum err
site_page_start(struct ctx *cx, const struct page_call *call, struct response *response)
{
	bool is_known;

	if (redirect(cx, call, response))
		return ERR_OK;
	TRY(site_page_begin(cx, call, response, &is_known));
	return is_known ? ERR_OK : write_start(cx, call, NULL, response);
}

enum err
site_page_region(struct ctx *cx, const struct page_call *call, struct response *response)
{
	bool is_known;

	TRY(site_page_begin(cx, call, response, &is_known));
	return is_known ? ERR_OK : write_start(cx, call, call->names[0], response);
}

/* What was asked for: by words, or by choices alone. */
static enum err
find(struct ctx *cx, const struct page_call *call, const struct site_filter *filter,
     const struct json **found)
{
	const char *cursor = param_value(&call->params, "cursor");

	if (filter->q != NULL)
		return site_page_ask(cx, call, RESOURCE_SEARCH,
		                     (const char *const[]){ filter->q, filter->year, filter->region,
		                                            filter->department, filter->form,
		                                            LIST_LENGTH, cursor },
		                     found);
	return site_page_ask(cx, call, RESOURCE_REPORT_LIST,
	                     (const char *const[]){ filter->year, filter->region,
	                                            filter->department, NULL, filter->form,
	                                            LIST_LENGTH, cursor, "exact" },
	                     found);
}

enum err
site_page_search(struct ctx *cx, const struct page_call *call, struct response *response)
{
	struct site_filter filter = filter_of(call);
	struct site_frame frame = { .current = "/search", .is_hidden = filter.q != NULL };
	struct text inside = text_make(cx->arena);
	const struct json *totals;
	const struct json *found;
	bool is_known;

	TRY(site_page_begin(cx, call, response, &is_known));
	if (is_known)
		return ERR_OK;
	TRY(find(cx, call, &filter, &found));
	TRY(ask_totals(cx, call, filter.region, NULL, &totals));
	frame.title = site_filter_words(cx->arena, &filter, totals);
	if (frame.title == NULL)
		frame.title = "公开目录";
	frame.path = address_of(cx, call);
	frame.site = site_page_site(call->page);
	site_start_results(&inside, &filter, totals, found, frame.path);
	site_page_send(cx, &frame, &inside, response);
	return ERR_OK;
}

enum err
site_page_departments(struct ctx *cx, const struct page_call *call, struct response *response)
{
	const char *region = param_value(&call->params, "region");
	const char *cursor = param_value(&call->params, "cursor");
	struct site_frame frame = { .title = "部门", .current = "/departments" };
	struct text inside = text_make(cx->arena);
	const struct json *totals;
	const struct json *list;
	bool is_known;

	TRY(site_page_begin(cx, call, response, &is_known));
	if (is_known)
		return ERR_OK;
	TRY(ask_totals(cx, call, region, NULL, &totals));
	TRY(site_page_ask(cx, call, RESOURCE_DEPARTMENT_LIST,
	                  (const char *const[]){ region, NULL, NULL, NULL, NULL, "200", cursor,
	                                         NULL },
	                  &list));
	frame.path = address_of(cx, call);
	frame.site = site_page_site(call->page);
	site_start_departments(&inside, totals, list, region, frame.path);
	site_page_send(cx, &frame, &inside, response);
	return ERR_OK;
}

static enum err
ask_department(struct ctx *cx, const struct page_call *call, struct site_department *page)
{
	const char *code = call->names[0];

	TRY(site_page_ask(cx, call, RESOURCE_DEPARTMENT_FIND, (const char *const[]){ code },
	                  &page->department));
	TRY(ask_totals(cx, call, NULL, code, &page->totals));
	TRY(site_page_ask(cx, call, RESOURCE_OVERALL_LIST,
	                  (const char *const[]){ NULL, NULL, code, LIST_LENGTH, NULL, NULL },
	                  &page->years));
	TRY(site_page_ask(cx, call, RESOURCE_PROJECT_LIST,
	                  (const char *const[]){ code, NULL, LIST_LENGTH, NULL, NULL },
	                  &page->projects));
	return ask_latest(cx, call, NULL, code, FEW_NEWS, &page->latest);
}

enum err
site_page_department(struct ctx *cx, const struct page_call *call, struct response *response)
{
	struct site_department page = { .site = site_page_site(call->page) };
	struct site_frame frame = { .path = call->address,
		                    .site = page.site,
		                    .current = "/departments",
		                    .feed = arena_printf(cx->arena, "%s/atom.xml", call->address) };
	struct text inside = text_make(cx->arena);
	bool is_known;

	TRY(site_page_begin(cx, call, response, &is_known));
	if (is_known)
		return ERR_OK;
	TRY(ask_department(cx, call, &page));
	frame.title = site_value_text(page.department, "name");
	frame.description = arena_printf(cx->arena, "%s公开的绩效目标、绩效自评和绩效评价。",
	                                 frame.title);
	site_department_write(&inside, &page);
	site_page_send(cx, &frame, &inside, response);
	return ERR_OK;
}

enum err
site_page_year(struct ctx *cx, const struct page_call *call, struct response *response)
{
	struct site_frame frame = { .path = call->address,
		                    .site = site_page_site(call->page),
		                    .current = "/departments" };
	struct text inside = text_make(cx->arena);
	const struct json *overall;
	bool is_known;

	TRY(site_page_begin(cx, call, response, &is_known));
	if (is_known)
		return ERR_OK;
	TRY(site_page_ask(cx, call, RESOURCE_OVERALL_FIND, call->names, &overall));
	frame.title = arena_printf(cx->arena, "%s：%s 年度",
	                           site_value_text(overall, "department.name"), call->names[1]);
	site_department_year(&inside, overall);
	site_page_send(cx, &frame, &inside, response);
	return ERR_OK;
}

enum err
site_page_project(struct ctx *cx, const struct page_call *call, struct response *response)
{
	struct site_frame frame = { .path = call->address,
		                    .site = site_page_site(call->page),
		                    .current = "/departments" };
	struct text inside = text_make(cx->arena);
	const struct json *project;
	bool is_known;

	TRY(site_page_begin(cx, call, response, &is_known));
	if (is_known)
		return ERR_OK;
	TRY(site_page_ask(cx, call, RESOURCE_PROJECT_FIND, call->names, &project));
	frame.title = site_value_text(project, "name");
	frame.description = arena_printf(cx->arena, "%s：“%s”各年度的资金、得分和公开内容。",
	                                 site_value_text(project, "department.name"), frame.title);
	site_department_project(&inside, project);
	site_page_send(cx, &frame, &inside, response);
	return ERR_OK;
}

enum err
site_page_amendments(struct ctx *cx, const struct page_call *call, struct response *response)
{
	struct site_frame frame = { .title = "更正与撤回", .current = "/amendments" };
	struct text inside = text_make(cx->arena);
	const struct json *list;
	bool is_known;

	TRY(site_page_begin(cx, call, response, &is_known));
	if (is_known)
		return ERR_OK;
	TRY(site_page_ask(cx, call, RESOURCE_AMENDMENT_LIST,
	                  (const char *const[]){ param_value(&call->params, "department"),
	                                         LIST_LENGTH, param_value(&call->params, "cursor") },
	                  &list));
	frame.path = address_of(cx, call);
	frame.site = site_page_site(call->page);
	site_start_amendments(&inside, list, frame.path);
	site_page_send(cx, &frame, &inside, response);
	return ERR_OK;
}

enum err
site_page_embed(struct ctx *cx, const struct page_call *call, struct response *response)
{
	struct site_frame frame = { .is_bare = true, .is_hidden = true };
	struct text inside = text_make(cx->arena);
	const struct json *latest;
	bool is_known;

	TRY(site_page_begin(cx, call, response, &is_known));
	if (is_known)
		return ERR_OK;
	TRY(ask_latest(cx, call, param_value(&call->params, "region"),
	               param_value(&call->params, "department"),
	               param_value(&call->params, "limit"), &latest));
	site_start_embed(&inside, latest, site_page_site(call->page));
	site_page_send(cx, &frame, &inside, response);
	return ERR_OK;
}

void
site_page_problem(struct ctx *cx, const struct page *page, enum err status,
                  struct response *response)
{
	struct site_frame frame = { .is_hidden = true, .site = site_page_site(page) };
	struct text inside = text_make(cx->arena);
	const char *detail;

	problem_words(cx, status, &frame.title, &detail);
	site_start_problem(&inside, response->status, frame.title, detail, cx->request_id);
	site_page_send(cx, &frame, &inside, response);
	response_header(response, "Repr-Digest", NULL);
}

void
site_page_withdrawn(struct ctx *cx, const struct page *page, const char *id, const char *at,
                    const char *reason, struct response *response)
{
	struct site_frame frame = { .title = "已撤回",
		                    .is_hidden = true,
		                    .site = site_page_site(page) };
	struct text inside = text_make(cx->arena);

	site_report_withdrawn(&inside, id, at, reason);
	site_page_send(cx, &frame, &inside, response);
	response_header(response, "Repr-Digest", NULL);
}
