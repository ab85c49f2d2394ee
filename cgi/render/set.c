#include "render/set.h"

#include "doc/json.h"

enum err
set_title(struct ctx *cx, const char *document, size_t length, const char **title)
{
	const struct json *json;
	const char *name;

	TRY(json_parse(cx, "文档", document, length, &json));
	name = json_string(json_member(json_member(json, "department"), "name"));
	*title = arena_printf(cx->arena, "%s%ld年度预算绩效信息", name == NULL ? "" : name,
	                      json_integer(json_member(json, "year"), 0));
	return ERR_OK;
}

enum err
set_fail(struct ctx *cx, size_t index, const char *title, const struct ctx *inner, enum err status)
{
	const char *reason = arena_printf(cx->arena, "第 %zu 份%s%s%s：%s", index + 1,
	                                  title == NULL ? "" : "（", title == NULL ? "" : title,
	                                  title == NULL ? "" : "）", inner->reason);

	if (inner->field == NULL)
		return err_set(cx, status, "%s", reason);
	return err_set_field(cx, status, inner->field, "%s", reason);
}
