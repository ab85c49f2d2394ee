#include "http/accept.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BLANKS " \t"
#define CERTAIN 1000

/* One element of the header: its first token, and its q in thousandths. */
struct element {
	const char *name;
	size_t length;
	int quality;
};

/* The end of a parameter or an element: a comma or semicolon inside quotes is none. */
static const char *
skip_value(const char *s)
{
	bool quoted = false;

	for (; *s != '\0' && (quoted || (*s != ',' && *s != ';')); s++) {
		if (quoted && *s == '\\' && s[1] != '\0')
			s++;
		else if (*s == '"')
			quoted = !quoted;
	}
	return s;
}

/* "0.25" is 250. What is no weight counts as 1. */
static int
weight(const char *s)
{
	int value = 0;
	int place = CERTAIN / 10;

	if (*s != '0')
		return CERTAIN;
	if (*++s == '.')
		for (s++; *s >= '0' && *s <= '9' && place > 0; s++, place /= 10)
			value += (*s - '0') * place;
	return value;
}

/* Read the element at `s`; returns where the next one may begin. */
static const char *
next_element(const char *s, struct element *element)
{
	s += strspn(s, BLANKS ",");
	*element = (struct element){ .name = s, .quality = CERTAIN };
	element->length = strcspn(s, BLANKS ",;");
	s = skip_value(s);
	while (*s == ';') {
		s++;
		s += strspn(s, BLANKS);
		if (strncasecmp(s, "q=", 2) == 0)
			element->quality = weight(s + 2);
		s = skip_value(s);
	}
	return s;
}

/* How closely a media range fits the type: 0 not at all, 3 by its name. */
static int
closeness(const struct element *range, const char *type)
{
	size_t major = strcspn(type, "/") + 1;

	if (range->length == strlen(type) && strncasecmp(range->name, type, range->length) == 0)
		return 3;
	if (range->length == major + 1 && strncasecmp(range->name, type, major) == 0 &&
	    range->name[major] == '*')
		return 2;
	return range->length == 3 && strncmp(range->name, "*/*", 3) == 0 ? 1 : 0;
}

int
accept_quality(const char *accept, const char *type)
{
	bool any = false;
	int closest = 0;
	int quality = 0;

	while (accept != NULL && *accept != '\0') {
		struct element range;
		int close;

		accept = next_element(accept, &range);
		any = any || memchr(range.name, '/', range.length) != NULL;
		close = closeness(&range, type);
		if (close > closest || (close == closest && close > 0 && range.quality > quality)) {
			closest = close;
			quality = range.quality;
		}
	}
	return any ? quality : CERTAIN;
}

/* Is the element the language, or a kind of it (en-GB)? */
static bool
is_language(const struct element *range, const char *language)
{
	size_t length = strlen(language);

	return range->length >= length && strncasecmp(range->name, language, length) == 0 &&
	       (range->length == length || range->name[length] == '-');
}

bool
accept_is_english(const char *accept_language)
{
	int english = 0;
	int chinese = 0;

	while (accept_language != NULL && *accept_language != '\0') {
		struct element range;

		accept_language = next_element(accept_language, &range);
		if (is_language(&range, "en") && range.quality > english)
			english = range.quality;
		if (is_language(&range, "zh") && range.quality > chinese)
			chinese = range.quality;
	}
	return english > chinese;
}

bool
accept_prefers(const char *prefer, const char *preference)
{
	size_t length = strlen(preference);

	while (prefer != NULL && *prefer != '\0') {
		struct element element;

		prefer = next_element(prefer, &element);
		if (element.length == length && strncasecmp(element.name, preference, length) == 0)
			return true;
	}
	return false;
}
