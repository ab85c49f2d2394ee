/*
 * What differs between two JSON values, and the JSON Patch (RFC 6902) that makes the
 * second of the first. An element that came or went between others is told as that, and
 * not as a change of all behind it.
 */
#ifndef DOC_JSON_DIFF_H
#define DOC_JSON_DIFF_H

#include "doc/json.h"

struct json_difference {
	const char *pointer;       /* where it is in the first; where in the second what came is */
	const struct json *before; /* NULL: it is not in the first */
	const struct json *after;  /* NULL: it is not in the second */
};

/* The differences, in the arena; what is equal has none. */
void json_diff(struct arena *arena, const struct json *before, const struct json *after,
               struct json_difference **out, size_t *count);

/* Append them as a JSON Patch. */
void json_diff_patch(struct text *out, const struct json_difference *differences, size_t count);

#endif
