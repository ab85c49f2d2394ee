/* The page of a document, current or earlier. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "db/report.h"
#include "html/html_face.h"
#include "http/conditional.h"
#include "page/difference_said.h"
#include "page/report_page.h"
#include "page/site_page.h"
#include "page/site_page_internal.h"
#include "site/site_report.h"
#include "site/site_value.h"

/* The form as the template makes it that it was published with. */
static enum err
make(struct ctx *cx, const struct page_call *call, const struct report *report,
     struct text *article, struct text *metadata)
{
	const char *address = arena_printf(cx->arena, "/api/v1/reports/%s", call->names[0]);
	const struct order order = { .document = report->document,
		                     .length = report->document_length,
		                     .code = report->code,
		                     .site = report->site,
		                     .place = { address, face_links(cx->arena, FACE_DOCUMENT) } };
	const struct renderer *renderer;
	int64_t begun_us = clock_now_us();
	enum err status;

	TRY(report_page_renderer(cx, call->page, report, call->address, &renderer));
	status = html_write_article(cx, renderer, &order, article, metadata);
	page_count_made(begun_us, status);
	return status == ERR_OK || status == ERR_UNAVAILABLE ? status : ERR_INTERNAL;
}

/* What was corrected; nothing where the revision before is not public any more. */
static enum err
compare(struct ctx *cx, const struct page_call *call, const struct report *report,
        struct site_report *page)
{
	long number = strtol(page->revision, NULL, 10);
	struct difference difference;
	struct site_change *changes;
	struct report before;

	if (number < 2)
		return ERR_OK;
	TRY(report_find_revision(cx, call->page->db, call->names[0],
	                         arena_printf(cx->arena, "%ld", number - 1), NULL, &before));
	if (before.withdrawn_at != NULL)
		return ERR_OK;
	TRY(difference_make(cx, call->page, &before, report, &difference));
	difference_say(cx, &difference);
	changes = arena_array(cx->arena, difference.told_count, sizeof *changes);
	for (size_t i = 0; i < difference.told_count; i++)
		changes[i] = (struct site_change){ .place = difference.told[i].place,
			                           .before = difference.told[i].what->before,
			                           .after = difference.told[i].what->after,
			                           .before_said = difference.told[i].before,
			                           .after_said = difference.told[i].after };
	page->changes = changes;
	page->change_count = difference.told_count;
	return ERR_OK;
}

static enum err
write(struct ctx *cx, const struct page_call *call, const struct report *report, bool is_current,
      struct response *response)
{
	struct site_report page = { .revision = is_current ? report->revision : call->names[1],
		                    .is_current = is_current };
	struct site_frame frame = site_page_frame(call->page, call->address);
	struct text inside = text_make(cx->arena);
	struct text article;
	struct text metadata;

	TRY(site_page_ask(cx, call, RESOURCE_REPORT_ITEM, PARAMS(call->names[0]), &page.item));
	TRY(site_page_ask(cx, call, RESOURCE_REVISION_LIST, PARAMS(call->names[0]), &page.revisions));
	TRY(compare(cx, call, report, &page));
	TRY(make(cx, call, report, &article, &metadata));
	page.article = article.data;
	page.site = frame.site;
	frame.title = report->title;
	frame.type = "article";
	frame.current = "/search";
	frame.has_document = true;
	frame.is_hidden = !is_current;
	frame.metadata = metadata.data;
	frame.description = arena_printf(cx->arena, "%s公开的%s。",
	                                 site_value_text(page.item, "department.name"),
	                                 report->title);
	site_report_write(&inside, &page);
	site_page_send(cx, &frame, &inside, response);
	page_link(cx, response, arena_printf(cx->arena, "/api/v1/reports/%s", call->names[0]),
	          "rel=\"alternate\"; type=\"application/json\"");
	return ERR_OK;
}

static enum err
answer(struct ctx *cx, const struct page_call *call, const struct report *report, bool is_current,
       struct response *response)
{
	if (report->withdrawn_at == NULL)
		return write(cx, call, report, is_current, response);
	report_page_withdrawn(cx, call, report, response);
	return ERR_OK;
}

enum err
site_page_report(struct ctx *cx, const struct page_call *call, struct response *response)
{
	struct report report;
	bool is_known;

	TRY(site_page_begin(cx, call, response, &is_known));
	if (is_known)
		return ERR_OK;
	TRY(report_find(cx, call->page->db, call->names[0], NULL, &report));
	return answer(cx, call, &report, true, response);
}

enum err
site_page_revision(struct ctx *cx, const struct page_call *call, struct response *response)
{
	struct report report;
	const struct json *item;
	bool is_known;

	TRY(site_page_begin(cx, call, response, &is_known));
	if (is_known)
		return ERR_OK;
	TRY(report_find_revision(cx, call->page->db, call->names[0], call->names[1], NULL, &report));
	if (report.withdrawn_at == NULL) {
		TRY(site_page_ask(cx, call, RESOURCE_REPORT_ITEM, PARAMS(call->names[0]), &item));
		return answer(cx, call, &report,
		              strcmp(call->names[1],
		                     arena_printf(cx->arena, "%ld",
		                                  site_value_number(item, "revision"))) == 0,
		              response);
	}
	return answer(cx, call, &report, false, response);
}
