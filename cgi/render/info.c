#include "render/info.h"

#include <string.h>

#include "doc/json.h"
#include "template/box.h"

struct document_info
info_of(const struct form *form)
{
	const struct json *root = form->scope->root;
	const struct json *published = json_member(root, "published");

	return (struct document_info){ .title = form->title,
		                       .author = form->author,
		                       .subject = form->subject,
		                       .keywords = form->keywords,
		                       .created_at = form->created_at,
		                       .identifier = json_string(json_member(root, "id")),
		                       .revision = json_integer(json_member(published, "revision"),
		                                                0) };
}

static bool
is_white(uint32_t scalar)
{
	return scalar <= 0x20 || scalar == 0x7f || scalar == 0x85 || scalar == 0xa0;
}

const char *
info_clean(struct arena *arena, const char *s)
{
	struct text out = text_make(arena);
	bool is_gap = false;
	uint32_t scalar;
	size_t length;

	for (; s != NULL && (length = text_utf8_next(s, &scalar)) > 0; s += length) {
		if (is_white(scalar)) {
			is_gap = true;
			continue;
		}
		if (is_gap && out.length > 0)
			text_add_str(&out, " ");
		is_gap = false;
		text_add_char(&out, scalar == 0xfffe || scalar == 0xffff ? 0xfffd : scalar);
	}
	return out.length == 0 ? NULL : out.data;
}

/* Does `s` begin like `pattern`, in which 0 stands for a digit? */
static bool
has_shape(const char *s, const char *pattern)
{
	for (; *pattern != '\0'; s++, pattern++)
		if (*pattern == '0' ? *s < '0' || *s > '9' : *s != *pattern)
			return false;
	return true;
}

const char *
info_zone(const char *s)
{
	if (s == NULL || !has_shape(s, "0000-00-00T00:00:00"))
		return NULL;
	s += strlen("0000-00-00T00:00:00");
	if (*s == '.')
		s += 1 + strspn(s + 1, "0123456789");
	if (strcmp(s, "Z") == 0)
		return s;
	return (*s == '+' || *s == '-') && has_shape(s + 1, "00:00") && s[6] == '\0' ? s : NULL;
}
