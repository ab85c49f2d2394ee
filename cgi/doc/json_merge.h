/*
 * What two people have made of one document comes together, value by value. Nothing is
 * guessed: rows of a list that both have changed are the same ones only when there are as many
 * of them as there were, and each is called as it was.
 */
#ifndef DOC_JSON_MERGE_H
#define DOC_JSON_MERGE_H

#include "doc/json.h"

/* A place that both have changed, otherwise than one another. */
struct json_conflict {
	struct json_conflict *next;
	const char *pointer; /* in all three; where it is not, it would be */
};

/*
 * Append what `mine` and `theirs` have made of `base`; theirs where both have changed the same.
 * The conflicts, in the arena, are in the order of the document; NULL: there is none.
 */
void json_merge(struct arena *arena, const struct json *base, const struct json *mine,
                const struct json *theirs, struct text *out, struct json_conflict **conflicts);

#endif
