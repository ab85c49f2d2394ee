/*
 * The tree of the log, as RFC 9162 (section 2.1) hashes it, grown leaf by leaf.
 */
#ifndef SIGN_TREE_H
#define SIGN_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

#define TREE_HASH 32
#define TREE_LEVELS 64

struct tree {
	uint64_t size;
	/* Of each level where `size` has a one: the node that waits for its neighbour. */
	unsigned char peaks[TREE_LEVELS][TREE_HASH];
};

/*
 * Add a leaf with this text. `nodes` gets the hashes of the nodes that it completes, from the
 * leaf up, in hexadecimal digits with spaces between.
 */
void tree_add(struct tree *tree, const char *entry, size_t length, struct text *nodes);

/* The root of what was added, 64 hexadecimal digits in the arena. */
const char *tree_root(struct arena *arena, const struct tree *tree);

/*
 * Is the entry with this number, from 1, in the tree of `size` entries with this root? The
 * siblings of its path are from the leaf up (RFC 9162, section 2.1.3.2). Hashes are in
 * hexadecimal digits; what is none is in no tree.
 */
bool tree_includes(const char *entry, size_t length, uint64_t number, uint64_t size,
                   const char *const *siblings, size_t count, const char *root);

#endif
