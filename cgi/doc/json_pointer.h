/*
 * JSON Pointers (RFC 6901): where a value stands in its tree. A tree is only
 * linked downwards; the way up is made once, when somebody asks for it.
 */
#ifndef DOC_JSON_POINTER_H
#define DOC_JSON_POINTER_H

#include "doc/json.h"

struct json_map;

/* One value with what it stands in. */
struct json_spot {
	const struct json *value;
	const struct json *container; /* NULL: the value is the root */
	unsigned index;               /* in the container, from 0 */
};

/* The way up from every value of a tree, in the arena. */
const struct json_map *json_map_new(struct arena *arena, const struct json *root);

/* Where a value stands; NULL when it is not of the tree. */
const struct json_spot *json_map_find(const struct json_map *map, const struct json *value);

/* Append the pointer of a value: nothing for the root. */
void json_map_add_pointer(const struct json_map *map, const struct json *value, struct text *out);

/* Append `/` and the name of a member, escaped. */
void json_pointer_add(struct text *out, const char *name);

#endif
