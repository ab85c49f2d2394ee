/*
 * What two people have made of one document comes together, value by value. Nothing is
 * guessed: rows of a list that both have changed are the same ones when they are called the same
 * and no other row is, or when there are as many of them as there were, each called as it was.
 */
#ifndef DOC_JSON_MERGE_H
#define DOC_JSON_MERGE_H

#include "doc/json.h"

enum json_conflict_kind {
	JSON_CONFLICT_VALUE,         /* both have changed it, otherwise than one another */
	JSON_CONFLICT_TAKEN_BY_ME,   /* a row that I took out and they changed */
	JSON_CONFLICT_TAKEN_BY_THEM, /* a row that they took out and I changed */
	JSON_CONFLICT_ROWS           /* a list of which nobody can tell which row is which */
};

struct json_conflict {
	struct json_conflict *next;
	enum json_conflict_kind kind;
	const char *pointer; /* in mine; where it is not, it would be; of a row that I took out its list */
	const char *row; /* what a row that was taken out is called; NULL: it has no name */
};

/*
 * Append what `mine` and `theirs` have made of `base`; theirs where both have changed the same.
 * The conflicts, in the arena, are in the order of the document; NULL: there is none.
 */
void json_merge(struct arena *arena, const struct json *base, const struct json *mine,
                const struct json *theirs, struct text *out, struct json_conflict **conflicts);

#endif
