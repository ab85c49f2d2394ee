#include "page/resource_page.h"

#include <string.h>

#include "http/conditional.h"
#include "page/column.h"
#include "page/route.h"

#define DESCRIPTION "/api/v1/openapi.json"

/* What the statement takes: the names of the path, then the parameters, a pair as two. */
static int
collect(struct arena *arena, const struct page_call *call, const char **values)
{
	const struct param *table = call->params.table;
	int count = 0;

	for (size_t i = 0; i < PAGE_NAMES_MAX && call->names[i] != NULL; i++)
		values[count++] = call->names[i];
	for (size_t i = 0; table[i].name != NULL && strcmp(table[i].name, PAGE_BOM) != 0; i++) {
		const char *value = call->params.value[i];
		const char *comma = value == NULL ? NULL : strchr(value, ',');

		if (table[i].kind == PARAM_PAIR && comma != NULL)
			value = arena_strndup(arena, value, (size_t)(comma - value));
		values[count++] = value;
		if (table[i].kind == PARAM_PAIR)
			values[count++] = comma == NULL ? NULL : comma + 1;
	}
	return count;
}

/* The parameter of a list that takes its place in the sequence. */
static const char *
place_param(const struct page_call *call)
{
	const struct param *table = call->params.table;

	for (size_t i = 0; table[i].name != NULL; i++)
		if (table[i].kind == PARAM_CURSOR)
			return table[i].name;
	return NULL;
}

/*
 * The database finds fault with a cursor, and with words to search for; nothing
 * else gets so far. Say it in the client's words.
 */
static enum err
blame(struct ctx *cx, const struct page_call *call, enum err status)
{
	bool is_words = cx->field != NULL && strcmp(cx->field, "q") == 0;
	bool are_many = cx->field != NULL && strcmp(cx->field, "words") == 0;
	const char *place = place_param(call);

	if (status != ERR_INPUT || (!is_words && !are_many && place == NULL))
		return status;
	ctx_clear(cx);
	if (are_many)
		return err_set_field(cx, ERR_INPUT, "q",
		                     ctx_say(cx,
		                             "参数 q 的词太多，最多 20 个：请只留少数几个，或把相连的词用引号括在一起",
		                             "parameter q has too many words, expected at most 20: "
		                             "keep a few of them, or put words that stand together "
		                             "in quotation marks"));
	if (is_words)
		return err_set_field(cx, ERR_INPUT, "q",
		                     ctx_say(cx,
		                             "参数 q 没有可以查找的词：至少应有一个汉字、词、数字或代码",
		                             "parameter q has nothing to search for: a character, a "
		                             "word, a number or a code is expected"));
	return err_set_field(cx, ERR_INPUT, place,
	                     ctx_say(cx,
	                             "参数 %s 无效，应为同一列表、同样条件下给出的 next，原样使用",
	                             "parameter %s is not valid: it should be the `next` of the "
	                             "same list with the same filters, unchanged"),
	                     place);
}

/*
 * The cursor of the next page, or NULL. It is the last member of that name: a
 * quotation mark inside a string has a backslash before it.
 */
static const char *
next_of(struct arena *arena, const char *body)
{
	static const char name[] = "\"next\":\"";
	const char *found = NULL;

	for (const char *s = body; (s = strstr(s, name)) != NULL; s++)
		found = s;
	if (found == NULL)
		return NULL;
	found += sizeof name - 1;
	return arena_strndup(arena, found, strcspn(found, "\""));
}

/* The count of all, which is the last member where it was asked for, or NULL. */
static const char *
count_of(struct arena *arena, const char *body, size_t length)
{
	static const char name[] = ",\"count\":";
	size_t digits = 0;
	size_t begin;

	while (digits + 1 < length && strchr("0123456789", body[length - 2 - digits]) != NULL)
		digits++;
	begin = length - 1 - digits;
	if (digits == 0 || begin < sizeof name ||
	    strncmp(body + begin - (sizeof name - 1), name, sizeof name - 1) != 0)
		return NULL;
	return arena_strndup(arena, body + begin, digits);
}

static void
link_list(struct ctx *cx, const struct page_call *call, const char *body, struct response *response)
{
	const char *place = place_param(call);
	const char *next = place == NULL ? NULL : next_of(cx->arena, body);

	if (next != NULL)
		page_link(cx, response, page_address(cx->arena, call, call->face, place, next),
		          "rel=\"next\"");
	if (place != NULL)
		page_link(cx, response, page_address(cx->arena, call, call->face, place, NULL),
		          "rel=\"first\"");
	page_link_faces(cx, call, response);
}

/* What ETags of this face end in, after the database's part. */
static const char *
mark_of(struct arena *arena, const struct page_call *call, bool spreadsheet)
{
	if (face_is_json(call->face))
		return "";
	return arena_printf(arena, "-%s%s", call->face->version, spreadsheet ? "b" : "");
}

/* The last name of a list's address: a file name for old clients. */
static const char *
last_part(const char *pattern)
{
	return strrchr(pattern, '/') + 1;
}

static enum err
fill(struct ctx *cx, const struct page_call *call, const struct resource *resource,
     bool spreadsheet, struct response *response)
{
	bool grouped = param_value(&call->params, "group_by") != NULL;
	struct list_order order = { .body = resource->body,
		                    .length = resource->length,
		                    .title = call->route->title,
		                    .flags = (spreadsheet ? LIST_SPREADSHEET : 0u) |
		                             (grouped ? 0u : LIST_TOTAL) };
	struct text made;

	if (face_is_json(call->face)) {
		page_body(cx, "application/json", resource->body, resource->length, NULL, response);
		return ERR_OK;
	}
	order.columns = column_expand(cx->arena, call->route->columns);
	TRY(call->face->list(cx, &order, &made));
	page_made(cx, call, &made, last_part(call->route->pattern), call->route->title, response);
	return ERR_OK;
}

enum err
resource_page_answer(struct ctx *cx, const struct page_call *call, struct response *response)
{
	const char *bom = param_value(&call->params, PAGE_BOM);
	bool spreadsheet = bom != NULL && strcmp(bom, "true") == 0;
	const char *mark = mark_of(cx->arena, call, spreadsheet);
	const char *values[RESOURCE_PARAMS_MAX];
	struct params params = { .text = values };
	struct resource resource;

	if (bom != NULL && !call->face->has_bom)
		return err_set_field(cx, ERR_INPUT, PAGE_BOM,
		                     ctx_say(cx, "参数 %s 只用于 CSV",
		                             "parameter %s is for CSV only"),
		                     PAGE_BOM);
	params.count = collect(cx->arena, call, values);
	TRY(blame(cx, call,
	          resource_query(cx, call->page->db, call->route->resource, params,
	                         conditional_known(cx->arena, call->request->if_none_match, mark),
	                         &resource)));
	page_cache(cx, arena_printf(cx->arena, "%s%s", resource.etag, mark), response);
	if (resource.body == NULL) {
		response->status = 304;
		return ERR_OK;
	}
	if (call->route->columns != NULL) {
		link_list(cx, call, resource.body, response);
		response_header(response, "X-Total-Count",
		                count_of(cx->arena, resource.body, resource.length));
	}
	page_link(cx, response, DESCRIPTION, "rel=\"describedby\"; type=\"application/json\"");
	return fill(cx, call, &resource, spreadsheet, response);
}
