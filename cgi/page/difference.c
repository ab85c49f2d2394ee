#include "page/difference.h"

#include <stdlib.h>
#include <string.h>

#include "doc/document_schema.h"
#include "http/conditional.h"
#include "page/report_page.h"
#include "render/renderer.h"
#include "template/place.h"
#include "template/template.h"

/* Of the answer as it is written here: part of its validator. */
#define EDITION "difference-1"

static struct shape_world
world_of(const struct renderer *renderer, const char *form, const struct schema *schema)
{
	const struct template *template = renderer_template(renderer, form);

	return template_world(template, schema);
}

static enum err
parse(struct ctx *cx, const struct report *report, const struct json **out)
{
	return json_parse(cx, "revision", report->document, report->document_length, out);
}

static void
tell(struct arena *arena, const struct shape_world *world, const struct json *before,
     const struct json *after, struct difference *out)
{
	out->told = arena_array(arena, out->count, sizeof *out->told);
	for (size_t i = 0; i < out->count; i++) {
		const struct json_difference *one = &out->all[i];

		if (strcmp(one->pointer, "/published") == 0 ||
		    text_starts_with(one->pointer, "/published/"))
			continue;
		out->told[out->told_count++] = (struct difference_told){
			.what = one,
			.place = place_words_at(arena, world, one->before == NULL ? after : before,
			                        one->pointer),
		};
	}
}

enum err
difference_make(struct ctx *cx, const struct page *page, const struct report *before,
                const struct report *after, struct difference *out)
{
	const struct renderer *renderer;
	const struct schema *schema;
	const struct json *first;
	const struct json *second;
	struct shape_world world;

	*out = (struct difference){ 0 };
	TRY(parse(cx, before, &first));
	TRY(parse(cx, after, &second));
	TRY(document_schema_load(cx, &schema));
	TRY(report_page_renderer(cx, page, after, after->title, &renderer));
	world = world_of(renderer, after->form, schema);
	json_diff(cx->arena, first, second, &out->all, &out->count);
	tell(cx->arena, &world, first, second, out);
	out->template = renderer_template(renderer, after->form);
	out->before = first;
	out->after = second;
	out->published = json_member(second, "published");
	return ERR_OK;
}

static void
add_value(struct text *out, const char *name, const struct json *value)
{
	if (value == NULL)
		return;
	text_add_fmt(out, ",\"%s\":", name);
	json_add(out, value);
}

void
difference_add(struct text *out, const struct difference *difference)
{
	text_add_str(out, "\"changes\":[");
	for (size_t i = 0; i < difference->told_count; i++) {
		const struct difference_told *one = &difference->told[i];

		text_add_fmt(out, "%s\n {\"pointer\":", i > 0 ? "," : "");
		text_add_json(out, one->what->pointer);
		text_add_str(out, ",\"place\":");
		text_add_json(out, one->place);
		add_value(out, "before", one->what->before);
		add_value(out, "after", one->what->after);
		text_add_str(out, "}");
	}
	text_add_str(out, "]");
}

static void
write(struct text *out, const char *id, const char *from, const char *to,
      const struct difference *difference)
{
	text_add_str(out, "{\"id\":");
	text_add_json(out, id);
	text_add_fmt(out, ",\"from\":%s,\"to\":%s", from, to);
	add_value(out, "correction_reason", json_member(difference->published, "correction_reason"));
	text_add_str(out, ",");
	difference_add(out, difference);
	text_add_str(out, ",\"patch\":");
	json_diff_patch(out, difference->all, difference->count);
	text_add_fmt(out,
	             ",\"links\":{\"report\":\"/api/v1/reports/%s\","
	             "\"from\":\"/api/v1/reports/%s/revisions/%s\","
	             "\"to\":\"/api/v1/reports/%s/revisions/%s\"}}",
	             id, id, from, id, to);
}

/* The two revisions, or the one of them that was withdrawn; `*from` is NULL with a first one alone. */
static enum err
find(struct ctx *cx, const struct page_call *call, struct report *before, struct report *after,
     const char **from)
{
	const char *to = param_value(&call->params, "to");
	const char *id = call->names[0];

	*before = (struct report){ 0 };
	*from = param_value(&call->params, "from");
	if (to == NULL)
		TRY(report_find(cx, call->page->db, id, NULL, after));
	else
		TRY(report_find_revision(cx, call->page->db, id, to, NULL, after));
	if (after->withdrawn_at != NULL)
		return ERR_OK;
	if (*from == NULL) {
		long number = strtol(after->revision, NULL, 10);

		if (number < 2)
			return err_set(cx, ERR_NOT_FOUND, "'%s' was not corrected", id);
		*from = arena_printf(cx->arena, "%ld", number - 1);
	}
	return report_find_revision(cx, call->page->db, id, *from, NULL, before);
}

/* With both numbers it never changes. */
static enum err
cache(struct ctx *cx, const struct page_call *call, const struct report *before,
      const struct report *after, struct response *response)
{
	bool is_fixed = param_value(&call->params, "from") != NULL &&
	                param_value(&call->params, "to") != NULL;
	const struct renderer *renderer;
	const char *etag;

	TRY(report_page_renderer(cx, call->page, after, call->address, &renderer));
	TRY(renderer_etag(cx, renderer, after->form,
	                  arena_printf(cx->arena, "%s %s", before->sha256, after->sha256), EDITION,
	                  &etag));
	if (is_fixed)
		page_cache_immutable(cx, etag, response);
	else
		page_cache(cx, etag, response);
	return ERR_OK;
}

enum err
difference_answer(struct ctx *cx, const struct page_call *call, struct response *response)
{
	struct text out = text_make(cx->arena);
	struct difference difference;
	struct report before;
	struct report after;
	const char *from;

	TRY(find(cx, call, &before, &after, &from));
	if (after.withdrawn_at != NULL || before.withdrawn_at != NULL)
		return report_page_withdrawn(cx, call, after.withdrawn_at != NULL ? &after : &before,
		                             response);
	TRY(cache(cx, call, &before, &after, response));
	page_link(cx, response, "/api/v1/openapi.json",
	          "rel=\"describedby\"; type=\"application/json\"");
	if (conditional_answer(call->request, response))
		return ERR_OK;
	TRY(difference_make(cx, call->page, &before, &after, &difference));
	write(&out, call->names[0], from, after.revision, &difference);
	page_body(cx, "application/json", out.data, out.length, NULL, response);
	return ERR_OK;
}
