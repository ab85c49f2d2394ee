/* Reading what a request brings, and answering with JSON. */
#include "desk/desk.h"

#include <string.h>

#include "doc/json_pointer.h"

static const char *
pointer(struct arena *arena, const char *name)
{
	struct text out = text_make(arena);

	json_pointer_add(&out, name);
	return out.data;
}

enum err
desk_string(struct ctx *cx, const struct json *object, const char *name, bool required,
            const char **out)
{
	const struct json *member = json_member(object, name);

	*out = NULL;
	if (member == NULL && !required)
		return ERR_OK;
	if (member == NULL)
		return err_set_field(cx, ERR_INPUT, pointer(cx->arena, name),
		                     ctx_say(cx, "缺少 %s", "%s is missing"), name);
	*out = json_string(member);
	if (*out == NULL)
		return err_set_field(cx, ERR_INPUT, pointer(cx->arena, name),
		                     ctx_say(cx, "%s 应为字符串", "%s should be a string"), name);
	return ERR_OK;
}

enum err
desk_only(struct ctx *cx, const struct json *object, const char *const *names)
{
	if (json_type(object) != JSON_OBJECT)
		return err_set_field(cx, ERR_INPUT, "",
		                     ctx_say(cx, "应为 JSON 对象", "a JSON object is expected"));
	json_each(member, object)
	{
		size_t i = 0;

		while (names[i] != NULL && strcmp(names[i], json_name(member)) != 0)
			i++;
		if (names[i] == NULL)
			return err_set_field(cx, ERR_INPUT, pointer(cx->arena, json_name(member)),
			                     ctx_say(cx, "这里没有 %s", "there is no %s here"),
			                     json_name(member));
	}
	return ERR_OK;
}

enum err
desk_within(struct ctx *cx, const char *place, enum err step)
{
	if (step != ERR_OK && cx->field != NULL && (cx->field[0] == '/' || cx->field[0] == '\0'))
		cx->field = arena_printf(cx->arena, "%s%s", place, cx->field);
	return step;
}

void
desk_json(struct ctx *cx, int status, const char *body, struct response *response)
{
	(void)cx;
	response->status = status;
	response_body(response, "application/json", body, strlen(body));
	response_header(response, "Cache-Control", "no-store");
}
