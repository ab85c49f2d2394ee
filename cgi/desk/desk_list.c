#include "desk/desk_list.h"

#include <string.h>

#include "db/account.h"
#include "db/reading.h"
#include "desk/desk_openapi_json.h"
#include "doc/typed.h"
#include "face/csv.h"
#include "http/percent.h"

static enum err
answer(struct ctx *cx, struct desk_call *call, enum reading_id id, struct params params,
       struct response *response)
{
	const char *body;

	TRY(reading_query(cx, call->db, id, params, &body));
	desk_json(cx, 200, body, response);
	return ERR_OK;
}

static const char *
value(const struct desk_call *call, const char *name)
{
	return param_value(&call->page.params, name);
}

enum err
desk_list_description(struct ctx *cx, struct desk_call *call, struct response *response)
{
	(void)call;
	desk_json(cx, 200, desk_openapi_json, response);
	return ERR_OK;
}

enum err
desk_list_departments(struct ctx *cx, struct desk_call *call, struct response *response)
{
	return answer(cx, call, READING_DEPARTMENT_LIST,
	              PARAMS(value(call, "after"), value(call, "limit"),
	                     desk_reach(cx->arena, call, DESK_READER)),
	              response);
}

enum err
desk_list_projects(struct ctx *cx, struct desk_call *call, struct response *response)
{
	return answer(cx, call, READING_PROJECT_LIST,
	              PARAMS(value(call, "department"), value(call, "after"), value(call, "limit"),
	                     desk_reach(cx->arena, call, DESK_READER)),
	              response);
}

enum err
desk_list_parameters(struct ctx *cx, struct desk_call *call, struct response *response)
{
	return answer(cx, call, READING_PARAMETER_LIST, (struct params){ 0 }, response);
}

static enum err
check_parameter(struct ctx *cx, const struct desk_call *call, const struct json *item)
{
	static const char *const members[] = { "name", "region", "value", NULL };
	const char *region;
	const char *name;

	TRY(desk_only(cx, item, members));
	TRY(desk_string(cx, item, "name", true, &name));
	TRY(desk_string(cx, item, "region", true, &region));
	if (json_member(item, "value") == NULL)
		return err_set_field(cx, ERR_INPUT, "/value",
		                     ctx_say(cx, "缺少 value；为 null 就是取消这个地方的",
		                             "value is missing; null takes that of the region away"));
	return desk_must(cx, call, DESK_ADMINISTRATOR, region);
}

enum err
desk_list_set_parameters(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct text given = text_make(cx->arena);
	size_t place = 0;

	if (json_type(call->body) != JSON_ARRAY)
		return err_set_field(cx, ERR_INPUT, "",
		                     ctx_say(cx, "应为 JSON 数组", "a JSON array is expected"));
	json_each(item, call->body) TRY(desk_within(cx, arena_printf(cx->arena, "/%zu", place++),
	                                            check_parameter(cx, call, item)));
	json_add(&given, call->body);
	TRY(account_set_parameters(cx, call->db, given.data));
	call->detail = given.data;
	return desk_list_parameters(cx, call, response);
}

/* A day, or NULL. */
static enum err
read_day(struct ctx *cx, const struct desk_call *call, const char *name, const char **out)
{
	const char *given = value(call, name);

	*out = given == NULL ? NULL : typed_date(cx->arena, given);
	if (given == NULL || *out != NULL)
		return ERR_OK;
	return err_set_field(cx, ERR_INPUT, name,
	                     ctx_say(cx, "%s 应为日期，如 2025-03-01",
	                             "%s should be a day, as 2025-03-01"),
	                     name);
}

static enum err
read_trail(struct ctx *cx, struct desk_call *call, const char **body)
{
	const char *since;
	const char *until;

	TRY(read_day(cx, call, "since", &since));
	TRY(read_day(cx, call, "until", &until));
	return reading_query(cx, call->db, READING_TRAIL_LIST,
	                     PARAMS(value(call, "before"), value(call, "account"),
	                            value(call, "target"), since, until, value(call, "limit"),
	                            desk_reach(cx->arena, call, DESK_ADMINISTRATOR)),
	                     body);
}

enum err
desk_list_trail(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const char *body;

	TRY(read_trail(cx, call, &body));
	desk_json(cx, 200, body, response);
	return ERR_OK;
}

/* Where the file goes on, for Link; NULL at the end. */
static const char *
next_part(struct ctx *cx, const struct desk_call *call, const char *next)
{
	static const char *const kept[] = { "account", "target", "since", "until", "limit", "bom" };
	struct text out = text_make(cx->arena);

	if (next == NULL)
		return NULL;
	text_add_fmt(&out, "<" DESK_API "/audit.csv?before=%s", next);
	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
		if (value(call, kept[i]) == NULL)
			continue;
		text_add_fmt(&out, "&%s=", kept[i]);
		percent_encode(&out, value(call, kept[i]));
	}
	text_add_str(&out, ">; rel=\"next\"");
	return out.data;
}

enum err
desk_list_trail_file(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const struct list_column columns[] = {
		{ "number", "序号", LIST_COUNT, NULL },   { "at", "时间", LIST_TIME, NULL },
		{ "account", "登录名", LIST_TEXT, NULL }, { "means", "方式", LIST_TEXT, NULL },
		{ "address", "地址", LIST_TEXT, NULL },   { "action", "做了什么", LIST_TEXT, NULL },
		{ "target", "对象", LIST_TEXT, NULL },    { "result", "结果", LIST_TEXT, NULL },
		{ "detail", "说明", LIST_TEXT, NULL },    { "hash", "摘要", LIST_CODE, NULL },
		{ NULL, NULL, LIST_TEXT, NULL },
	};
	const char *bom = value(call, "bom");
	struct list_order order = { .columns = columns, .title = "审计记录" };
	struct text out = text_make(cx->arena);
	const struct json *list;

	TRY(read_trail(cx, call, &order.body));
	order.length = strlen(order.body);
	order.flags = bom != NULL && strcmp(bom, "true") == 0 ? LIST_SPREADSHEET : 0;
	TRY(json_parse(cx, "trail", order.body, order.length, &list));
	TRY(csv_write(cx, &order, &out));
	response->status = 200;
	response_body(response, "text/csv; charset=utf-8", out.data, out.length);
	response_header(response, "Content-Disposition", "attachment; filename=\"audit.csv\"");
	response_header(response, "Link",
	                next_part(cx, call, json_string(json_member(list, "next"))));
	call->detail = call->request->query;
	return ERR_OK;
}
