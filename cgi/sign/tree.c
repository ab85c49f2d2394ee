#include "sign/tree.h"

#include <openssl/sha.h>
#include <string.h>

static void
add_hex(struct text *out, const unsigned char hash[TREE_HASH])
{
	for (size_t i = 0; i < TREE_HASH; i++)
		text_add_fmt(out, "%02x", hash[i]);
}

/* `right` becomes the node above both. */
static void
join(const unsigned char left[TREE_HASH], unsigned char right[TREE_HASH])
{
	unsigned char both[1 + 2 * TREE_HASH] = { 1 };

	memcpy(both + 1, left, TREE_HASH);
	memcpy(both + 1 + TREE_HASH, right, TREE_HASH);
	SHA256(both, sizeof both, right);
}

void
tree_add(struct tree *tree, const char *entry, size_t length, struct text *nodes)
{
	struct text leaf = text_make(nodes->arena);
	unsigned char hash[TREE_HASH];
	unsigned level = 0;

	text_add(&leaf, "", 1);
	text_add(&leaf, entry, length);
	SHA256((const unsigned char *)leaf.data, leaf.length, hash);
	text_clear(nodes);
	add_hex(nodes, hash);
	for (; (tree->size >> level & 1) != 0; level++) {
		join(tree->peaks[level], hash);
		text_add_str(nodes, " ");
		add_hex(nodes, hash);
	}
	memcpy(tree->peaks[level], hash, TREE_HASH);
	tree->size++;
}

const char *
tree_root(struct arena *arena, const struct tree *tree)
{
	struct text out = text_make(arena);
	unsigned char hash[TREE_HASH];
	bool is_begun = false;

	SHA256((const unsigned char *)"", 0, hash);
	for (unsigned level = 0; level < TREE_LEVELS; level++) {
		if ((tree->size >> level & 1) == 0)
			continue;
		if (is_begun)
			join(tree->peaks[level], hash);
		else
			memcpy(hash, tree->peaks[level], TREE_HASH);
		is_begun = true;
	}
	add_hex(&out, hash);
	return out.data;
}
