/* Archives that clerks send: names as people know them, and what is refused unread. */
#include "sheet/bundle.h"

#include "tests/unit/tap.h"
#include "tests/unit/zipped.h"

static const char *
opening(struct arena *arena, const struct text *file)
{
	struct ctx cx = ctx_make(arena);
	struct bundle_file *files = NULL;
	struct bundle *bundle;
	size_t count;

	if (bundle_open(&cx, file->data, file->length, &bundle) != ERR_OK ||
	    bundle_list(&cx, bundle, &files, &count) != ERR_OK)
		return cx.reason;
	return "";
}

static void
check_reading(struct arena *arena)
{
	struct zipped_part parts[] = { { "甲/", "", 0 },
		                       { "甲/一.json", "{}", 0 },
		                       { "__MACOSX/._一.json", "x", 0 },
		                       { ".DS_Store", "x", 0 },
		                       { "~$二.xlsx", "x", 0 },
		                       { "three.json", "[3]", 0 },
		                       { 0 } };
	struct text file = zipped(arena, parts);
	struct ctx cx = ctx_make(arena);
	struct bundle_file *files = NULL;
	struct bundle *bundle;
	struct text bytes;
	size_t count = 0;

	if (!ok(bundle_open(&cx, file.data, file.length, &bundle) == ERR_OK &&
	                bundle_list(&cx, bundle, &files, &count) == ERR_OK,
	        "an archive opens"))
		return;
	ok(count == 2, "folders and what programs leave are no files");
	if (count != 2 || files == NULL)
		return;
	is_str(files[0].name, "甲/一.json", "the first");
	is_str(files[1].name, "three.json", "the second");
	ok(bundle_read(&cx, bundle, files[1].index, &bytes) == ERR_OK && bytes.length == 3 &&
	           memcmp(bytes.data, "[3]", 4) == 0,
	   "  with its bytes");
	/* The same length, so that the directory stays right. */
	for (size_t i = 0; i + 10 <= file.length; i++)
		if (memcmp(file.data + i, "three.json", 10) == 0)
			memcpy(file.data + i, "\xB1\xA8\xB8\xE6\xD2\xBB.txt", 10);
	ok(bundle_open(&cx, file.data, file.length, &bundle) == ERR_OK &&
	           bundle_list(&cx, bundle, &files, &count) == ERR_OK && count == 2,
	   "names in GB 18030, as Windows in China writes them,");
	is_str(files[1].name, "报告一.txt", "  are told in UTF-8");
	ok(files[0].reason == NULL, "a document is taken by its name");
	is_str(files[1].reason,
	       "应是 .xlsx（下载后填好的表格）或 .json 文件，压缩包里请不要放别的文件",
	       "what is none is told what was expected");
}

static void
check_limits(struct arena *arena)
{
	size_t large = 2 * 1024 * 1024;
	struct zipped_part bomb[] = { { "a.json", "{}", 0 },
		                      { "x.json", arena_alloc(arena, large), large },
		                      { 0 } };
	struct zipped_part *many = arena_array(arena, BUNDLE_FILES_MAX + 2, sizeof *many);
	static const struct zipped_part none[] = { { "a/", "", 0 }, { 0 } };
	struct text file = zipped(arena, bomb);
	struct ctx cx = ctx_make(arena);
	struct bundle_file *files = NULL;
	struct bundle *bundle;
	struct text bytes;
	size_t count;

	if (bundle_open(&cx, file.data, file.length, &bundle) != ERR_OK ||
	    bundle_list(&cx, bundle, &files, &count) != ERR_OK)
		return;
	/* Zeros shrink to a thousandth. */
	is_str(files[1].reason, "文件解压后太大", "what is packed too well is refused by itself");
	ok(files[0].reason == NULL, "  and the others are not");
	ok(bundle_read(&cx, bundle, files[1].index, &bytes) == ERR_INPUT, "  nor is it read");
	for (size_t i = 0; i <= BUNDLE_FILES_MAX; i++)
		many[i] = (struct zipped_part){ arena_printf(arena, "%zu.json", i), "x", 0 };
	many[BUNDLE_FILES_MAX + 1] = (struct zipped_part){ 0 };
	file = zipped(arena, many);
	ok(strstr(opening(arena, &file), "最多 2000 份") != NULL, "too many files: %s",
	   opening(arena, &file));
	file = zipped(arena, none);
	is_str(opening(arena, &file), "ZIP 文件里没有文件", "an archive of folders");
}

/* Every byte changed once, and every length: read or refused, never more than was said. */
static void
check_damage(struct arena *arena)
{
	static const struct zipped_part parts[] = { { "a.json", "{\"a\":[1,2,3]}", 0 }, { 0 } };
	struct text file = zipped(arena, parts);
	size_t read = 0;

	for (size_t i = 0; i < 2 * file.length; i++) {
		struct arena *scratch = arena_new();
		struct ctx cx = ctx_make(scratch);
		size_t length = i < file.length ? file.length : i - file.length;
		char *copy = arena_alloc(scratch, length + 1);
		struct bundle_file *files;
		struct bundle *bundle;
		struct text bytes;
		size_t count;

		memcpy(copy, file.data, length);
		if (i < file.length)
			copy[i] = (char)(copy[i] ^ 0x55);
		if (bundle_open(&cx, copy, length, &bundle) == ERR_OK &&
		    bundle_list(&cx, bundle, &files, &count) == ERR_OK && files[0].reason == NULL &&
		    bundle_read(&cx, bundle, files[0].index, &bytes) == ERR_OK)
			read += bytes.length == 13;
		arena_free(scratch);
	}
	ok(read > 0 && read < file.length, "%zu of %zu damaged archives have the file", read,
	   2 * file.length);
}

static void
check_others(struct arena *arena)
{
	static const char *const others[] = { "", "P", "PK", "<html>", "PK\003\004 and no more" };

	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		struct text other = text_make(arena);

		text_add_str(&other, others[i]);
		ok(*opening(arena, &other) != '\0', "no archive: %s", opening(arena, &other));
	}
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_reading(arena);
	check_limits(arena);
	check_damage(arena);
	check_others(arena);
	arena_free(arena);
	return done_testing();
}
