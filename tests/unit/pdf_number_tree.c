#include "pdf/number_tree.h"

#include "tests/unit/sunk.h"
#include "tests/unit/tap.h"

/* The root of a tree of the keys 0, 2, 4 … and what was written before it. */
static const char *
root_of(struct arena *arena, size_t keys, const char **written)
{
	struct ctx cx = ctx_make(arena);
	struct text bytes;
	struct file *file = sunk_open(&cx, &bytes);
	struct number_tree tree = number_tree_make(file);
	struct text root = text_make(arena);

	for (size_t i = 0; i < keys; i++)
		number_tree_add(&tree, 2 * i, "null", 4);
	number_tree_end(&tree, &root);
	*written = sunk_close(file, &bytes);
	return root.length > 0 ? root.data : "";
}

int
main(void)
{
	struct arena *arena = arena_new();
	const char *written;

	is_str(root_of(arena, 0, &written), "<</Nums[]>>", "an empty tree");
	is_str(root_of(arena, 2, &written), "<</Nums[0 null 2 null]>>", "a small one is its root");
	is_str(root_of(arena, 1025, &written), "<</Kids[1 0 R 2 0 R 3 0 R ]>>",
	       "a large one has leaves");
	ok(strstr(written, "1 0 obj\n<</Limits[0 1022]/Nums[0 null 2 null ") != NULL, "the first");
	ok(strstr(written, "2 0 obj\n<</Limits[1024 2046]/Nums[1024 null ") != NULL, "the second");
	ok(strstr(written, "3 0 obj\n<</Limits[2048 2048]/Nums[2048 null]>>\n") != NULL,
	   "the last, of one");
	arena_free(arena);
	return done_testing();
}
