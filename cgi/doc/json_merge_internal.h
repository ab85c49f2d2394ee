/* What the merging of values (json_merge.c) and that of rows (json_merge_rows.c) know of each other. */
#ifndef DOC_JSON_MERGE_INTERNAL_H
#define DOC_JSON_MERGE_INTERNAL_H

#include "doc/json_merge.h"

struct merging {
	struct arena *arena;
	struct text *out;
	struct json_conflict **end;
};

/* Append what has become of a value, NULL in `base` where both have added it. */
void json_merge_add(struct merging *merging, const char *pointer, const struct json *base,
                    const struct json *mine, const struct json *theirs);

void json_merge_conflict(struct merging *merging, enum json_conflict_kind kind, const char *pointer,
                         const char *row);

/*
 * Append what has become of a list. False, and nothing was done, where a row has no name that it
 * has alone in its list, or where it is not to be known which row has become which.
 */
bool json_merge_rows(struct merging *merging, const char *pointer, const struct json *base,
                     const struct json *mine, const struct json *theirs);

/* The names by which people know a row; NULL is the end. */
extern const char *const json_merge_names[];

#endif
