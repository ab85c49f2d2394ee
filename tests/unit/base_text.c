#include "base/text.h"

#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/tap.h"

/* Well-formed byte sequences of RFC 3629, section 4, at their borders, and what lies beside them. */
static const struct {
	const char *name;
	const char *bytes;
	size_t length;
	size_t good; /* offset of the first bad byte */
} sequences[] = {
	{ "nothing", "", 0, 0 },
	{ "ASCII and NUL", "a\0\x7f", 3, 3 },
	{ "U+0080", "\xc2\x80", 2, 2 },
	{ "U+07FF", "\xdf\xbf", 2, 2 },
	{ "U+0800", "\xe0\xa0\x80", 3, 3 },
	{ "U+D7FF", "\xed\x9f\xbf", 3, 3 },
	{ "U+E000", "\xee\x80\x80", 3, 3 },
	{ "U+FFFF", "\xef\xbf\xbf", 3, 3 },
	{ "U+10000", "\xf0\x90\x80\x80", 4, 4 },
	{ "U+2CB3B", "\xf0\xac\xac\xbb", 4, 4 },
	{ "U+10FFFF", "\xf4\x8f\xbf\xbf", 4, 4 },
	{ "U+110000", "a\xf4\x90\x80\x80", 5, 1 },
	{ "F5", "\xf5\x80\x80\x80", 4, 0 },
	{ "FF", "ab\xff", 3, 2 },
	{ "a continuation alone", "a\x80", 2, 1 },
	{ "overlong slash in two bytes", "\xc0\xaf", 2, 0 },
	{ "overlong U+007F", "\xc1\xbf", 2, 0 },
	{ "overlong U+07FF", "\xe0\x9f\xbf", 3, 0 },
	{ "overlong U+FFFF", "\xf0\x8f\xbf\xbf", 4, 0 },
	{ "surrogate U+D800", "x\xed\xa0\x80", 4, 1 },
	{ "surrogate U+DFFF", "\xed\xbf\xbf", 3, 0 },
	{ "a character cut short", "中\xe4\xb8", 5, 3 },
	{ "a character cut by another",
	  "\xe4\xb8"
	  "a",
	  3, 0 },
};

static const struct {
	uint32_t scalar;
	const char *utf8;
} scalars[] = {
	{ 'A', "A" },
	{ 0xe9, "é" },
	{ 0x4e2d, "中" },
	{ 0x2cb3b, "𬬻" },
	{ 0x10ffff, "\xf4\x8f\xbf\xbf" },
	{ 0xd800, "" },
	{ 0xdfff, "" },
	{ 0x110000, "" },
};

/* What FIPS 180-4's examples give. */
static const struct {
	const char *message;
	const char *digest;
} digests[] = {
	{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
};

static void
check_building(struct arena *arena)
{
	struct text text = text_make(arena);

	is_str(text.data, "", "a new text is an empty string");
	text_add(&text, "a\0b", 3);
	is_int((long long)text.length, 3, "a text may hold NUL");
	ok(memcmp(text.data, "a\0b", 4) == 0, "and ends with another");
	text_clear(&text);
	is_str(text.data, "", "cleared");
	for (int i = 0; i < 1000; i++) {
		text_add_str(&text, "预算");
		text_add_fmt(&text, "%03d", i);
	}
	is_int((long long)text.length, 9000, "it grows");
	is_str(text.data + 8991, "预算999", "and keeps its end");
	ok(memcmp(text.data, "预算000预算001", 18) == 0, "and its beginning");
	text_clear(&text);
	text_add_json(&text, "预\"算\\\n\x01");
	text_add_json(&text, NULL);
	is_str(text.data, "\"预\\\"算\\\\\\u000a\\u0001\"null", "strings of JSON");
	text_clear(&text);
	text_add_fmt(&text, "%0255d", 1);
	text_add_fmt(&text, "%s", "");
	text_add_fmt(&text, "%d", 2);
	is_int((long long)strlen(text.data), 256, "256 bytes, where the first room ends");
}

static void
check_scalars(struct arena *arena)
{
	static const char all[] = "Aé中𬬻";
	uint32_t scalar = 0;

	for (size_t i = 0; i < sizeof scalars / sizeof scalars[0]; i++) {
		struct text text = text_make(arena);

		text_add_char(&text, scalars[i].scalar);
		is_str(text.data, scalars[i].utf8,
		       arena_printf(arena, "U+%04X as UTF-8", (unsigned)scalars[i].scalar));
	}
	is_int((long long)text_utf8_next(all + 3, &scalar), 3, "a character of three bytes");
	is_int(scalar, 0x4e2d, "is U+4E2D");
	is_int((long long)text_utf8_next("", &scalar), 0, "nothing follows the end");
}

static void
check_ends(void)
{
	ok(text_starts_with("预算数", "预算"), "starts with");
	ok(text_starts_with("x", ""), "everything starts with nothing");
	ok(!text_starts_with("预", "预算"), "a shorter one does not");
	ok(!text_starts_with("决算", "预算"), "another does not");
	ok(text_ends_with("E1.xml", ".xml"), "ends with");
	ok(text_ends_with(".xml", ".xml"), "is its end");
	ok(text_ends_with("", ""), "nothing ends with nothing");
	ok(!text_ends_with("xml", ".xml"), "a shorter one does not");
	ok(!text_ends_with("E1.xml~", ".xml"), "another end");
}

static void
check_numbers(struct arena *arena)
{
	struct text out = text_make(arena);

	text_add_number(&out, 0);
	text_add_str(&out, " ");
	text_add_number(&out, 12345678901);
	is_str(out.data, "0 12345678901", "numbers");
	text_clear(&out);
	for (size_t i = 0; i < 7; i++) {
		text_add_thousandths(&out, (long[]){ 0, 1, -20, 300, 1000, 595276, -10500 }[i]);
		text_add_str(&out, " ");
	}
	is_str(out.data, "0 0.001 -0.02 0.3 1 595.276 -10.5 ", "thousandths");
}

static void
check_files(struct arena *arena)
{
	char path[] = "/tmp/gongkai-text-XXXXXX";
	struct ctx cx = ctx_make(arena);
	int fd = mkstemp(path);
	struct text file;

	if (fd < 0 || write(fd, "a\0\xff\r\n", 5) != 5)
		abort();
	is_int(text_read_file(&cx, path, 5, &file), ERR_OK, "a file as long as the limit");
	ok(file.length == 5 && memcmp(file.data, "a\0\xff\r\n", 6) == 0, "is read byte by byte");
	is_int(text_read_file(&cx, path, 4, &file), ERR_TOO_LONG, "a longer one is refused");
	ok(strstr(cx.reason, path) != NULL, "by name");
	ctx_clear(&cx);
	if (ftruncate(fd, 40000) != 0)
		abort();
	is_int(text_read_file(&cx, path, 40000, &file), ERR_OK, "a file of several reads");
	is_int((long long)file.length, 40000, "is read to its end");
	is_int(text_read_file(&cx, path, 39999, &file), ERR_TOO_LONG,
	       "the limit holds for all of it");
	ctx_clear(&cx);
	if (ftruncate(fd, 0) != 0)
		abort();
	is_int(text_read_file(&cx, path, 0, &file), ERR_OK, "an empty file");
	is_str(file.data, "", "is an empty text");
	close(fd);
	unlink(path);
	is_int(text_read_file(&cx, path, 5, &file), ERR_INPUT, "no file");
	is_str(cx.reason, arena_printf(arena, "%s：没有这个文件或目录，请核对路径", path),
	       "is told in the reader's words");
	ctx_clear(&cx);
	is_int(text_read_file(&cx, "/tmp", 5, &file), ERR_INPUT, "a folder is no file");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_building(arena);
	for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++)
		is_int((long long)text_utf8_check(sequences[i].bytes, sequences[i].length),
		       (long long)sequences[i].good, sequences[i].name);
	check_scalars(arena);
	check_ends();
	check_numbers(arena);
	check_files(arena);
	for (size_t i = 0; i < sizeof digests / sizeof digests[0]; i++)
		is_str(text_sha256(arena, digests[i].message, strlen(digests[i].message)),
		       digests[i].digest, "SHA-256");
	arena_free(arena);
	return done_testing();
}
