/* A compiled path, shared by what reads it (bind_path.c) and what walks along it (bind_path_walk.c). */
#ifndef TEMPLATE_BIND_PATH_INTERNAL_H
#define TEMPLATE_BIND_PATH_INTERNAL_H

#include "template/bind_path.h"

#define STEPS_MAX 8
#define SELECTORS_MAX 4

/* What is behind the name of a list in brackets: an item's member and its values, or a position. */
struct selector {
	const char *member; /* NULL: by position */
	const char *values; /* commas part them */
	bool is_not;
	unsigned long position; /* from 1, of those that the selectors before it let through */
};

struct step {
	const char *name; /* NULL: the items of the group that the loop variable is */
	bool is_list;
	struct selector selectors[SELECTORS_MAX];
	unsigned selector_count;
};

struct bind_path {
	const char *source;
	int slot; /* -1: the document's root */
	struct step steps[STEPS_MAX];
	unsigned step_count;
	struct shape shape; /* of what it leads to; of an item, when it selects some */
	bool is_plain;      /* members of members: no list on the way */
};

#endif
