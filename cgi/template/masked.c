#include "template/masked.h"

#include <string.h>

#include "base/text.h"

static bool
is_alphanumeric(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* A number is masked where it is no piece of a longer one (gongkai.mask_pattern). */
static bool
stands_alone(const char *text, size_t at, size_t size)
{
	const char *before = at == 0 ? "" : text + at - 1;
	char after = text[at + size];
	bool goes_on = is_alphanumeric(after) || after == '-' ||
	               (after == '.' && is_alphanumeric(text[at + size + 1]));

	if (is_alphanumeric(text[at]) &&
	    (is_alphanumeric(*before) || *before == '.' || *before == '-'))
		return false;
	return !is_alphanumeric(text[at + size - 1]) || !goes_on;
}

size_t
masked_find(const struct json *masked, const char *text, size_t length, size_t *word_length)
{
	for (size_t at = 0; at < length; at++)
		json_each(word, masked)
		{
			const char *said = json_string(word);
			size_t size = said == NULL ? 0 : strlen(said);

			if (size == 0 || size > length - at ||
			    strncmp(text + at, said, size) != 0 || !stands_alone(text, at, size))
				continue;
			*word_length = size;
			return at;
		}
	return length;
}

const char *
masked_hide(struct arena *arena, const struct json *masked, const char *text)
{
	size_t length = text == NULL ? 0 : strlen(text);
	size_t size;
	size_t at = masked_find(masked, text, length, &size);
	struct text out;

	if (at == length)
		return text;
	out = text_make(arena);
	for (; at < length; at = masked_find(masked, text, length, &size)) {
		size_t count = text_utf8_count(arena_strndup(arena, text + at, size));

		text_add(&out, text, at);
		for (size_t i = 0; i < count; i++)
			text_add_str(&out, "*");
		text += at + size;
		length -= at + size;
	}
	text_add(&out, text, length);
	return out.data;
}
