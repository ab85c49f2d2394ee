#include "desk/desk_approval.h"

#include <string.h>

#include "db/account.h"
#include "db/reading.h"
#include "doc/typed.h"

const struct param desk_approval_params[] = {
	{ .name = "year", .kind = PARAM_YEAR },
	{ 0 },
};

static enum err
answer(struct ctx *cx, struct desk_call *call, const char *year, struct response *response)
{
	const char *body;

	TRY(reading_query(cx, call->db, READING_APPROVAL_LIST, PARAMS(year), &body));
	desk_json(cx, 200, body, response);
	return ERR_OK;
}

enum err
desk_approval_list(struct ctx *cx, struct desk_call *call, struct response *response)
{
	return answer(cx, call, param_value(&call->page.params, "year"), response);
}

/* A day as the document has them, or null. Whether it can have been then, the database asks. */
static enum err
check_day(struct ctx *cx, const struct json *item)
{
	const struct json *member = json_member(item, "approved_on");
	const char *day = json_string(member);
	const char *read = day == NULL ? NULL : typed_date(cx->arena, day);

	if (json_type(member) == JSON_NULL || (read != NULL && strcmp(read, day) == 0))
		return ERR_OK;
	return err_set_field(cx, ERR_INPUT, "/approved_on",
	                     ctx_say(cx, "批复日期应如 2025-03-01，或为 null",
	                             "approved_on should be a day, as 2025-03-01, or null"));
}

static enum err
check_item(struct ctx *cx, struct desk_call *call, const struct json *item)
{
	static const char *const members[] = { "department", "year", "account", "approved_on",
		                               NULL };
	const char *department;
	const char *account;

	TRY(desk_only(cx, item, members));
	TRY(desk_string(cx, item, "department", true, &department));
	TRY(desk_string(cx, item, "account", true, &account));
	TRY(desk_must(cx, call, DESK_ADMINISTRATOR, department));
	return check_day(cx, item);
}

enum err
desk_approval_set(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct text given = text_make(cx->arena);
	size_t place = 0;

	if (json_type(call->body) != JSON_ARRAY)
		return err_set_field(cx, ERR_INPUT, "",
		                     ctx_say(cx, "应为 JSON 数组", "a JSON array is expected"));
	json_each(item, call->body) TRY(desk_within(cx, arena_printf(cx->arena, "/%zu", place++),
	                                            check_item(cx, call, item)));
	json_add(&given, call->body);
	TRY(account_set_approvals(cx, call->db, given.data));
	call->detail = given.data;
	return answer(cx, call, NULL, response);
}
