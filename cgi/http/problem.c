#include "http/problem.h"

#include <string.h>

#include "http/input.h"
#include "http/request.h"

/* What is said of a problem in one language. */
struct wording {
	const char *title;
	const char *detail; /* NULL: the reason */
};

struct problem {
	enum err kind;
	const char *field; /* only for this field */
	int status;
	const char *type;
	struct wording chinese;
	struct wording english;
};

/* The first row that fits decides; the last is for all else. */
static const struct problem problems[] = {
	{ ERR_INPUT, NULL, 400, "invalid-request", { "请求有误", NULL }, { "Invalid request", NULL } },
	{ ERR_NOT_FOUND,
	  REQUEST_FIELD_DESK,
	  404,
	  "not-found",
	  { "没有找到", "没有这个地址或者这项内容，或者不归您看、不归您管。" },
	  { "Not found", "There is no such address or thing, or it is none of yours." } },
	{ ERR_NOT_FOUND,
	  NULL,
	  404,
	  "not-found",
	  { "没有找到", "没有这项内容，或者它没有公开。" },
	  { "Not found", "There is no such thing, or it is not public." } },
	{ ERR_LOGIN, NULL, 401, "not-logged-in", { "没有登录", NULL }, { "Not logged in", NULL } },
	{ ERR_RIGHT, NULL, 403, "not-allowed", { "没有权限", NULL }, { "Not allowed", NULL } },
	{ ERR_METHOD,
	  NULL,
	  405,
	  "method-not-allowed",
	  { "不支持这种请求方法", NULL },
	  { "Method not allowed", NULL } },
	{ ERR_ACCEPT,
	  NULL,
	  406,
	  "not-acceptable",
	  { "没有所要的格式", NULL },
	  { "Not acceptable", NULL } },
	{ ERR_CONFLICT, NULL, 409, "conflict", { "与现有数据冲突", NULL }, { "Conflict", NULL } },
	{ ERR_GONE, NULL, 410, "withdrawn", { "已撤回", NULL }, { "Withdrawn", NULL } },
	{ ERR_CONDITION,
	  NULL,
	  412,
	  "precondition-failed",
	  { "条件不成立", "请求头 If-Match 或 If-Unmodified-Since 给出的条件不成立。" },
	  { "Precondition failed", "What If-Match or If-Unmodified-Since demands is not so." } },
	{ ERR_TOO_LONG,
	  REQUEST_FIELD_HEADERS,
	  431,
	  "headers-too-large",
	  { "请求头过长", NULL },
	  { "Headers too large", NULL } },
	{ ERR_UNCONDITIONED,
	  NULL,
	  428,
	  "precondition-required",
	  { "缺少条件", NULL },
	  { "Precondition required", NULL } },
	{ ERR_MEDIA,
	  NULL,
	  415,
	  "unsupported-media-type",
	  { "不接受这种正文", NULL },
	  { "Unsupported media type", NULL } },
	{ ERR_DOCUMENT,
	  NULL,
	  422,
	  "invalid-document",
	  { "文件内容有误", NULL },
	  { "Invalid document", NULL } },
	{ ERR_TOO_LONG,
	  INPUT_FIELD,
	  413,
	  "content-too-large",
	  { "正文过长", NULL },
	  { "Content too large", NULL } },
	{ ERR_TOO_LONG, NULL, 414, "uri-too-long", { "网址过长", NULL }, { "Address too long", NULL } },
	{ ERR_TOO_LARGE, NULL, 403, "too-large", { "内容过多", NULL }, { "Too large", NULL } },
	{ ERR_CROWDED,
	  REQUEST_FIELD_LOGIN,
	  429,
	  "too-many-attempts",
	  { "登录过于频繁", NULL },
	  { "Too many attempts", NULL } },
	{ ERR_CROWDED,
	  NULL,
	  429,
	  "too-many-requests",
	  { "请求过于频繁",
	    "这里费时的请求（查找、汇总、PDF、表格文件、CSV、合订本）已有多项在排队。请按 Retry-After 给出的秒数等待后再试。" },
	  { "Too many requests",
	    "Enough dear requests (searches, summaries, PDF, workbooks, CSV, sets) wait for you. Come again after the seconds that Retry-After says." } },
	{ ERR_UNAVAILABLE,
	  NULL,
	  503,
	  "unavailable",
	  { "服务暂时不可用", "请按 Retry-After 给出的秒数等待后再试。" },
	  { "Temporarily unavailable", "Come again after the seconds that Retry-After says." } },
	{ ERR_INTERNAL,
	  NULL,
	  500,
	  "internal-error",
	  { "服务器内部错误", "错误已记录。联系管理员时请提供 request_id。" },
	  { "Internal error", "It is in our log. When you tell us, give the request_id." } },
};

static const struct problem *
find(const struct ctx *cx, enum err kind)
{
	size_t last = sizeof problems / sizeof problems[0] - 1;

	for (size_t i = 0; i < last; i++) {
		if (problems[i].kind != kind)
			continue;
		if (problems[i].field == NULL ||
		    (cx->field != NULL && strcmp(problems[i].field, cx->field) == 0))
			return &problems[i];
	}
	return &problems[last];
}

static void
add_member(struct text *out, const char *name, const char *value)
{
	text_add_fmt(out, ",\"%s\":", name);
	text_add_json(out, value);
}

void
problem_words(const struct ctx *cx, enum err kind, const char **title, const char **detail)
{
	const struct problem *problem = find(cx, kind);
	const struct wording *wording = cx->english ? &problem->english : &problem->chinese;

	*title = wording->title;
	*detail = wording->detail != NULL ? wording->detail : cx->reason;
}

void
problem_respond(const struct ctx *cx, enum err kind, const char *members, struct response *response)
{
	const struct problem *problem = find(cx, kind);
	struct text body = text_make(cx->arena);
	const char *title;
	const char *detail;

	problem_words(cx, kind, &title, &detail);
	response_restart(response, problem->status);
	text_add_fmt(&body, "{\"type\":\"/problems/%s\"", problem->type);
	add_member(&body, "title", title);
	text_add_fmt(&body, ",\"status\":%d", problem->status);
	if (detail != NULL)
		add_member(&body, "detail", detail);
	/* A pointer into the body is told by whoever knows the body. */
	if (cx->field != NULL && kind == ERR_INPUT && cx->field[0] != '/' && cx->field[0] != '\0')
		add_member(&body, "parameter", cx->field);
	add_member(&body, "request_id", cx->request_id);
	text_add_str(&body, members);
	text_add_str(&body, "}\n");
	response_body(response, "application/problem+json", body.data, body.length);
	response_header(response, "Content-Language", cx->english ? "en" : "zh-CN");
	response_header(response, "Vary", "Accept, Accept-Language");
	response_header(response, "Cache-Control", "no-store");
}
