/* The way to a place: found by place.c, told by place_words.c. */
#ifndef TEMPLATE_PLACE_INTERNAL_H
#define TEMPLATE_PLACE_INTERNAL_H

#include "template/bind_path.h"
#include "template/place.h"

/* One step of the way from the root to a place. */
struct place_step {
	const char *name;         /* of a member; NULL: an item */
	const struct json *value; /* NULL: absent */
	unsigned index;           /* of an item that is there, or is to be at just this place */
	bool is_apart;            /* an absent item that has an index */
};

struct place_way {
	struct arena *arena;
	struct bind_scope *scope;
	struct place_step *steps;
	size_t count;
	size_t capacity;
};

/* The way in words. */
const char *place_way_words(const struct place_way *way);

#endif
