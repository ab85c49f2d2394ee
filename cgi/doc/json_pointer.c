#include "doc/json_pointer.h"

#include <stdint.h>
#include <stdlib.h>

struct json_map {
	struct json_spot *spots; /* in the order of the values' addresses */
	size_t count;
	size_t capacity;
};

static void
add_spots(struct arena *arena, struct json_map *map, struct json_spot spot)
{
	unsigned index = 0;

	map->spots = arena_grow(arena, map->spots, map->count, &map->capacity, sizeof *map->spots);
	map->spots[map->count++] = spot;
	json_each(child, spot.value)
		add_spots(arena, map, (struct json_spot){ child, spot.value, index++ });
}

static int
by_address(const void *a, const void *b)
{
	uintptr_t left = (uintptr_t)((const struct json_spot *)a)->value;
	uintptr_t right = (uintptr_t)((const struct json_spot *)b)->value;

	return left < right ? -1 : left > right ? 1 : 0;
}

const struct json_map *
json_map_new(struct arena *arena, const struct json *root)
{
	struct json_map *map = arena_alloc(arena, sizeof *map);

	if (root == NULL)
		return map;
	add_spots(arena, map, (struct json_spot){ root, NULL, 0 });
	qsort(map->spots, map->count, sizeof *map->spots, by_address);
	return map;
}

const struct json_spot *
json_map_find(const struct json_map *map, const struct json *value)
{
	struct json_spot wanted = { .value = value };

	return map->count == 0
	               ? NULL
	               : bsearch(&wanted, map->spots, map->count, sizeof *map->spots, by_address);
}

void
json_map_add_pointer(const struct json_map *map, const struct json *value, struct text *out)
{
	const struct json_spot *spot = json_map_find(map, value);

	if (spot == NULL || spot->container == NULL)
		return;
	json_map_add_pointer(map, spot->container, out);
	if (json_type(spot->container) == JSON_OBJECT)
		json_pointer_add(out, json_name(value));
	else
		text_add_fmt(out, "/%u", spot->index);
}

void
json_pointer_add(struct text *out, const char *name)
{
	text_add_str(out, "/");
	for (; *name != '\0'; name++) {
		if (*name == '~')
			text_add_str(out, "~0");
		else if (*name == '/')
			text_add_str(out, "~1");
		else
			text_add(out, name, 1);
	}
}
