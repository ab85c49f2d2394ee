#include "pdf/object.h"

#include "tests/unit/inflated.h"
#include "tests/unit/sunk.h"
#include "tests/unit/tap.h"

static void
check_objects(struct arena *arena)
{
	static const int numbers[] = { 0, -120, 2147483647 };
	struct ctx cx = ctx_make(arena);
	struct object_doc *doc = arena_alloc(arena, sizeof *doc);
	struct text bytes;
	struct file *file = sunk_open(&cx, &bytes);
	const char *said;
	HPDF_Dict dict;
	HPDF_Dict stream;

	is_int(object_open(&cx, file, doc), ERR_OK, "objects for a file");
	is_int(sunk_object(file, "[]"), 1, "which has another");
	dict = object_dict(doc);
	is_int(object_number(dict), 2, "are numbered with it");
	stream = object_dict(doc);
	object_add_numbers(doc, dict, "Box", numbers, 3);
	object_add_text(doc, dict, "Name", "A项𬬻");
	object_add_text(doc, dict, "Nothing", "");
	object_add_ascii(doc, dict, "Ascii", "a(b");
	HPDF_Dict_Add(dict, "Stream", stream);
	HPDF_Dict_AddNumber(stream, "Extra", 7);
	object_write_stream(doc, stream, FILE_SMALL, "small small small", 17);
	object_write(doc, dict);
	is_int(object_check(doc), ERR_OK, "without errors");
	sunk_close(file, &bytes);
	said = inflated(arena, &bytes);
	ok(strstr(said, "/Box [ 0 -120 2147483647 ]") != NULL, "an array of numbers");
	ok(strstr(said, "<FEFF00419879D872DF3B>") != NULL, "text is UTF-16 with a byte order mark");
	ok(strstr(said, "/Nothing <FEFF>") != NULL, "also none");
	ok(strstr(said, "/Ascii (a\\050b)") != NULL, "ASCII is escaped");
	ok(strstr(said, "/Stream 3 0 R") != NULL, "a reference to another");
	ok(strstr(said, "3 0 obj\n<<\n/Extra 7\n/Filter /FlateDecode\n/Length ") != NULL,
	   "a stream with an entry of its own");
	ok(strstr(said, "\n>>\nstream\nsmall small small\nendstream\nendobj\n") != NULL,
	   "and its data");
}

/* libharu refuses to add nothing to a dictionary (0x1033). */
static void
check_errors(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct object_doc *doc = arena_alloc(arena, sizeof *doc);
	struct text bytes;

	is_int(object_open(&cx, sunk_open(&cx, &bytes), doc), ERR_OK, "objects");
	HPDF_Dict_Add(object_dict(doc), "Nothing", NULL);
	is_int(object_check(doc), ERR_INTERNAL, "an error of libharu");
	ok(strstr(cx.reason, "0x1033") != NULL, "is told: %s", cx.reason);
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_objects(arena);
	check_errors(arena);
	arena_free(arena);
	return done_testing();
}
