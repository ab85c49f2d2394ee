#include "sign/tree.h"

#include <string.h>

#include "tests/unit/tap.h"

/* The leaves and roots of the reference implementation of RFC 6962. */
static const struct {
	const char *leaf;
	size_t length;
	const char *root;
} steps[] = {
	{ "", 0, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d" },
	{ "\0", 1, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125" },
	{ "\x10", 1, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77" },
	{ "\x20\x21", 2, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7" },
	{ "\x30\x31", 2, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4" },
	{ "\x40\x41\x42\x43", 4, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef" },
	{ "\x50\x51\x52\x53\x54\x55\x56\x57", 8,
	  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c" },
	{ "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16,
	  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" },
};

/*
 * That entry 1 is in the tree of two, entry 3 in that of three, entry 1 in that of three: the
 * siblings are leaves and roots of the steps above.
 */
static void
check_inclusion(void)
{
	/* The leaf hash of the second entry, a zero byte, and of the third. */
	const char *second = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
	const char *third = "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7";
	const char *one[] = { second };
	const char *two[] = { second, third };
	const char *root_of_two[] = { steps[1].root };

	ok(tree_includes("", 0, 1, 1, NULL, 0, steps[0].root), "the only entry");
	ok(tree_includes("", 0, 1, 2, one, 1, steps[1].root), "the first of two");
	ok(tree_includes("", 0, 1, 3, two, 2, steps[2].root), "the first of three");
	ok(tree_includes("\x10", 1, 3, 3, root_of_two, 1, steps[2].root), "the last of three");
	ok(!tree_includes("\x11", 1, 3, 3, root_of_two, 1, steps[2].root), "another entry");
	ok(!tree_includes("\x10", 1, 2, 3, root_of_two, 1, steps[2].root), "at another place");
	ok(!tree_includes("", 0, 1, 3, two, 1, steps[2].root), "a path too short");
	ok(!tree_includes("", 0, 1, 1, one, 1, steps[0].root), "a path too long");
	ok(!tree_includes("", 0, 0, 1, NULL, 0, steps[0].root), "no number");
	ok(!tree_includes("", 0, 2, 1, NULL, 0, steps[0].root), "beyond the tree");
	ok(!tree_includes("", 0, 1, 1, NULL, 0, "6E34"), "no hash");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct tree tree = { 0 };
	struct text nodes = text_make(arena);

	is_str(tree_root(arena, &tree),
	       "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "no leaf");
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		size_t completed = 1;

		for (uint64_t n = i + 1; n % 2 == 0; n /= 2)
			completed++;
		tree_add(&tree, steps[i].leaf, steps[i].length, &nodes);
		is_str(tree_root(arena, &tree), steps[i].root, "the root");
		is_int((long long)nodes.length, (long long)(65 * completed - 1),
		       "a node for each level that is complete");
		if ((i & (i + 1)) == 0)
			ok(text_ends_with(nodes.data, steps[i].root), "the last is then the root");
	}
	check_inclusion();
	arena_free(arena);
	return done_testing();
}
