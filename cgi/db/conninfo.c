#include "db/conninfo.h"

#include <libpq-fe.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"

#define HIDDEN "***"

/* libpq marks what a dialog should not show. */
static bool
is_secret(const PQconninfoOption *option)
{
	return option->val != NULL && option->dispchar[0] == '*';
}

static void
add_quoted(struct text *out, const char *value)
{
	text_add_str(out, "'");
	for (; *value != '\0'; value++) {
		if (*value == '\'' || *value == '\\')
			text_add_str(out, "\\");
		text_add(out, value, 1);
	}
	text_add_str(out, "'");
}

static const char *
compose(struct arena *arena, const PQconninfoOption *options)
{
	struct text out = text_make(arena);

	for (const PQconninfoOption *option = options; option->keyword != NULL; option++) {
		if (option->val == NULL)
			continue;
		text_add_fmt(&out, "%s%s=", out.length == 0 ? "" : " ", option->keyword);
		if (is_secret(option))
			text_add_str(&out, HIDDEN);
		else
			add_quoted(&out, option->val);
	}
	return out.data;
}

const char *
conninfo_without_secrets(struct arena *arena, const char *conninfo)
{
	PQconninfoOption *options = PQconninfoParse(conninfo, NULL);
	const char *shown = conninfo;

	if (options == NULL)
		return HIDDEN;
	for (const PQconninfoOption *option = options; option->keyword != NULL; option++)
		if (is_secret(option)) {
			shown = compose(arena, options);
			break;
		}
	PQconninfoFree(options);
	return shown;
}

const char *
conninfo_user(struct arena *arena, const char *conninfo)
{
	PQconninfoOption *options = PQconninfoParse(conninfo, NULL);
	const char *user = NULL;

	for (const PQconninfoOption *option = options; option != NULL && option->keyword != NULL;
	     option++)
		if (strcmp(option->keyword, "user") == 0 && option->val != NULL)
			user = arena_strdup(arena, option->val);
	PQconninfoFree(options);
	return user;
}
