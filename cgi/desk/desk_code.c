#include "desk/desk_code.h"

#include <string.h>

#include "base/log.h"
#include "sign/vault.h"

/* What the administrator has to know is in the log. */
static enum err
refuse(struct ctx *cx, const struct ctx *inner)
{
	log_event(LOG_ERROR, cx->request_id, "code_key: %s", inner->reason);
	return err_set(cx, ERR_CONFLICT,
	               ctx_say(cx,
	                       "服务器上一次性密码的密钥（code_key）有问题，现在不能核对。请联系管理员"
	                       "恢复密钥，或者停用您的一次性密码",
	                       "the server has not the key of your one-time codes: ask the "
	                       "administrator to restore it, or to end your codes"));
}

/* Another worker may have made it meanwhile. */
static enum err
make(struct ctx *cx, struct desk_call *call, struct vault *vault)
{
	const char *path = call->desk->config->code_key;
	struct ctx making = ctx_make(cx->arena);
	struct ctx loading = ctx_make(cx->arena);
	enum err made = vault_make(&making, path);

	if (vault_load(&loading, path, vault) == ERR_OK)
		return ERR_OK;
	return refuse(cx, made == ERR_OK ? &loading : &making);
}

static enum err
load(struct ctx *cx, struct desk_call *call, struct vault *vault)
{
	struct ctx inner = ctx_make(cx->arena);
	enum err status = vault_load(&inner, call->desk->config->code_key, vault);
	bool are_locked;

	if (status == ERR_OK)
		return ERR_OK;
	if (status != ERR_NOT_FOUND)
		return refuse(cx, &inner);
	TRY(acting_code_keys(cx, call->db, &are_locked));
	return are_locked ? refuse(cx, &inner) : make(cx, call, vault);
}

enum err
desk_code_lock(struct ctx *cx, struct desk_call *call, const char *account, const char *plain,
               struct acting_secret *out)
{
	struct vault vault;

	TRY(load(cx, call, &vault));
	*out = (struct acting_secret){ .account = account, .key = vault.ids[0] };
	return vault_lock(cx, &vault, account, plain, &out->secret);
}

enum err
desk_code_open(struct ctx *cx, struct desk_call *call, const struct acting_secret *secret,
               const char **plain, bool *is_old)
{
	struct ctx inner = ctx_make(cx->arena);
	struct vault vault;

	*is_old = secret->key == NULL;
	*plain = secret->secret;
	if (*is_old)
		return ERR_OK;
	TRY(load(cx, call, &vault));
	*is_old = strcmp(secret->key, vault.ids[0]) != 0;
	if (vault_open(&inner, &vault, secret->key, secret->account, secret->secret, plain) == ERR_OK)
		return ERR_OK;
	return refuse(cx, &inner);
}
