/* Pages that lead to others: the start, what was found, departments, what was corrected. */
#include <string.h>

#include "page/route.h"
#include "page/site_page.h"
#include "page/site_page_internal.h"
#include "site/site_start.h"
#include "site/site_value.h"

#define NEWS_LENGTH "20"

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

/* The start page of all, or of a region. */
static enum err
write_news(struct ctx *cx, const struct page_call *call, const char *region,
           struct site_frame *frame, struct text *inside)
{
	const struct json *totals;
	const struct json *latest;

	TRY(site_page_totals(cx, call, region, NULL, &totals));
	if (region != NULL && site_value_number(totals, "reports") == 0)
		return err_set(cx, ERR_NOT_FOUND, "nothing published in %s", region);
	TRY(site_page_latest(cx, call, region, NULL, NEWS_LENGTH, &latest));
	frame->description =
		"预算部门公开的绩效目标、绩效自评和绩效评价，可以在线阅读，也可以取得原表和数据。";
	frame->feed = "/atom.xml";
	if (region != NULL) {
		frame->current = "/departments";
		frame->title = site_start_region(totals, region);
		frame->feed = arena_printf(cx->arena, "/regions/%s/atom.xml", region);
	}
	site_start_write(inside, totals, latest, region, frame->site);
	return ERR_OK;
}

static enum err
write_start(struct ctx *cx, const struct page_call *call, struct site_frame *frame,
            struct text *inside)
{
	return write_news(cx, call, NULL, frame, inside);
}

static enum err
write_region(struct ctx *cx, const struct page_call *call, struct site_frame *frame,
             struct text *inside)
{
	return write_news(cx, call, call->names[0], frame, inside);
}

/* What was asked for: by words, or by choices alone. */
static enum err
find(struct ctx *cx, const struct page_call *call, const struct site_filter *filter,
     const struct json **found)
{
	const char *cursor = param_value(&call->params, "cursor");

	if (filter->q != NULL)
		return site_page_ask(cx, call, RESOURCE_SEARCH,
		                     PARAMS(filter->q, filter->year, filter->region,
		                            filter->department, filter->form, LIST_LENGTH, cursor),
		                     found);
	return site_page_ask(cx, call, RESOURCE_REPORT_LIST,
	                     PARAMS(filter->year, filter->region, filter->department, NULL,
	                            filter->form, LIST_LENGTH, cursor, "exact"),
	                     found);
}

static enum err
write_results(struct ctx *cx, const struct page_call *call, struct site_frame *frame,
              struct text *inside)
{
	struct site_filter filter = filter_of(call);
	const struct json *totals;
	const struct json *found;

	TRY(find(cx, call, &filter, &found));
	TRY(site_page_totals(cx, call, filter.region, NULL, &totals));
	frame->current = "/search";
	frame->is_hidden = filter.q != NULL;
	frame->title = site_filter_words(cx->arena, &filter, totals);
	if (frame->title == NULL)
		frame->title = "公开目录";
	site_start_results(inside, &filter, totals, found, frame->path);
	return ERR_OK;
}

static enum err
write_departments(struct ctx *cx, const struct page_call *call, struct site_frame *frame,
                  struct text *inside)
{
	const char *region = param_value(&call->params, "region");
	const char *cursor = param_value(&call->params, "cursor");
	const struct json *totals;
	const struct json *list;

	TRY(site_page_totals(cx, call, region, NULL, &totals));
	TRY(site_page_ask(cx, call, RESOURCE_DEPARTMENT_LIST,
	                  PARAMS(region, NULL, NULL, NULL, NULL, "200", cursor, NULL), &list));
	frame->current = "/departments";
	frame->title = "部门";
	site_start_departments(inside, totals, list, region, frame->path);
	return ERR_OK;
}

static enum err
write_amendments(struct ctx *cx, const struct page_call *call, struct site_frame *frame,
                 struct text *inside)
{
	const struct json *totals;
	const struct json *list;

	TRY(site_page_totals(cx, call, NULL, NULL, &totals));
	TRY(site_page_ask(cx, call, RESOURCE_AMENDMENT_LIST,
	                  PARAMS(param_value(&call->params, "department"), LIST_LENGTH,
	                         param_value(&call->params, "cursor")),
	                  &list));
	frame->current = "/amendments";
	frame->title = "更正与撤回";
	site_start_amendments(inside, totals, list, frame->path);
	return ERR_OK;
}

static enum err
write_embed(struct ctx *cx, const struct page_call *call, struct site_frame *frame,
            struct text *inside)
{
	const struct json *latest;

	TRY(site_page_latest(cx, call, param_value(&call->params, "region"),
	                     param_value(&call->params, "department"),
	                     param_value(&call->params, "limit"), &latest));
	frame->path = NULL;
	frame->is_bare = true;
	frame->is_hidden = true;
	site_start_embed(inside, latest, frame->site);
	return ERR_OK;
}

enum err
site_page_start(struct ctx *cx, const struct page_call *call, struct response *response)
{
	if (redirect(cx, call, response))
		return ERR_OK;
	return site_page_make(cx, call, write_start, response);
}

enum err
site_page_region(struct ctx *cx, const struct page_call *call, struct response *response)
{
	return site_page_make(cx, call, write_region, response);
}

enum err
site_page_search(struct ctx *cx, const struct page_call *call, struct response *response)
{
	return site_page_make(cx, call, write_results, response);
}

enum err
site_page_departments(struct ctx *cx, const struct page_call *call, struct response *response)
{
	return site_page_make(cx, call, write_departments, response);
}

enum err
site_page_amendments(struct ctx *cx, const struct page_call *call, struct response *response)
{
	return site_page_make(cx, call, write_amendments, response);
}

enum err
site_page_embed(struct ctx *cx, const struct page_call *call, struct response *response)
{
	return site_page_make(cx, call, write_embed, response);
}
