#include "desk/desk_user.h"

#include <string.h>

#include "db/account.h"
#include "db/reading.h"
#include "desk/desk_once.h"
#include "sign/password.h"

enum err
desk_user_list(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const char *body;

	TRY(reading_query(cx, call->db, READING_ACCOUNT_LIST,
	                  PARAMS(param_value(&call->page.params, "after"),
	                         param_value(&call->page.params, "limit"),
	                         desk_reach(cx->arena, call, DESK_ADMINISTRATOR)),
	                  &body));
	desk_json(cx, 200, body, response);
	return ERR_OK;
}

/* The account names[0], which who acts has to look after. */
static enum err
find(struct ctx *cx, struct desk_call *call, const char **body)
{
	const struct json *account;

	TRY(reading_query(cx, call->db, READING_ACCOUNT_FIND, PARAMS(call->names[0]), body));
	TRY(json_parse(cx, "account", *body, strlen(*body), &account));
	return desk_must(cx, call, DESK_ADMINISTRATOR,
	                 json_string(json_member(account, "department")));
}

enum err
desk_user_find(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const char *body;

	TRY(find(cx, call, &body));
	desk_json(cx, 200, body, response);
	return ERR_OK;
}

/* Not one's own: that takes the password of now. */
static enum err
find_other(struct ctx *cx, struct desk_call *call)
{
	const char *body;

	TRY(find(cx, call, &body));
	if (strcmp(call->names[0], call->acting.account) != 0)
		return ERR_OK;
	return err_set(cx, ERR_RIGHT,
	               ctx_say(cx, "自己的密码和一次性密码请在“我的账号”里更换，要用现在的密码",
	                       "your own password and codes are changed by who knows the password"));
}

/* A password that the account must change, and how it is kept. */
static enum err
make_password(struct ctx *cx, const char **password, struct account_password *kept)
{
	static const struct password_cost cost = { PASSWORD_MEMORY_KIB, PASSWORD_PASSES,
		                                   PASSWORD_LANES };

	*password = password_new(cx->arena);
	*kept = (struct account_password){ .salt = password_salt(cx->arena),
		                           .memory_kib = cost.memory_kib,
		                           .passes = cost.passes,
		                           .lanes = cost.lanes };
	return password_key(cx, *password, kept->salt, &cost, &kept->key);
}

/* Add a grant to the list. C asks for each whether it may be given. */
static enum err
read_grant(struct ctx *cx, const struct desk_call *call, const struct json *grant, struct text *list)
{
	static const char *const members[] = { "role", "department", NULL };
	const char *role;
	const char *department;

	TRY(desk_only(cx, grant, members));
	TRY(desk_string(cx, grant, "role", true, &role));
	TRY(desk_string(cx, grant, "department", true, &department));
	TRY(desk_must(cx, call, DESK_ADMINISTRATOR, department));
	text_add_str(list, list->length == 0 ? "[{\"role\":" : ",{\"role\":");
	text_add_json(list, role);
	text_add_str(list, ",\"department\":");
	text_add_json(list, department);
	text_add_str(list, "}");
	return ERR_OK;
}

/* The grants that are given, as JSON; NULL when none are. */
static enum err
read_grants(struct ctx *cx, const struct desk_call *call, const char **out)
{
	const struct json *grants = json_member(call->body, "grants");
	struct text list = text_make(cx->arena);
	size_t place = 0;

	*out = NULL;
	if (grants == NULL)
		return ERR_OK;
	if (json_type(grants) != JSON_ARRAY)
		return err_set_field(cx, ERR_INPUT, "/grants",
		                     ctx_say(cx, "grants 应为数组", "grants should be an array"));
	json_each(grant, grants) TRY(desk_within(cx, arena_printf(cx->arena, "/grants/%zu", place++),
	                                         read_grant(cx, call, grant, &list)));
	text_add_str(&list, list.length == 0 ? "[]" : "]");
	*out = list.data;
	return ERR_OK;
}

static enum err
read_flag(struct ctx *cx, const struct json *body, const char *name, const char **out)
{
	const struct json *member = json_member(body, name);

	*out = NULL;
	if (member == NULL)
		return ERR_OK;
	if (json_type(member) != JSON_BOOLEAN)
		return err_set_field(cx, ERR_INPUT, arena_printf(cx->arena, "/%s", name),
		                     ctx_say(cx, "%s 应为 true 或 false",
		                             "%s should be true or false"),
		                     name);
	*out = json_is_true(member) ? "true" : "false";
	return ERR_OK;
}

static const char *
name_alone(struct arena *arena, const char *name)
{
	struct text out = text_make(arena);

	text_add_str(&out, "{\"name\":");
	text_add_json(&out, name);
	text_add_str(&out, "}\n");
	return out.data;
}

static void
tell_password(struct ctx *cx, int status, const char *name, const char *password,
              struct response *response)
{
	struct text out = text_make(cx->arena);

	text_add_str(&out, "{\"name\":");
	text_add_json(&out, name);
	text_add_str(&out, ",\"password\":");
	text_add_json(&out, password);
	text_add_str(&out, "}\n");
	desk_json(cx, status, out.data, response);
}

static enum err
add_user(struct ctx *cx, struct desk_call *call, struct text *bytes, struct response *response)
{
	static const char *const members[] = { "name",   "person",  "department",
		                               "grants", "sign_on", NULL };
	struct account account = { .must_change = true };
	const char *grants;
	const char *password;
	const char *may_sign_on;

	(void)bytes;
	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "name", true, &account.name));
	TRY(desk_string(cx, call->body, "person", true, &account.person));
	TRY(desk_string(cx, call->body, "department", true, &account.department));
	TRY(read_flag(cx, call->body, "sign_on", &may_sign_on));
	TRY(desk_must(cx, call, DESK_ADMINISTRATOR, account.department));
	TRY(read_grants(cx, call, &grants));
	account.may_sign_on = may_sign_on != NULL && strcmp(may_sign_on, "true") == 0;
	call->target = account.name;
	call->detail = grants;
	TRY(make_password(cx, &password, &account.password));
	TRY(account_add(cx, call->db, &account));
	TRY(account_set_grants(cx, call->db, account.name, grants == NULL ? "[]" : grants));
	tell_password(cx, 201, account.name, password, response);
	call->kept = name_alone(cx->arena, account.name);
	response_header(response, "Location",
	                arena_printf(cx->arena, DESK_API "/users/%s", account.name));
	return ERR_OK;
}

enum err
desk_user_add(struct ctx *cx, struct desk_call *call, struct response *response)
{
	return desk_once(cx, call, NULL, add_user, response);
}

enum err
desk_user_change(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "person",   "department", "grants",
		                               "disabled", "sign_on",    NULL };
	struct account_change change;
	const char *grants;
	const char *before;

	TRY(find(cx, call, &before));
	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "person", false, &change.person));
	TRY(desk_string(cx, call->body, "department", false, &change.department));
	TRY(read_flag(cx, call->body, "disabled", &change.is_disabled));
	TRY(read_flag(cx, call->body, "sign_on", &change.may_sign_on));
	if (change.department != NULL)
		TRY(desk_must(cx, call, DESK_ADMINISTRATOR, change.department));
	TRY(read_grants(cx, call, &grants));
	TRY(account_change(cx, call->db, call->names[0], &change));
	if (grants != NULL)
		TRY(account_set_grants(cx, call->db, call->names[0], grants));
	call->detail = grants != NULL               ? grants
	               : change.is_disabled == NULL ? "changed"
	               : *change.is_disabled == 't' ? "disabled"
	                                            : "enabled";
	return desk_user_find(cx, call, response);
}

enum err
desk_user_password(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct account_password kept;
	const char *password;

	TRY(find_other(cx, call));
	TRY(make_password(cx, &password, &kept));
	TRY(account_reset(cx, call->db, call->names[0], &kept));
	tell_password(cx, 200, call->names[0], password, response);
	return ERR_OK;
}

enum err
desk_user_code_end(struct ctx *cx, struct desk_call *call, struct response *response)
{
	TRY(find_other(cx, call));
	TRY(account_reset(cx, call->db, call->names[0], NULL));
	response->status = 204;
	return ERR_OK;
}
