#include "pdf/object.h"

#include <hpdf_catalog.h>
#include <hpdf_doc.h>

#include "tests/unit/inflated.h"
#include "tests/unit/tap.h"

/* A document of one page whose catalog has what `fill` puts there; inflated. */
static const char *
saved(struct arena *arena, void (*fill)(struct object_doc *doc), struct text *bytes)
{
	struct ctx cx = ctx_make(arena);
	struct object_doc *doc = arena_alloc(arena, sizeof *doc);

	if (object_open(&cx, doc) != ERR_OK)
		return "cannot be opened";
	HPDF_AddPage(doc->doc);
	fill(doc);
	if (object_save(doc, bytes) != ERR_OK)
		return arena_printf(arena, "cannot be saved: %s", cx.reason);
	return inflated(arena, bytes);
}

static void
fill_nothing(struct object_doc *doc)
{
	(void)doc;
}

static void
fill_objects(struct object_doc *doc)
{
	static const int numbers[] = { 0, -120, 2147483647 };
	HPDF_Dict dict = object_dict(doc);

	HPDF_Dict_Add(doc->doc->catalog, "Thing", dict);
	object_add_numbers(doc, dict, "Box", numbers, 3);
	object_add_text(doc, dict, "Name", "A项𬬻");
	object_add_text(doc, dict, "Nothing", "");
	HPDF_Dict_Add(dict, "Small", object_stream(doc, OBJECT_SMALL, "small small small", 17));
	HPDF_Dict_Add(dict, "Fast", object_stream(doc, OBJECT_FAST, "fast\0fast", 9));
	HPDF_Dict_Add(dict, "Empty", object_stream(doc, OBJECT_SMALL, "", 0));
}

static void
check_objects(struct arena *arena)
{
	struct text bytes;
	struct text again;
	const char *file = saved(arena, fill_objects, &bytes);

	ok(text_starts_with(file, "%PDF-1.4\n"), "a PDF of version 1.4");
	ok(strstr(file, "%%EOF") != NULL, "to its end");
	ok(strstr(file, "/Box [ 0 -120 2147483647 ]") != NULL, "an array of numbers");
	ok(strstr(file, "<FEFF00419879D872DF3B>") != NULL, "text is UTF-16 with a byte order mark");
	ok(strstr(file, "/Nothing <FEFF>") != NULL, "also none");
	ok(strstr(file, "small small small") != NULL, "a stream comes back whole");
	ok(strstr(file, "fastfast") != NULL, "another too");
	ok(strstr(file, "/Filter /FlateDecode") != NULL, "both compressed");
	saved(arena, fill_objects, &again);
	ok(bytes.length == again.length && memcmp(bytes.data, again.data, bytes.length) == 0,
	   "the same bytes again");
	saved(arena, fill_nothing, &again);
	ok(again.length < bytes.length, "less without them");
}

static void
check_hex(struct arena *arena)
{
	struct text hex = text_make(arena);

	object_add_hex16(&hex, 0);
	object_add_hex16(&hex, 0xabcd);
	is_str(hex.data, "0000ABCD", "16 bits as four digits");
	text_clear(&hex);
	object_add_hex_utf16(&hex, 'A');
	object_add_hex_utf16(&hex, 0xffff);
	object_add_hex_utf16(&hex, 0x10000);
	object_add_hex_utf16(&hex, 0x2cb3b);
	object_add_hex_utf16(&hex, 0x10ffff);
	is_str(hex.data, "0041FFFFD800DC00D872DF3BDBFFDFFF", "characters as UTF-16");
}

/* libharu refuses pages of 2 pt (0x1054); what fails after that must not hide it. */
static void
check_errors(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct object_doc *doc = arena_alloc(arena, sizeof *doc);
	struct text bytes;
	HPDF_Page page;

	is_int(object_open(&cx, doc), ERR_OK, "a document");
	is_int(object_check(doc), ERR_OK, "without errors");
	page = HPDF_AddPage(doc->doc);
	HPDF_Page_SetWidth(page, 2);
	HPDF_Page_SetLineWidth(page, -1);
	is_int(object_check(doc), ERR_INTERNAL, "an error of libharu");
	ok(strstr(cx.reason, "0x1054") != NULL, "is told, the first one: %s", cx.reason);
	is_int(object_save(doc, &bytes), ERR_INTERNAL, "and the file is not written");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_objects(arena);
	check_hex(arena);
	check_errors(arena);
	arena_free(arena);
	return done_testing();
}
