#include "page/path.h"

#include <string.h>

#include "base/text.h"
#include "http/param.h"

#define DIGITS "0123456789"
#define LOWER "abcdefghijklmnopqrstuvwxyz"

static bool
is_revision(const char *s)
{
	size_t length = strspn(s, DIGITS);

	return length > 0 && length <= 9 && s[length] == '\0' && s[0] != '0';
}

static bool
is_login_name(const char *s)
{
	size_t length = strspn(s, LOWER DIGITS "._@-");

	return length > 0 && length <= 64 && s[length] == '\0' && strchr("._@-", s[0]) == NULL;
}

/* May `value` stand where the pattern has `{name}`? */
static bool
is_value(const char *name, const char *value)
{
	if (text_starts_with(name, "{id}"))
		return param_is_report(value);
	if (text_starts_with(name, "{number}"))
		return is_revision(value);
	if (text_starts_with(name, "{name}"))
		return is_login_name(value);
	if (text_starts_with(name, "{printed}"))
		return true;
	if (text_starts_with(name, "{year}"))
		return param_is_year(value);
	return param_is_code(value);
}

bool
path_fits(struct arena *arena, const char *pattern, const char *path, const char **names,
          size_t most)
{
	size_t count = 0;

	memset(names, 0, most * sizeof *names);
	for (;;) {
		size_t fixed = strcspn(pattern, "{");
		size_t length;

		if (strncmp(pattern, path, fixed) != 0)
			return false;
		pattern += fixed;
		path += fixed;
		if (*pattern == '\0')
			return *path == '\0';
		if (count == most)
			return false;
		length = strcspn(path, "/");
		names[count] = arena_strndup(arena, path, length);
		if (!is_value(pattern, names[count]))
			return false;
		count++;
		path += length;
		pattern += strcspn(pattern, "}") + 1;
	}
}
