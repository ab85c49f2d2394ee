#include "command/roster.h"

#include <string.h>

#include "doc/json.h"

/* A member, or what stands for none. */
static const char *
word(const struct json *item, const char *name, const char *none)
{
	const char *given = json_string(json_member(item, name));

	return given == NULL || *given == '\0' ? none : given;
}

/* A day of a time of RFC 3339, or what stands for none. */
static const char *
day(struct arena *arena, const struct json *item, const char *name, const char *none)
{
	const char *at = json_string(json_member(item, name));

	return at == NULL ? none : arena_strndup(arena, at, strcspn(at, "T"));
}

/* As --grants takes them. */
static void
add_grants(const struct json *grants, struct text *out)
{
	if (json_count(grants) == 0)
		text_add_str(out, "-");
	json_each(grant, grants)
	{
		const char *department = json_string(json_member(grant, "department"));

		text_add_fmt(out, "%s%s", grant == json_first(grants) ? "" : ",",
		             word(grant, "role", "-"));
		if (department != NULL && *department != '\0')
			text_add_fmt(out, ":%s", department);
	}
}

static void
add_state(const struct json *account, struct text *out)
{
	static const struct {
		const char *name;
		bool when;
		const char *word;
	} states[] = {
		{ "disabled", true, "已停用" },        { "has_password", false, "没有密码" },
		{ "must_change", true, "须更换密码" }, { "totp", true, "一次性密码" },
		{ "may_sign_on", true, "单点登录" },
	};
	size_t begin = out->length;

	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
		if (json_is_true(json_member(account, states[i].name)) == states[i].when)
			text_add_fmt(out, "%s%s", out->length > begin ? "、" : "", states[i].word);
	text_add_str(out, out->length > begin ? "\n" : "-\n");
}

enum err
roster_accounts(struct ctx *cx, const char *list, struct text *out)
{
	const struct json *body = NULL;
	const struct json *items;

	TRY(json_parse(cx, "accounts", list, strlen(list), &body));
	items = json_member(body, "items");
	text_add_str(out, "登录名  姓名  部门  权限  上次使用  状态\n");
	json_each(account, items)
	{
		text_add_fmt(out, "%s  %s  %s  ", word(account, "name", "-"),
		             word(account, "person", "-"), word(account, "department", "全国"));
		add_grants(json_member(account, "grants"), out);
		text_add_fmt(out, "  %s  ", day(cx->arena, account, "seen_at", "-"));
		add_state(account, out);
	}
	text_add_fmt(out, "共 %zu 个账号\n", json_count(items));
	return ERR_OK;
}

static void
add_names(const struct json *names, struct text *out)
{
	json_each(name, names)
	{
		text_add_str(out, name == json_first(names) ? "" : ",");
		text_add_str(out, json_string(name));
	}
}

static void
add_token(struct ctx *cx, const struct json *token, struct text *out)
{
	const char *ended = day(cx->arena, token, "ended_at", NULL);

	json_add_scalar(out, json_member(token, "number"));
	text_add_fmt(out, "  %s  %s  ", word(token, "account", "-"), word(token, "label", "-"));
	add_names(json_member(token, "roles"), out);
	text_add_fmt(out, "  %s  %s  %s", word(token, "department", "-"),
	             day(cx->arena, token, "seen_at", "-"),
	             day(cx->arena, token, "expires_at", "-"));
	if (ended != NULL)
		text_add_fmt(out, "  %s 已作废", ended);
	text_add_str(out, "\n");
}

enum err
roster_tokens(struct ctx *cx, const char *list, struct text *out)
{
	const struct json *body = NULL;
	const struct json *items;

	TRY(json_parse(cx, "tokens", list, strlen(list), &body));
	items = json_member(body, "items");
	text_add_str(out, "编号  登录名  用途  角色  部门  上次使用  到期\n");
	json_each(token, items) add_token(cx, token, out);
	text_add_fmt(out, "共 %zu 个令牌\n", json_count(items));
	return ERR_OK;
}
