#include "pdf/file.h"

#include "tests/unit/inflated.h"
#include "tests/unit/sunk.h"
#include "tests/unit/tap.h"

/* The header has 17 bytes, each object 19. */
static void
check_layout(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct text bytes;
	struct file *file = sunk_open(&cx, &bytes);
	unsigned late = file_number(file);
	unsigned early = sunk_object(file, "[1]");

	is_int(late, 1, "objects are numbered from 1");
	is_int(early, 2, "on");
	file_begin(file, late);
	text_add_str(&file->out, "[2]");
	file_end(file);
	is_int(file_close(file, late, early, "x"), ERR_OK, "a file");
	ok(text_starts_with(bytes.data, "%PDF-1.4\n%\xe5\x85\xac\xe5\xbc\x80\n"
	                                "2 0 obj\n[1]\nendobj\n1 0 obj\n[2]\nendobj\n"
	                                "xref\n0 3\n0000000000 65535 f \n"
	                                "0000000036 00000 n \n0000000017 00000 n \n"
	                                "trailer\n<</Size 3/Root 1 0 R/Info 2 0 R/ID[<"),
	   "objects in the order of writing, their places in that of their numbers");
	ok(text_ends_with(bytes.data, ">]>>\nstartxref\n55\n%%EOF\n"), "where the table begins");
}

/* The two identifiers of the trailer. */
static const char *
id_of(struct arena *arena, const char *content, const char *identity)
{
	struct ctx cx = ctx_make(arena);
	struct text bytes;
	struct file *file = sunk_open(&cx, &bytes);
	unsigned object = sunk_object(file, content);

	if (file_close(file, object, object, identity) != ERR_OK)
		return cx.reason;
	return arena_strndup(arena, strstr(bytes.data, "/ID["), 4 + 2 * 34 + 1);
}

static void
check_identifier(struct arena *arena)
{
	const char *id = id_of(arena, "[1]", "a");

	ok(strncmp(id + 4, id + 4 + 34, 34) == 0 && strlen(id) == 73, "two identifiers: %s", id);
	is_str(id_of(arena, "[1]", "a"), id, "the same for the same");
	ok(strcmp(id_of(arena, "[2]", "a"), id) != 0, "another for other bytes");
	ok(strcmp(id_of(arena, "[1]", "b"), id) != 0, "another for another identity");
}

static void
check_missing(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct text bytes;
	struct file *file = sunk_open(&cx, &bytes);
	unsigned object = sunk_object(file, "[]");

	file_number(file);
	is_int(file_close(file, object, object, ""), ERR_INTERNAL, "an object that is not written");
	ok(strstr(cx.reason, "object 2") != NULL, "is told: %s", cx.reason);
}

static void
check_stream(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct text bytes;
	struct file *file = sunk_open(&cx, &bytes);
	const char *whole;

	file_stream(file, file_number(file), FILE_SMALL, "small small small", 17);
	file_stream(file, file_number(file), FILE_FAST, "fast\0fast", 9);
	file_stream(file, file_number(file), FILE_SMALL, "", 0);
	sunk_close(file, &bytes);
	whole = inflated(arena, &bytes);
	ok(strstr(whole, "1 0 obj\n<</Filter/FlateDecode/Length ") != NULL, "a stream");
	ok(strstr(whole, ">>\nstream\nsmall small small\nendstream\nendobj\n") != NULL,
	   "comes back whole");
	ok(strstr(whole, "fastfast") != NULL, "another too");
}

static void
check_syntax(struct arena *arena)
{
	struct text out = text_make(arena);

	file_add_ref(&out, 17);
	is_str(out.data, "17 0 R", "a reference");
	text_clear(&out);
	file_add_hex16(&out, 0);
	file_add_hex16(&out, 0xabcd);
	is_str(out.data, "0000ABCD", "16 bits as four digits");
	text_clear(&out);
	file_add_hex_utf16(&out, 'A');
	file_add_hex_utf16(&out, 0xffff);
	file_add_hex_utf16(&out, 0x10000);
	file_add_hex_utf16(&out, 0x2cb3b);
	file_add_hex_utf16(&out, 0x10ffff);
	is_str(out.data, "0041FFFFD800DC00D872DF3BDBFFDFFF", "characters as UTF-16");
	text_clear(&out);
	file_add_string(&out, "A项𬬻");
	file_add_string(&out, "");
	is_str(out.data, "<FEFF00419879D872DF3B><FEFF>", "strings");
}

struct counter {
	size_t calls;
	size_t largest;
	size_t total;
	enum err answer;
};

static enum err
count(struct ctx *cx, void *user, const void *bytes, size_t length)
{
	struct counter *counter = user;

	(void)bytes;
	counter->calls++;
	counter->total += length;
	if (length > counter->largest)
		counter->largest = length;
	return counter->answer == ERR_OK ? ERR_OK : err_set(cx, counter->answer, "full");
}

/* Objects of 1,000 bytes, 10,000 of them. */
static enum err
write_much(struct ctx *cx, struct counter *counter)
{
	const struct sink sink = { count, counter };
	struct file *file = arena_alloc(cx->arena, sizeof *file);

	TRY(file_open(cx, &sink, file));
	for (int i = 0; i < 10000; i++)
		sunk_object(file, arena_printf(cx->arena, "(%0998d)", i));
	TRY(file_check(file));
	return file_close(file, 1, 1, "");
}

static void
check_sink(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct counter counter = { .answer = ERR_OK };

	is_int(write_much(&cx, &counter), ERR_OK, "ten million bytes");
	ok(counter.total > 10000000, "all of them");
	ok(counter.calls > 100 && counter.largest < 100000, "go out as they come: %zu at most",
	   counter.largest);
	counter.answer = ERR_UNAVAILABLE;
	is_int(write_much(&cx, &counter), ERR_UNAVAILABLE, "a sink that fails");
	is_str(cx.reason, "full", "says why");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_layout(arena);
	check_identifier(arena);
	check_missing(arena);
	check_stream(arena);
	check_syntax(arena);
	check_sink(arena);
	arena_free(arena);
	return done_testing();
}
