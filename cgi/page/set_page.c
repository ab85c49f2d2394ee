#include "page/set_page.h"

#include <string.h>

#include "base/clock.h"
#include "db/report.h"
#include "http/conditional.h"
#include "page/route.h"
#include "render/set.h"

/* An entity tag: the version of the set, a hyphen, and what its pages are made with. */
#define VERSION_LENGTH 64
#define MAKERS_LENGTH 16

/* Of each part, and of the table of contents if its template is there. */
static enum err
validator(struct ctx *cx, const struct page_call *call, const struct report_set *set,
          const char **etag)
{
	const struct renderer *renderer = call->page->renderer;
	const char *contents = renderer_template_digest(renderer, SET_FORM);
	struct text all = text_make(cx->arena);

	text_add_str(&all, contents == NULL ? "" : contents);
	for (size_t i = 0; i < set->count; i++) {
		const char *part;

		TRY(renderer_etag(cx, renderer, set->reports[i].form, set->reports[i].sha256,
		                  call->face->version, &part));
		text_add_str(&all, part);
	}
	*etag = arena_printf(cx->arena, "%s-%.*s", set->version, MAKERS_LENGTH,
	                     text_sha256(cx->arena, all.data, all.length));
	return ERR_OK;
}

/* The version of the set that the client has, or NULL: then its documents need not come. */
static const char *
known_version(struct ctx *cx, const struct page_call *call)
{
	const char *tag = conditional_known(cx->arena, call->request->if_none_match, "");

	if (tag == NULL || strlen(tag) != VERSION_LENGTH + 1 + MAKERS_LENGTH ||
	    tag[VERSION_LENGTH] != '-')
		return NULL;
	return arena_strndup(cx->arena, tag, VERSION_LENGTH);
}

static enum err
read_document(struct ctx *cx, void *user, size_t index, struct text *document)
{
	const struct report_set *set = user;

	*document = text_make(cx->arena);
	text_add(document, set->reports[index].document, set->reports[index].document_length);
	return ERR_OK;
}

static enum err
write_set(struct ctx *cx, const struct page_call *call, struct report_set *set, struct text *made,
          const char **title)
{
	struct set_source source = { .read = read_document, .user = set, .count = set->count };
	struct set_order order = { .source = &source,
		                   .place = { call->address,
		                              face_links(cx->arena, call->route->subject) } };
	struct sink sink = sink_text(made);
	int64_t begun_us = clock_now_us();
	enum err status;

	*made = text_make(cx->arena);
	TRY(set_title(cx, set->reports[0].document, set->reports[0].document_length, title));
	order.title = *title;
	status = call->face->set(cx, call->page->renderer, &order, &sink);
	page_count_made(begun_us, status);
	return status;
}

enum err
set_page_answer(struct ctx *cx, const struct page_call *call, struct response *response)
{
	struct connection *db = call->page->db;
	const char *department = call->names[0];
	const char *year = call->names[1];
	struct report_set set;
	struct text made;
	const char *title;
	const char *etag;
	enum err status;

	TRY(report_find_set(cx, db, department, year, known_version(cx, call), &set));
	TRY(validator(cx, call, &set, &etag));
	page_cache(cx, etag, response);
	page_link_faces(cx, call, response);
	if (conditional_answer(call->request, response))
		return ERR_OK;
	/* The same documents, but made into pages by others. */
	if (set.reports[0].document == NULL)
		TRY(report_find_set(cx, db, department, year, NULL, &set));
	/* Published documents that do not fit their templates are our fault. */
	status = write_set(cx, call, &set, &made, &title);
	if (status != ERR_OK)
		return status == ERR_UNAVAILABLE ? status : ERR_INTERNAL;
	page_made(cx, call, &made, arena_printf(cx->arena, "set-%s-%s", department, year), title,
	          response);
	return ERR_OK;
}
