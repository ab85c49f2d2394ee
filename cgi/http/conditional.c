#include "http/conditional.h"

#include <string.h>
#include <time.h>

const char *
conditional_etag(struct arena *arena, const char *validator)
{
	return arena_printf(arena, "\"%s\"", validator);
}

static const char *
skip_blanks(const char *s)
{
	return s + strspn(s, " \t");
}

/*
 * Read one tag of the list at `*s`, quotes included, and move on. False at the
 * end, and where the list is malformed.
 */
static bool
next_tag(const char **s, const char **tag, size_t *length)
{
	const char *end;

	*s += strspn(*s, " \t,");
	if (strncmp(*s, "W/", 2) == 0)
		*s += 2;
	if (**s != '"' || (end = strchr(*s + 1, '"')) == NULL)
		return false;
	*tag = *s;
	*length = (size_t)(end + 1 - *s);
	*s = skip_blanks(end + 1);
	return **s == ',' || **s == '\0';
}

/* Is the tag in the list? A weak tag counts only where the comparison is weak. */
static bool
names(const char *list, const char *etag, bool weakly)
{
	const char *s = skip_blanks(list);
	const char *tag;
	size_t length;

	if (*s == '*')
		return *skip_blanks(s + 1) == '\0';
	while (next_tag(&s, &tag, &length)) {
		bool is_weak = tag > list && tag[-1] == '/';

		if (length == strlen(etag) && strncmp(tag, etag, length) == 0 && (weakly || !is_weak))
			return true;
	}
	return false;
}

bool
conditional_matches(const char *if_none_match, const char *etag)
{
	return names(if_none_match, etag, true);
}

const char *
conditional_known(struct arena *arena, const char *if_none_match, const char *suffix)
{
	const char *s = if_none_match;
	size_t end = strlen(suffix);
	const char *tag;
	size_t length;

	while (s != NULL && next_tag(&s, &tag, &length)) {
		length -= 2;
		if (length > end && strncmp(tag + 1 + length - end, suffix, end) == 0)
			return arena_strndup(arena, tag + 1, length - end);
	}
	return NULL;
}

/* Section 5.6.7: the format of today and the two obsolete ones. */
static bool
read_date(const char *s, time_t *time)
{
	static const char *const formats[] = { "%a, %d %b %Y %H:%M:%S GMT",
		                               "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y" };

	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		struct tm parts = { 0 };
		const char *end = strptime(s, formats[i], &parts);

		if (end != NULL && *end == '\0') {
			*time = timegm(&parts);
			return true;
		}
	}
	return false;
}

/* Is the time of change later than the client's? A date that is none counts as not sent. */
static bool
is_modified(const char *last_modified, const char *since)
{
	time_t modified;
	time_t known;

	return read_date(since, &known) && read_date(last_modified, &modified) && modified > known;
}

static bool
is_unmodified(const char *last_modified, const char *since)
{
	time_t known;

	return last_modified != NULL && since != NULL && read_date(since, &known) &&
	       !is_modified(last_modified, since);
}

enum err
conditional_check(struct ctx *cx, const struct request *request, const struct response *response)
{
	const char *etag = response_find(response, "ETag");
	const char *modified = response_find(response, "Last-Modified");
	bool failed = false;

	if ((response->status != 200 && response->status != 304) || etag == NULL)
		return ERR_OK;
	if (request->if_match != NULL)
		failed = !names(request->if_match, etag, false);
	else if (modified != NULL && request->if_unmodified_since != NULL)
		failed = is_modified(modified, request->if_unmodified_since);
	return failed ? err_set(cx, ERR_CONDITION, "the condition is not so") : ERR_OK;
}

bool
conditional_answer(const struct request *request, struct response *response)
{
	const char *etag = response_find(response, "ETag");

	if (response->status != 200 || etag == NULL)
		return false;
	if (request->if_none_match != NULL) {
		if (!conditional_matches(request->if_none_match, etag))
			return false;
	} else if (!is_unmodified(response_find(response, "Last-Modified"),
	                          request->if_modified_since)) {
		return false;
	}
	response->status = 304;
	response->body = "";
	response->body_length = 0;
	response_header(response, "Content-Type", NULL);
	response_header(response, "Content-Disposition", NULL);
	response_header(response, "Repr-Digest", NULL);
	return true;
}
