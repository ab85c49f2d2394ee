#include "db/conninfo.h"

#include <libpq-fe.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "db/host.h"

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

/* The string with one of its hosts, whichever of the two that one is. */
static const char *
alone(struct arena *arena, const PQconninfoOption *options, size_t place)
{
	struct text out = text_make(arena);
	bool skipped[HOST_MAX];

	for (size_t i = 0; i < HOST_MAX; i++)
		skipped[i] = i != place;
	for (const PQconninfoOption *option = options; option->keyword != NULL; option++) {
		if (option->val == NULL || strcmp(option->keyword, "target_session_attrs") == 0)
			continue;
		text_add_fmt(&out, "%s%s=", out.length == 0 ? "" : " ", option->keyword);
		add_quoted(&out, host_value(arena, option, skipped));
	}
	return out.data;
}

const char **
conninfo_each_host(struct arena *arena, const char *conninfo, size_t *count)
{
	PQconninfoOption *options = PQconninfoParse(conninfo, NULL);
	size_t hosts = options == NULL ? 1 : host_count(options);
	const char **each;

	*count = hosts > HOST_MAX ? HOST_MAX : hosts;
	each = arena_array(arena, *count, sizeof *each);
	each[0] = conninfo;
	for (size_t place = 0; hosts > 1 && place < *count; place++)
		each[place] = alone(arena, options, place);
	PQconninfoFree(options);
	return each;
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
