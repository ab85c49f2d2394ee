/* ZIP files under limits: what is read, and what is refused before it is unpacked. */
#include "sheet/archive.h"

#include "tests/unit/tap.h"
#include "tests/unit/zipped.h"

/* What is said of a file that is not opened; "" when it is. */
static const char *
opening(struct arena *arena, const struct text *file)
{
	struct ctx cx = ctx_make(arena);
	struct archive *archive;

	return archive_open(&cx, file->data, file->length, &archive) == ERR_OK ? "" : cx.reason;
}

static void
refuses(struct arena *arena, const struct text *file, const char *says, const char *name)
{
	ok(strstr(opening(arena, file), says) != NULL, "%s: %s", name, opening(arena, file));
}

static void
check_reading(struct arena *arena)
{
	static const struct zipped_part parts[] = { { "a/b.xml", "<x/>", 0 }, { "c", "", 0 }, { 0 } };
	struct text file = zipped(arena, parts);
	struct ctx cx = ctx_make(arena);
	struct archive *archive;
	struct text part;
	bool found;

	if (!ok(archive_open(&cx, file.data, file.length, &archive) == ERR_OK, "a ZIP file opens"))
		return;
	ok(archive_read(&cx, archive, "A/B.XML", &part, &found) == ERR_OK && found,
	   "a part is found whatever the case of its name");
	ok(part.length == 4 && memcmp(part.data, "<x/>", 4) == 0, "  with its bytes");
	ok(archive_read(&cx, archive, "c", &part, &found) == ERR_OK && found && part.length == 0,
	   "an empty part");
	ok(archive_read(&cx, archive, "d", &part, &found) == ERR_OK && !found,
	   "one that is not there");
}

static void
check_limits(struct arena *arena)
{
	struct zipped_part many[ARCHIVE_ENTRIES_MAX + 2] = { { 0 } };
	size_t large = 2 * 1024 * 1024;
	struct zipped_part bomb[] = { { "x", arena_alloc(arena, large), large }, { 0 } };
	static const struct zipped_part macro[] = { { "xl/vbaProject.bin", "x", 0 }, { 0 } };
	static const struct zipped_part renamed[] = {
		{ "[Content_Types].xml", "<Types>…ms-office.vbaProject…</Types>", 0 }, { 0 }
	};
	struct text file;

	for (size_t i = 0; i <= ARCHIVE_ENTRIES_MAX; i++)
		many[i] = (struct zipped_part){ arena_printf(arena, "%zu", i), "x", 0 };
	file = zipped(arena, many);
	refuses(arena, &file, "1001 个部分，最多 1000 个", "too many parts");
	/* Zeros shrink to a thousandth. */
	file = zipped(arena, bomb);
	refuses(arena, &file, "解压后太大", "what is packed too well");
	file = zipped(arena, macro);
	refuses(arena, &file, "宏", "macros");
	file = zipped(arena, renamed);
	refuses(arena, &file, "宏", "macros under another name");
}

static void
check_others(struct arena *arena)
{
	static const struct zipped_part parts[] = { { "a", "abcdefgh", 0 }, { 0 } };
	static const char *const others[] = { "", "P", "PK", "<html>", "PK\003\004 and no more" };
	struct text compound = text_make(arena);
	struct text file = zipped(arena, parts);

	text_add(&compound, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
	refuses(arena, &compound, ".xls", "a file of the old kind");
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		struct text other = text_make(arena);

		text_add_str(&other, others[i]);
		refuses(arena, &other, "不是完好的 .xlsx", "what is no ZIP file");
	}
	for (size_t length = 0; length < file.length; length++) {
		struct text half = { arena, file.data, length, length };

		if (*opening(arena, &half) == '\0')
			ok(false, "%zu of %zu bytes open", length, file.length);
	}
	is_str(opening(arena, &file), "", "only the whole file opens");
}

/* A part whose bytes are not those that the directory has the sum of. */
static void
check_damage(struct arena *arena)
{
	static const struct zipped_part parts[] = { { "a", "abcdefgh", 0 }, { 0 } };
	struct text file = zipped(arena, parts);
	struct ctx cx = ctx_make(arena);
	struct archive *archive;
	struct text part;
	bool found;

	/* Behind a head of 30 bytes and the name. */
	file.data[31] ^= 1;
	ok(archive_open(&cx, file.data, file.length, &archive) == ERR_OK, "the directory is good");
	is_int(archive_read(&cx, archive, "a", &part, &found), ERR_INPUT, "the part is not");
}

/* A finished file: whatever is missing, added or changed makes it none. */
static void
check_whole(struct arena *arena)
{
	static const struct zipped_part parts[] = { { "a", "abcdefgh", 0 },
		                                    { "b", "ijkl", 0 },
		                                    { 0 } };
	struct text file = zipped(arena, parts);
	size_t wrong = 0;

	ok(archive_is_whole(file.data, file.length), "a whole archive");
	for (size_t length = 0; length < file.length; length++)
		wrong += archive_is_whole(file.data, length);
	is_int((long long)wrong, 0, "cut it is none, wherever");
	/* The sums of both parts, and the bytes that they are of. */
	for (size_t i = 0; i < 8; i++) {
		file.data[31 + i] ^= 1;
		wrong += archive_is_whole(file.data, file.length);
		file.data[31 + i] ^= 1;
	}
	is_int((long long)wrong, 0, "nor with another byte in a part");
	ok(archive_is_whole(file.data, file.length), "until it is put back");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_reading(arena);
	check_limits(arena);
	check_others(arena);
	check_damage(arena);
	check_whole(arena);
	arena_free(arena);
	return done_testing();
}
