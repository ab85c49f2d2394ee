#include "pdf/page_tree.h"

#include "tests/unit/sunk.h"
#include "tests/unit/tap.h"

static const char *
tree_of(struct arena *arena, size_t pages, unsigned *root)
{
	struct ctx cx = ctx_make(arena);
	struct text resources = text_make(arena);
	struct text bytes;
	struct file *file = sunk_open(&cx, &bytes);
	struct page_tree tree = page_tree_make(file);

	text_add_str(&resources, "<</Font<<>>>>");
	for (size_t i = 0; i < pages; i++) {
		unsigned page = file_number(file);
		unsigned parent = page_tree_add(&tree, page);

		file_begin(file, page);
		text_add_fmt(&file->out, "(page %zu of %u)", i, parent);
		file_end(file);
	}
	*root = page_tree_end(&tree, &resources);
	return sunk_close(file, &bytes);
}

int
main(void)
{
	struct arena *arena = arena_new();
	unsigned root;
	const char *file = tree_of(arena, 2, &root);

	ok(strstr(file, "1 0 obj\n(page 0 of 2)") != NULL, "a page knows its parent");
	is_int(root, 2, "which is the root");
	ok(strstr(file, "2 0 obj\n<</Type/Pages/Count 2/Kids[1 0 R 3 0 R ]"
	                "/Resources<</Font<<>>>>>>\n") != NULL,
	   "of a short document");
	/* Pages 0 to 127 are objects 1, 3, 4 … 129 below 2; page 128 is 130; the root 131. */
	file = tree_of(arena, 300, &root);
	is_int(root, 131, "a long document has nodes below the root");
	ok(strstr(file, "2 0 obj\n<</Type/Pages/Count 128/Kids[1 0 R 3 0 R 4 0 R ") != NULL,
	   "the first of 128 pages");
	ok(strstr(file, " 129 0 R ]/Parent 131 0 R>>\n") != NULL, "which name the root");
	ok(strstr(file, "/Count 44/Kids[") != NULL, "the last of what is left");
	ok(strstr(file, "131 0 obj\n<</Type/Pages/Count 300/Kids[2 0 R 132 0 R 261 0 R ]"
	                "/Resources") != NULL,
	   "the root of three nodes");
	file = tree_of(arena, 0, &root);
	ok(strstr(file, "/Count 0/Kids[]") != NULL, "no pages");
	arena_free(arena);
	return done_testing();
}
