#include "pdf/outline.h"

#include "tests/unit/sunk.h"
#include "tests/unit/tap.h"

/* Bookmarks of these levels, all to object 1; ends with 0. */
static const char *
outline_of(struct arena *arena, const unsigned *levels, unsigned *root)
{
	struct ctx cx = ctx_make(arena);
	struct text bytes;
	struct file *file = sunk_open(&cx, &bytes);
	struct outline outline = outline_make(file);
	unsigned page = sunk_object(file, "(page)");

	for (; *levels != 0; levels++)
		outline_add(&outline, "题", *levels, page, 841890);
	*root = outline_end(&outline);
	return sunk_close(file, &bytes);
}

static void
has(const char *file, const char *piece, const char *name)
{
	ok(strstr(file, piece) != NULL, "%s", name);
}

#define TO_PAGE "/Dest[1 0 R/XYZ null 841.89 null]>>\n"

/* Objects 3 to 7 are the bookmarks, 2 is their root. */
static void
check_tree(struct arena *arena)
{
	unsigned root;
	const char *file = outline_of(arena, (unsigned[]){ 1, 2, 4, 2, 1, 0 }, &root);

	is_int(root, 2, "a root");
	has(file, "2 0 obj\n<</Type/Outlines/First 3 0 R/Last 7 0 R/Count 4>>\n",
	    "of which two and their children can be seen");
	has(file,
	    "3 0 obj\n<</Title<FEFF9898>/Parent 2 0 R/Next 7 0 R/First 4 0 R/Last 6 0 R"
	    "/Count 2" TO_PAGE,
	    "the outermost level is open");
	has(file,
	    "4 0 obj\n<</Title<FEFF9898>/Parent 3 0 R/Next 6 0 R/First 5 0 R/Last 5 0 R"
	    "/Count -1" TO_PAGE,
	    "those below are closed");
	has(file, "5 0 obj\n<</Title<FEFF9898>/Parent 4 0 R/Dest", "a level may be left out");
	has(file, "6 0 obj\n<</Title<FEFF9898>/Parent 3 0 R/Prev 4 0 R/Dest", "back one level");
	has(file, "7 0 obj\n<</Title<FEFF9898>/Parent 2 0 R/Prev 3 0 R/Dest", "and to the first");
	file = outline_of(arena, (unsigned[]){ 3, 1, 0 }, &root);
	has(file, "/Type/Outlines/First 3 0 R/Last 4 0 R/Count 2", "a deep one may come first");
	outline_of(arena, (unsigned[]){ 0 }, &root);
	is_int(root, 0, "no bookmarks, no outline");
}

static void
check_many(struct arena *arena)
{
	unsigned levels[61] = { 0 };
	unsigned root;
	const char *file;

	for (int i = 0; i < 60; i++)
		levels[i] = i % 2 == 0 ? 1 : 2;
	file = outline_of(arena, levels, &root);
	has(file, "/Last 61 0 R/Count 30>>", "of many only the outermost level can be seen");
	has(file, "/First 4 0 R/Last 4 0 R/Count -1/Dest", "and is closed");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_tree(arena);
	check_many(arena);
	arena_free(arena);
	return done_testing();
}
