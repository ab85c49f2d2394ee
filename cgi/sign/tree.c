#include "sign/tree.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <string.h>

#include "base/memory.h"

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

/* The hash of a leaf: of a zero byte and its text. */
static void
hash_leaf(const char *entry, size_t length, unsigned char hash[TREE_HASH])
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();

	if (context == NULL || EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1 ||
	    EVP_DigestUpdate(context, "", 1) != 1 || EVP_DigestUpdate(context, entry, length) != 1 ||
	    EVP_DigestFinal_ex(context, hash, NULL) != 1)
		memory_end(length);
	EVP_MD_CTX_free(context);
}

void
tree_add(struct tree *tree, const char *entry, size_t length, struct text *nodes)
{
	unsigned char hash[TREE_HASH];
	unsigned level = 0;

	hash_leaf(entry, length, hash);
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

static bool
read_hash(const char *hex, unsigned char hash[TREE_HASH])
{
	static const char digits[] = "0123456789abcdef";

	if (strlen(hex) != 2 * (size_t)TREE_HASH || strspn(hex, digits) != 2 * (size_t)TREE_HASH)
		return false;
	for (size_t i = 0; i < TREE_HASH; i++)
		hash[i] = (unsigned char)((strchr(digits, hex[2 * i]) - digits) << 4 |
		                          (strchr(digits, hex[2 * i + 1]) - digits));
	return true;
}

bool
tree_includes(const char *entry, size_t length, uint64_t number, uint64_t size,
              const char *const *siblings, size_t count, const char *root)
{
	unsigned char hash[TREE_HASH];
	unsigned char other[TREE_HASH];
	uint64_t at = number - 1;
	uint64_t last = size - 1;

	if (number == 0 || number > size)
		return false;
	hash_leaf(entry, length, hash);
	for (size_t i = 0; i < count; i++) {
		if (last == 0 || !read_hash(siblings[i], other))
			return false;
		if (at % 2 == 1 || at == last) {
			join(other, hash);
			for (; at % 2 == 0 && at != 0; at /= 2)
				last /= 2;
		} else {
			join(hash, other);
			memcpy(hash, other, TREE_HASH);
		}
		at /= 2;
		last /= 2;
	}
	return last == 0 && read_hash(root, other) && memcmp(hash, other, TREE_HASH) == 0;
}
