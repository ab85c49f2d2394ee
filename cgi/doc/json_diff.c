#include "doc/json_diff.h"

#include <string.h>

struct differing {
	struct arena *arena;
	struct json_difference *list;
	size_t count;
	size_t size;
};

static void compare(struct differing *differing, const char *pointer, const struct json *before,
                    const struct json *after);

static void
add(struct differing *differing, const char *pointer, const struct json *before,
    const struct json *after)
{
	if (differing->count == differing->size) {
		size_t size = differing->size == 0 ? 16 : differing->size * 2;
		struct json_difference *list = arena_array(differing->arena, size, sizeof *list);

		if (differing->count > 0)
			memcpy(list, differing->list, differing->count * sizeof *list);
		differing->list = list;
		differing->size = size;
	}
	differing->list[differing->count++] = (struct json_difference){ .pointer = pointer,
		                                                        .before = before,
		                                                        .after = after };
}

/* A name as a step of a JSON Pointer (RFC 6901). */
static const char *
step(struct arena *arena, const char *pointer, const char *name)
{
	struct text out = text_make(arena);

	text_add_fmt(&out, "%s/", pointer);
	for (; *name != '\0'; name++)
		if (*name == '~' || *name == '/')
			text_add_str(&out, *name == '~' ? "~0" : "~1");
		else
			text_add(&out, name, 1);
	return out.data;
}

static const char *
place(struct arena *arena, const char *pointer, size_t index)
{
	return arena_printf(arena, "%s/%zu", pointer, index);
}

static void
compare_objects(struct differing *differing, const char *pointer, const struct json *before,
                const struct json *after)
{
	struct arena *arena = differing->arena;

	json_each(member, before) compare(differing, step(arena, pointer, json_name(member)),
	                                  member, json_member(after, json_name(member)));
	json_each(member, after) if (json_member(before, json_name(member)) == NULL)
		add(differing, step(arena, pointer, json_name(member)), NULL, member);
}

static const struct json **
elements(struct arena *arena, const struct json *array, size_t *count)
{
	const struct json **list;
	size_t i = 0;

	*count = json_count(array);
	list = arena_array(arena, *count, sizeof *list);
	json_each(element, array) list[i++] = element;
	return list;
}

/* What is equal at both ends stays; between them the elements are compared in order. */
static void
compare_arrays(struct differing *differing, const char *pointer, const struct json *before,
               const struct json *after)
{
	struct arena *arena = differing->arena;
	size_t first = 0;
	size_t old_end;
	size_t new_end;
	const struct json **old = elements(arena, before, &old_end);
	const struct json **new = elements(arena, after, &new_end);

	while (first < old_end && first < new_end && json_equal(old[first], new[first]))
		first++;
	while (old_end > first && new_end > first && json_equal(old[old_end - 1], new[new_end - 1])) {
		old_end--;
		new_end--;
	}
	for (; first < old_end && first < new_end; first++)
		compare(differing, place(arena, pointer, first), old[first], new[first]);
	for (size_t i = old_end; i > first; i--)
		add(differing, place(arena, pointer, i - 1), old[i - 1], NULL);
	for (size_t i = first; i < new_end; i++)
		add(differing, place(arena, pointer, i), NULL, new[i]);
}

static void
compare(struct differing *differing, const char *pointer, const struct json *before,
        const struct json *after)
{
	enum json_type type = json_type(before);

	if (after != NULL && json_equal(before, after))
		return;
	if (after != NULL && type == json_type(after) && type == JSON_OBJECT)
		compare_objects(differing, pointer, before, after);
	else if (after != NULL && type == json_type(after) && type == JSON_ARRAY)
		compare_arrays(differing, pointer, before, after);
	else
		add(differing, pointer, before, after);
}

void
json_diff(struct arena *arena, const struct json *before, const struct json *after,
          struct json_difference **out, size_t *count)
{
	struct differing differing = { .arena = arena };

	compare(&differing, "", before, after);
	*out = differing.list;
	*count = differing.count;
}

void
json_diff_patch(struct text *out, const struct json_difference *differences, size_t count)
{
	text_add_str(out, "[");
	for (size_t i = 0; i < count; i++) {
		const struct json_difference *one = &differences[i];

		text_add_fmt(out, "%s{\"op\":\"%s\",\"path\":", i > 0 ? ",\n " : "",
		             one->before == NULL  ? "add"
		             : one->after == NULL ? "remove"
		                                  : "replace");
		text_add_json(out, one->pointer);
		if (one->after != NULL) {
			text_add_str(out, ",\"value\":");
			json_add(out, one->after);
		}
		text_add_str(out, "}");
	}
	text_add_str(out, "]");
}
