#include "ofd/ofd_outline.h"

#include <string.h>

#include "tests/unit/tap.h"

/* Entries of these levels, all to page 7; ends with 0. */
static const char *
outline_of(struct arena *arena, const unsigned *levels)
{
	struct ofd_outline outline = { .arena = arena };
	struct text out = text_make(arena);

	for (; *levels != 0; levels++)
		ofd_outline_add(&outline, "<题>", *levels, 7, 11000);
	ofd_outline_write(&outline, &out);
	return out.data;
}

#define BEGIN "<ofd:OutlineElem Title=\"&lt;题&gt;\""
#define TO_PAGE                                                                                    \
	"><ofd:Actions><ofd:Action Event=\"CLICK\"><ofd:Goto><ofd:Dest Type=\"XYZ\" PageID=\"7\""  \
	" Left=\"0\" Top=\"11\"/></ofd:Goto></ofd:Action></ofd:Actions>"
#define END "</ofd:OutlineElem>\n"

static void
check_tree(struct arena *arena)
{
	is_str(outline_of(arena, (unsigned[]){ 1, 2, 4, 2, 1, 0 }),
	       "<ofd:Outlines>\n" BEGIN TO_PAGE BEGIN " Expanded=\"false\"" TO_PAGE BEGIN TO_PAGE
	               END END BEGIN TO_PAGE END END BEGIN TO_PAGE END "</ofd:Outlines>\n",
	       "the outermost level is open, a level may be left out");
	is_str(outline_of(arena, (unsigned[]){ 3, 1, 0 }),
	       "<ofd:Outlines>\n" BEGIN TO_PAGE END BEGIN TO_PAGE END "</ofd:Outlines>\n",
	       "a deep one may come first");
	is_str(outline_of(arena, (unsigned[]){ 0 }), "", "no entries, no outline");
}

/* One with as many below it that together they are 50, or 51. */
static void
check_many(struct arena *arena)
{
	unsigned levels[60] = { 1 };

	for (size_t i = 1; i < 50; i++)
		levels[i] = 2;
	ok(strstr(outline_of(arena, levels), "Expanded") == NULL, "fifty can be seen");
	levels[50] = 2;
	ok(strstr(outline_of(arena, levels), BEGIN " Expanded=\"false\"") != NULL,
	   "more are closed");
	levels[0] = 2;
	ok(strstr(outline_of(arena, levels), "Expanded") == NULL, "without children nothing is");
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
