/* What the account that acts may do, by its grants. The database asks the same by itself. */
#include "desk/desk.h"

#include <string.h>

static const char *const roles[] = {
	[DESK_READER] = "reader",
	[DESK_EDITOR] = "editor",
	[DESK_REVIEWER] = "reviewer",
	[DESK_PUBLISHER] = "publisher",
	[DESK_ADMINISTRATOR] = "administrator",
};

#define ROLE_COUNT (sizeof roles / sizeof roles[0])

const char *
desk_role_name(enum desk_role role)
{
	return role < ROLE_COUNT ? roles[role] : "";
}

enum desk_role
desk_role_find(const char *name)
{
	for (size_t i = 0; name != NULL && i < ROLE_COUNT; i++)
		if (strcmp(roles[i], name) == 0)
			return (enum desk_role)i;
	return DESK_NOBODY;
}

bool
desk_may(const struct desk_call *call, enum desk_role role, const char *department)
{
	for (size_t i = 0; i < call->grant_count; i++) {
		const struct desk_grant *grant = &call->grants[i];

		if ((role == DESK_READER || grant->role == role) &&
		    (department == NULL || text_starts_with(department, grant->department)))
			return true;
	}
	return false;
}

const char *
desk_reach(struct arena *arena, const struct desk_call *call, enum desk_role role)
{
	struct text out = text_make(arena);

	text_add_str(&out, "[");
	for (size_t i = 0; i < call->grant_count; i++) {
		if (role != DESK_READER && call->grants[i].role != role)
			continue;
		text_add_str(&out, out.length == 1 ? "" : ",");
		text_add_json(&out, call->grants[i].department);
	}
	text_add_str(&out, "]");
	return out.data;
}

enum err
desk_must(struct ctx *cx, const struct desk_call *call, enum desk_role role, const char *department)
{
	static const char *const names[] = {
		[DESK_READER] = "查看",
		[DESK_EDITOR] = "填报（editor）",
		[DESK_REVIEWER] = "审核（reviewer）",
		[DESK_PUBLISHER] = "公开（publisher）",
		[DESK_ADMINISTRATOR] = "管理（administrator）",
	};

	if (desk_may(call, role, department))
		return ERR_OK;
	if (department == NULL)
		department = "";
	else if (*department == '\0')
		department = ctx_say(cx, "（全国）", " for the country");
	else
		department = arena_printf(cx->arena, ctx_say(cx, "（部门 %s）", " in %s"),
		                          department);
	return err_set(cx, ERR_RIGHT, ctx_say(cx, "您没有%s的权限%s", "you lack the role %s%s"),
	               cx->english ? desk_role_name(role) : names[role], department);
}
