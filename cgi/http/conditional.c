#include "http/conditional.h"

#include <string.h>

const char *
conditional_etag(struct arena *arena, const char *hash)
{
	return arena_printf(arena, "\"%s\"", hash);
}

static const char *
skip_blanks(const char *s)
{
	return s + strspn(s, " \t");
}

bool
conditional_matches(const char *if_none_match, const char *etag)
{
	const char *s = skip_blanks(if_none_match);
	size_t length = strlen(etag);

	if (*s == '*')
		return *skip_blanks(s + 1) == '\0';
	while (*s != '\0') {
		const char *end;

		s += strspn(s, " \t,");
		if (strncmp(s, "W/", 2) == 0)
			s += 2;
		if (*s != '"')
			return false;
		end = strchr(s + 1, '"');
		if (end == NULL)
			return false;
		if ((size_t)(end + 1 - s) == length && strncmp(s, etag, length) == 0)
			return true;
		s = skip_blanks(end + 1);
		if (*s != ',' && *s != '\0')
			return false;
	}
	return false;
}

bool
conditional_answer(const struct request *request, struct response *response)
{
	const char *etag = response_find(response, "ETag");

	if (response->status != 200 || etag == NULL || request->if_none_match == NULL)
		return false;
	if (!conditional_matches(request->if_none_match, etag))
		return false;
	response->status = 304;
	response->body = "";
	response->body_length = 0;
	response_header(response, "Content-Type", NULL);
	response_header(response, "Content-Disposition", NULL);
	return true;
}
