#include "doc/json_pointer.h"

#include <string.h>

#include "tests/unit/tap.h"

static const char document[] =
	"{\"a\":[{\"b\":\"x\"},{\"b\":[[],[1,2]]}],\"m~n/o\":{\"\":true,\"%\":null}}";

static const char *
pointer_of(struct arena *arena, const struct json_map *map, const struct json *value)
{
	struct text out = text_make(arena);

	json_map_add_pointer(map, value, &out);
	return out.data;
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const struct json_map *map;
	const struct json *root;
	const struct json *lists;
	const struct json *odd;

	if (json_parse(&cx, "d", document, strlen(document), &root) != ERR_OK)
		return 1;
	map = json_map_new(arena, root);
	lists = json_member(json_next(json_first(json_member(root, "a"))), "b");
	odd = json_member(root, "m~n/o");
	is_str(pointer_of(arena, map, root), "", "the root");
	is_str(pointer_of(arena, map, lists), "/a/1/b", "a member of an item");
	is_str(pointer_of(arena, map, json_next(json_first(json_next(json_first(lists))))),
	       "/a/1/b/1/1", "an item of an item");
	/* RFC 6901, 3: ~ is ~0 and / is ~1. */
	is_str(pointer_of(arena, map, odd), "/m~0n~1o", "a name with both signs");
	is_str(pointer_of(arena, map, json_member(odd, "")), "/m~0n~1o/", "a name without a sign");
	is_str(pointer_of(arena, map, json_member(odd, "%")), "/m~0n~1o/%", "no other escapes");
	is_int(json_map_find(map, json_next(json_first(lists)))->index, 1, "the place in a list");
	ok(json_map_find(map, json_first(lists))->container == lists, "which is known");
	ok(json_map_find(map, (const struct json *)(const void *)&cx) == NULL, "no value of it");
	ok(json_map_find(json_map_new(arena, NULL), root) == NULL, "nothing in no tree");
	arena_free(arena);
	return done_testing();
}
