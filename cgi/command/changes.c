#include "command/changes.h"

#include <stdio.h>
#include <string.h>

#include "doc/json.h"

/* Longer values are shown by their beginning. */
#define SHOWN_BYTES 90

static void compare(struct ctx *cx, const char *pointer, const struct json *before,
                    const struct json *after);

static const char *
shown(struct ctx *cx, const struct json *value)
{
	const char *s = json_string(value);
	size_t length = SHOWN_BYTES;

	if (value == NULL)
		return "（无）";
	if (json_type(value) == JSON_INTEGER)
		return arena_printf(cx->arena, "%ld", json_integer(value, 0));
	if (json_type(value) == JSON_BOOLEAN)
		return json_is_true(value) ? "true" : "false";
	if (s == NULL)
		return json_type(value) == JSON_ARRAY ? "[…]" : "{…}";
	if (strlen(s) <= SHOWN_BYTES)
		return arena_printf(cx->arena, "“%s”", s);
	while (((unsigned char)s[length] & 0xc0) == 0x80)
		length--;
	return arena_printf(cx->arena, "“%.*s……”", (int)length, s);
}

static bool
is_same_scalar(const struct json *a, const struct json *b)
{
	const char *x = json_string(a);
	const char *y = json_string(b);

	if (json_type(a) != json_type(b))
		return false;
	if (x != NULL)
		return strcmp(x, y) == 0;
	if (json_type(a) == JSON_BOOLEAN)
		return json_is_true(a) == json_is_true(b);
	return json_integer(a, 0) == json_integer(b, 0);
}

static bool
is_container(const struct json *value)
{
	return value != NULL && (json_type(value) == JSON_OBJECT || json_type(value) == JSON_ARRAY);
}

static void
compare_objects(struct ctx *cx, const char *pointer, const struct json *before,
                const struct json *after)
{
	json_each(member, before)
		compare(cx, arena_printf(cx->arena, "%s/%s", pointer, json_name(member)), member,
	                json_member(after, json_name(member)));
	json_each(member, after) if (json_member(before, json_name(member)) == NULL)
		compare(cx, arena_printf(cx->arena, "%s/%s", pointer, json_name(member)), NULL,
	                member);
}

static void
compare_arrays(struct ctx *cx, const char *pointer, const struct json *before,
               const struct json *after)
{
	const struct json *x = json_first(before);
	const struct json *y = json_first(after);

	for (size_t i = 0; x != NULL || y != NULL; i++) {
		compare(cx, arena_printf(cx->arena, "%s/%zu", pointer, i), x, y);
		x = x == NULL ? NULL : json_next(x);
		y = y == NULL ? NULL : json_next(y);
	}
}

static void
compare(struct ctx *cx, const char *pointer, const struct json *before, const struct json *after)
{
	if (is_container(before) && is_container(after) && json_type(before) == json_type(after)) {
		if (json_type(before) == JSON_OBJECT)
			compare_objects(cx, pointer, before, after);
		else
			compare_arrays(cx, pointer, before, after);
	} else if (before == NULL || after == NULL || !is_same_scalar(before, after)) {
		printf("  %s：%s → %s\n", pointer, shown(cx, before), shown(cx, after));
	}
}

enum err
changes_print(struct ctx *cx, const char *before, const char *after)
{
	const struct json *x;
	const struct json *y;

	TRY(json_parse(cx, "the draft", before, strlen(before), &x));
	TRY(json_parse(cx, "the new draft", after, strlen(after), &y));
	compare(cx, "", x, y);
	return ERR_OK;
}
