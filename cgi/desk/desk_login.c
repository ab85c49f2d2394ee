#include "desk/desk_login.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "desk/desk_code.h"
#include "sign/onetime.h"
#include "sign/password.h"
#include "sign/secret.h"

#define NAME_MAX_BYTES 64

/* What the pages need to know of a session. */
static void
tell(struct ctx *cx, const struct acting *acting, const char *secret, struct response *response)
{
	struct text out = text_make(cx->arena);

	text_add_str(&out, "{\"account\":");
	text_add_json(&out, acting->account);
	text_add_str(&out, ",\"name\":");
	text_add_json(&out, acting->person);
	text_add_str(&out, ",\"state\":");
	text_add_json(&out, acting->state);
	text_add_str(&out, ",\"means\":");
	text_add_json(&out, acting->means);
	text_add_str(&out, ",\"department\":");
	text_add_json(&out, acting->department);
	text_add_fmt(&out, ",\"grants\":%s,\"totp\":%s", acting->grants,
	             acting->has_code ? "true" : "false");
	if (strcmp(acting->means, "session") == 0) {
		text_add_str(&out, ",\"token\":");
		text_add_json(&out, desk_token(cx->arena, secret));
	}
	text_add_str(&out, "}\n");
	desk_json(cx, 200, out.data, response);
}

static const char *
hash(struct arena *arena, const char *secret)
{
	return text_sha256(arena, secret, strlen(secret));
}

static enum err
wait(struct ctx *cx, struct desk_call *call, int seconds)
{
	call->retry_after_s = seconds;
	return err_set_field(cx, ERR_CROWDED, REQUEST_FIELD_LOGIN,
	                     ctx_say(cx, "登录失败的次数过多，请 %d 秒以后再试",
	                             "too many logins have failed: try again in %d seconds"),
	                     seconds);
}

enum err
desk_login_refusal(struct ctx *cx, struct desk_call *call, const char *outcome, const char *refusal)
{
	if (text_starts_with(outcome, "wait"))
		return wait(cx, call, outcome[4] == ' ' ? (int)strtol(outcome + 5, NULL, 10) : 1);
	if (strcmp(outcome, "ended") == 0)
		return err_set(cx, ERR_LOGIN,
		               ctx_say(cx,
		                       "验证器的数字错了太多次，或者等得太久：请从密码开始，重新登录",
		                       "too many wrong codes, or too late: log in from the beginning"));
	if (strcmp(outcome, "disabled") == 0)
		return err_set(cx, ERR_LOGIN,
		               ctx_say(cx, "这个账号已经停用，请联系管理员",
		                       "this account is disabled: ask an administrator"));
	if (strcmp(outcome, "refused") == 0)
		return err_set(cx, ERR_LOGIN, "%s", refusal);
	return ERR_OK;
}

struct acting_place
desk_login_place(struct ctx *cx, struct desk_call *call)
{
	if (call->device == NULL)
		call->device = desk_device(cx->arena, call->request);
	if (call->device == NULL)
		call->device = secret_new(cx->arena);
	return (struct acting_place){ .address = call->request->address,
		                      .device = hash(cx->arena, call->device) };
}

enum err
desk_login_key(struct ctx *cx, struct desk_call *call, const char *name, const char *password,
               const char **key)
{
	struct acting_salt salt = { .memory_kib = PASSWORD_MEMORY_KIB,
		                    .passes = PASSWORD_PASSES,
		                    .lanes = PASSWORD_LANES };
	const struct acting_place place = desk_login_place(cx, call);
	struct password_cost cost;

	TRY(acting_salt(cx, call->db, name, &place, &salt));
	if (salt.wait_s > 0)
		return wait(cx, call, salt.wait_s);
	cost = (struct password_cost){ salt.memory_kib, salt.passes, salt.lanes };
	return password_key(cx, password, salt.salt, &cost, key);
}

/* A session that the browser had before goes: none is taken over by a login. */
static enum err
leave(struct ctx *cx, struct desk_call *call)
{
	struct acting before;
	bool is_bearer;
	const char *secret = desk_secret(cx->arena, call->request, &is_bearer);

	if (secret == NULL || is_bearer)
		return ERR_OK;
	TRY(acting_use(cx, call->db, secret, &before));
	return acting_logout(cx, call->db, call->request->address);
}

enum err
desk_login_go_on(struct ctx *cx, struct desk_call *call, const char *secret,
                 struct response *response)
{
	call->secret = secret;
	TRY(acting_use(cx, call->db, secret, &call->acting));
	if (call->acting.account == NULL)
		return err_set(cx, ERR_INTERNAL, "a new session does not live");
	desk_cookie(cx, call->request, secret, response);
	tell(cx, &call->acting, secret, response);
	return ERR_OK;
}

/* Who has come in, with a password and what else was due, has made the browser known. */
static enum err
enter(struct ctx *cx, struct desk_call *call, const char *secret, struct response *response)
{
	TRY(desk_login_go_on(cx, call, secret, response));
	if (strcmp(call->acting.state, "code") != 0)
		desk_device_cookie(cx, call->request, call->device, response);
	return ERR_OK;
}

static struct acting_login
order(struct ctx *cx, struct desk_call *call, const char *name)
{
	const struct config *config = call->desk->config;

	return (struct acting_login){ .name = name,
		                      .place = desk_login_place(cx, call),
		                      .idle_s = config->session_idle_min * 60,
		                      .whole_s = config->session_hours * 3600,
		                      .password_days = config->password_days };
}

enum err
desk_login_ways(struct ctx *cx, struct desk_call *call, struct response *response)
{
	bool is_trusted;

	TRY(acting_trusts_sign_on(cx, call->db, &is_trusted));
	desk_json(cx, 200, is_trusted ? "{\"sign_on\":true}\n" : "{\"sign_on\":false}\n", response);
	return ERR_OK;
}

enum err
desk_login_answer(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "name", "password", NULL };
	const char *refusal = cx->english ? "the name or the password is wrong" : "登录名或密码不对";
	struct acting_login login;
	const char *name;
	const char *password;
	const char *outcome;
	const char *secret = secret_new(cx->arena);

	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "name", true, &name));
	TRY(desk_string(cx, call->body, "password", true, &password));
	if (strlen(password) > PASSWORD_MAX || strlen(name) > NAME_MAX_BYTES)
		return err_set(cx, ERR_LOGIN, "%s", refusal);
	call->target = name;
	login = order(cx, call, name);
	TRY(desk_login_key(cx, call, name, password, &login.key));
	TRY(leave(cx, call));
	login.hash = hash(cx->arena, secret);
	TRY(acting_login(cx, call->db, &login, &outcome));
	TRY(desk_login_refusal(cx, call, outcome, refusal));
	return enter(cx, call, secret, response);
}

/* The time step of a code. A right one gives the occasion to lock the secret anew, if that is due. */
static enum err
code_step(struct ctx *cx, struct desk_call *call, const char *code, int64_t *step)
{
	struct acting_secret locked;
	const char *secret;
	bool is_old;

	TRY(acting_code_secret(cx, call->db, &locked));
	if (locked.secret == NULL)
		return err_set(cx, ERR_CONFLICT,
		               ctx_say(cx, "现在不需要一次性密码", "no one-time code is due"));
	TRY(desk_code_open(cx, call, &locked, &secret, &is_old));
	TRY(onetime_step(cx, secret, code, (int64_t)time(NULL), step));
	if (*step < 0 || !is_old)
		return ERR_OK;
	TRY(desk_code_lock(cx, call, locked.account, secret, &locked));
	return acting_code_lock(cx, call->db, &locked);
}

enum err
desk_login_code(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "code", NULL };
	const char *refusal =
		cx->english
			? "the code is wrong, or has been used: take the next one; if that is wrong, too, "
			  "does the device tell the time?"
			: "验证器的数字不对，或者已经用过：请等下一组数字；还是不对，请看手机的时间是否准确";
	const char *fresh = secret_new(cx->arena);
	const struct acting_place place = desk_login_place(cx, call);
	const char *code;
	const char *outcome;
	int64_t step;

	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "code", true, &code));
	TRY(code_step(cx, call, code, &step));
	TRY(acting_code(cx, call->db, step, hash(cx->arena, fresh), &place,
	                call->desk->config->password_days, &outcome));
	TRY(desk_login_refusal(cx, call, outcome, refusal));
	return enter(cx, call, fresh, response);
}

enum err
desk_login_sign_on(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const char *refusal = cx->english ? "there is no single sign-on for you"
	                                  : "没有由单位的身份系统登录，或者没有这样登录的账号";
	const char *name = call->request->sign_on;
	const char *secret = secret_new(cx->arena);
	struct acting_login login;
	const char *outcome;

	if (name == NULL || strlen(name) > NAME_MAX_BYTES)
		return err_set(cx, ERR_LOGIN, "%s", refusal);
	call->target = name;
	TRY(leave(cx, call));
	login = order(cx, call, name);
	login.hash = hash(cx->arena, secret);
	TRY(acting_sign_on(cx, call->db, &login, &outcome));
	TRY(desk_login_refusal(cx, call, outcome, refusal));
	return desk_login_go_on(cx, call, secret, response);
}

enum err
desk_login_end(struct ctx *cx, struct desk_call *call, struct response *response)
{
	TRY(acting_logout(cx, call->db, call->request->address));
	desk_cookie(cx, call->request, NULL, response);
	response->status = 204;
	return ERR_OK;
}

enum err
desk_login_session(struct ctx *cx, struct desk_call *call, struct response *response)
{
	tell(cx, &call->acting, call->secret, response);
	return ERR_OK;
}
