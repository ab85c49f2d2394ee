#include "desk/desk_login.h"

#include <string.h>

#include "sign/password.h"
#include "sign/secret.h"

#define NAME_MAX_BYTES 64

/* What the pages need to know of a session. */
static void
tell(struct ctx *cx, const struct acting *acting, const char *secret, int status,
     struct response *response)
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
	desk_json(cx, status, out.data, response);
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

static enum err
refuse(struct ctx *cx)
{
	return err_set(cx, ERR_LOGIN,
	               ctx_say(cx, "登录名或密码不对", "the name or the password is wrong"));
}

/* The key of the password that is given, by the salt of the name. */
static enum err
make_key(struct ctx *cx, struct desk_call *call, const char *name, const char *password,
         const char **key)
{
	struct acting_salt salt = { .memory_kib = PASSWORD_MEMORY_KIB,
		                    .passes = PASSWORD_PASSES,
		                    .lanes = PASSWORD_LANES };
	struct password_cost cost;

	TRY(acting_salt(cx, call->db, name, call->request->address, &salt));
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
desk_login_answer(struct ctx *cx, struct desk_call *call, struct response *response)
{
	static const char *const members[] = { "name", "password", NULL };
	const struct config *config = call->desk->config;
	const char *name;
	const char *password;
	const char *outcome;
	struct acting_login login = { .address = call->request->address,
		                      .idle_s = config->session_idle_min * 60,
		                      .whole_s = config->session_hours * 3600,
		                      .password_days = config->password_days };

	TRY(desk_only(cx, call->body, members));
	TRY(desk_string(cx, call->body, "name", true, &name));
	TRY(desk_string(cx, call->body, "password", true, &password));
	if (strlen(password) > PASSWORD_MAX || strlen(name) > NAME_MAX_BYTES)
		return refuse(cx);
	login.name = name;
	call->target = name;
	TRY(make_key(cx, call, name, password, &login.key));
	TRY(leave(cx, call));
	call->secret = secret_new(cx->arena);
	login.hash = text_sha256(cx->arena, call->secret, strlen(call->secret));
	TRY(acting_login(cx, call->db, &login, &outcome));
	if (strcmp(outcome, "wait") == 0)
		return wait(cx, call, 1);
	if (strcmp(outcome, "refused") == 0)
		return refuse(cx);
	TRY(acting_use(cx, call->db, call->secret, &call->acting));
	if (call->acting.account == NULL)
		return err_set(cx, ERR_INTERNAL, "a new session does not live");
	desk_cookie(cx, call->request, call->secret, response);
	tell(cx, &call->acting, call->secret, 200, response);
	return ERR_OK;
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
	tell(cx, &call->acting, call->secret, 200, response);
	return ERR_OK;
}
