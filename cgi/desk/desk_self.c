#include "desk/desk_self.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/account.h"
#include "db/reading.h"
#include "desk/desk_login.h"
#include "desk/desk_once.h"
#include "desk/desk_qr.h"
#include "desk/desk_code.h"
#include "sign/onetime.h"
#include "sign/password.h"
#include "sign/secret.h"

#define ISSUER "gongkai"

static const char *
wrong_password(const struct ctx *cx)
{
	return cx->english ? "the password is wrong" : "密码不对";
}

/* Who has just proved to know the password is not sent to the login for a wrong one. */
static enum err
refuse_password(struct ctx *cx, struct desk_call *call, const char *outcome, const char *member)
{
	if (strcmp(outcome, "refused") == 0)
		return err_set_field(cx, ERR_INPUT, member, "%s", wrong_password(cx));
	return desk_login_refusal(cx, call, outcome, "");
}

enum err
desk_self_password(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "old", "new", NULL };
	static const struct password_cost cost = { PASSWORD_MEMORY_KIB, PASSWORD_PASSES,
		                                   PASSWORD_LANES };
	const char *fresh = secret_new(cx->arena);
	struct acting_password change = { .memory_kib = cost.memory_kib,
		                          .passes = cost.passes,
		                          .lanes = cost.lanes,
		                          .place = desk_login_place(cx, call) };
	const char *old;
	const char *new;
	const char *outcome;

	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "old", true, &old));
	TRY(desk_string(cx, call->body, "new", true, &new));
	if (strlen(old) > PASSWORD_MAX)
		return refuse_password(cx, call, "refused", "/old");
	TRY(password_check(cx, new, call->acting.account, "/new"));
	if (strcmp(old, new) == 0)
		return err_set_field(cx, ERR_INPUT, "/new",
		                     ctx_say(cx, "新密码与旧密码相同", "it is the old password"));
	TRY(desk_login_key(cx, call, call->acting.account, old, &change.old_key));
	change.salt = password_salt(cx->arena);
	TRY(password_key(cx, new, change.salt, &cost, &change.key));
	change.hash = text_sha256(cx->arena, fresh, strlen(fresh));
	TRY(acting_password(cx, call->db, &change, &outcome));
	TRY(refuse_password(cx, call, outcome, "/old"));
	return desk_login_go_on(cx, call, fresh, response);
}

/* The key of the password that is given in the body. */
static enum err
password_given(struct ctx *cx, struct desk_call *call, const char **key)
{
	static const char *const members[] = { "password", NULL };
	const char *password;

	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "password", true, &password));
	if (strlen(password) > PASSWORD_MAX)
		return refuse_password(cx, call, "refused", "/password");
	return desk_login_key(cx, call, call->acting.account, password, key);
}

static enum err
begin_code(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const struct acting_place place = desk_login_place(cx, call);
	const char *secret = onetime_secret(cx->arena);
	struct text out = text_make(cx->arena);
	struct acting_secret locked;
	struct text picture;
	const char *base32;
	const char *address;
	const char *outcome;
	const char *key;

	TRY(password_given(cx, call, &key));
	TRY(desk_code_lock(cx, call, call->acting.account, secret, &locked));
	TRY(acting_code_begin(cx, call->db, &locked, key, &place, &outcome));
	TRY(refuse_password(cx, call, outcome, "/password"));
	TRY(onetime_base32(cx, secret, &base32));
	TRY(onetime_address(cx, secret, call->acting.account, ISSUER, &address));
	TRY(desk_qr(cx, address, &picture));
	text_add_str(&out, "{\"secret\":");
	text_add_json(&out, base32);
	text_add_str(&out, ",\"uri\":");
	text_add_json(&out, address);
	text_add_str(&out, ",\"svg\":");
	text_add_json(&out, picture.data);
	text_add_str(&out, "}\n");
	desk_json(cx, 200, out.data, response);
	return ERR_OK;
}

enum err
desk_self_code(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "code", NULL };
	struct acting_secret locked = { .account = call->acting.account };
	const char *code;
	const char *secret;
	bool is_old;
	int64_t step;

	if (json_member(call->body, "code") == NULL)
		return begin_code(cx, call, response);
	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "code", true, &code));
	TRY(acting_code_pending(cx, call->db, &locked));
	TRY(desk_code_open(cx, call, &locked, &secret, &is_old));
	TRY(onetime_step(cx, secret, code, (int64_t)time(NULL), &step));
	if (step < 0)
		return err_set_field(cx, ERR_INPUT, "/code",
		                     ctx_say(cx,
		                             "验证器的数字不对：请输入最新的一组；还是不对，请看手机的时间是否准确",
		                             "the code is wrong: does the device tell the time?"));
	TRY(acting_code_confirm(cx, call->db, step));
	call->detail = "confirmed";
	response->status = 204;
	return ERR_OK;
}

enum err
desk_self_code_end(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const struct acting_place place = desk_login_place(cx, call);
	const char *key;
	const char *outcome;

	TRY(password_given(cx, call, &key));
	TRY(acting_code_end(cx, call->db, key, &place, &outcome));
	TRY(refuse_password(cx, call, outcome, "/password"));
	response->status = 204;
	return ERR_OK;
}

/* A page of those of who acts, and of whom one looks after. */
static enum err
list_tokens(struct ctx *cx, struct desk_call *call, const char *before, const char *limit,
            const char **body)
{
	return reading_query(cx, call->db, READING_TOKEN_LIST,
	                     PARAMS(before, limit, call->acting.account,
	                            desk_reach(cx->arena, call, DESK_ADMINISTRATOR)),
	                     body);
}

enum err
desk_self_tokens(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const char *body;

	TRY(list_tokens(cx, call, param_value(&call->page.params, "before"),
	                param_value(&call->page.params, "limit"), &body));
	desk_json(cx, 200, body, response);
	return ERR_OK;
}

/* An array of strings as one, with commas between; a comma in one makes it a role that there is not. */
static enum err
read_roles(struct ctx *cx, const struct json *body, const char **out)
{
	const struct json *roles = json_member(body, "roles");
	struct text list = text_make(cx->arena);

	json_each(item, roles)
	{
		if (json_string(item) == NULL)
			return err_set_field(cx, ERR_INPUT, "/roles",
			                     ctx_say(cx, "roles 应为字符串的数组",
			                             "roles should be an array of strings"));
		text_add_fmt(&list, "%s%s", list.length == 0 ? "" : ",", json_string(item));
	}
	*out = list.data;
	return ERR_OK;
}

static enum err
add_token(struct ctx *cx, struct desk_call *call, struct text *bytes, struct response *response)
{
	static const char *const members[] = { "label", "roles", "department", "days", NULL };
	const char *secret = secret_new(cx->arena);
	struct account_token token = { .hash = text_sha256(cx->arena, secret, strlen(secret)) };
	const char *number;

	(void)bytes;
	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "label", true, &token.label));
	TRY(desk_string(cx, call->body, "department", false, &token.department));
	TRY(read_roles(cx, call->body, &token.roles));
	if (token.department == NULL)
		token.department = "";
	token.days = (int)json_integer(json_member(call->body, "days"), 0);
	TRY(account_add_token(cx, call->db, &token, &number));
	call->target = arena_printf(cx->arena, "token %s", number);
	call->detail = token.label;
	desk_json(cx, 201,
	          arena_printf(cx->arena, "{\"number\":%s,\"secret\":\"%s\"}\n", number, secret),
	          response);
	call->kept = arena_printf(cx->arena, "{\"number\":%s}\n", number);
	response_header(response, "Location",
	                arena_printf(cx->arena, DESK_API "/tokens/%s", number));
	return ERR_OK;
}

enum err
desk_self_token_add(struct ctx *cx, struct desk_call *call, struct response *response)
{
	return desk_once(cx, call, NULL, add_token, response);
}

/* The account of a token; NULL when there is none for who acts. */
static enum err
account_of(struct ctx *cx, struct desk_call *call, const char *number, const char **account)
{
	long given = strtol(number, NULL, 10);
	const struct json *list = NULL;
	const struct json *token;
	const char *body;

	TRY(list_tokens(cx, call, arena_printf(cx->arena, "%ld", given + 1), "1", &body));
	TRY(json_parse(cx, "tokens", body, strlen(body), &list));
	token = json_first(json_member(list, "items"));
	*account = json_integer(json_member(token, "number"), 0) == given
	                   ? json_string(json_member(token, "account"))
	                   : NULL;
	return ERR_OK;
}

/* A program that is done ends its own token. Others of its account are not its business. */
static bool
may_end(const struct desk_call *call, const char *account, const char *number)
{
	const struct acting *acting = &call->acting;

	return strcmp(acting->means, "token") != 0 || strcmp(acting->account, account) != 0 ||
	       strcmp(acting->id, number) == 0 ||
	       desk_may(call, DESK_ADMINISTRATOR, acting->department);
}

enum err
desk_self_token_end(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const char *number = call->names[0];
	const char *account = NULL;

	call->target = arena_printf(cx->arena, "token %s", number);
	TRY(account_of(cx, call, number, &account));
	if (account == NULL || !may_end(call, account, number))
		return err_set(cx, ERR_NOT_FOUND,
		               ctx_say(cx, "没有令牌 %s", "there is no token %s"), number);
	TRY(account_end_token(cx, call->db, call->names[0]));
	response->status = 204;
	return ERR_OK;
}
