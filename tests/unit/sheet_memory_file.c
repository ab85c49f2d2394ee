/* Files in memory in place of libxlsxwriter's temporary ones. */
#include "sheet/memory_file.h"

#include <string.h>

#include "base/err.h"
#include "sheet/book.h"
#include "tests/unit/tap.h"

/* More than the first piece of memory, and no multiple of it. */
#define LONG 200001

static void
check_stream(void)
{
	static char written[LONG];
	static char read[LONG + 10];
	FILE *file = lxw_tmpfile(NULL);

	for (size_t i = 0; i < LONG; i++)
		written[i] = (char)('a' + i % 23);
	ok(fwrite(written, 1, LONG, file) == LONG && fflush(file) == 0, "a long text is written");
	rewind(file);
	ok(fread(read, 1, sizeof read, file) == LONG && memcmp(read, written, LONG) == 0 &&
	           feof(file),
	   "read back it is the same, and ends");
	ok(fseek(file, 100, SEEK_SET) == 0 && fputs("XYZ", file) >= 0 &&
	           fseek(file, 98, SEEK_SET) == 0 && fread(read, 1, 7, file) == 7,
	   "a part of it is written over");
	ok(memcmp(read + 2, "XYZ", 3) == 0 && memcmp(read, written + 98, 2) == 0 &&
	           memcmp(read + 5, written + 103, 2) == 0,
	   "and nothing else");
	ok(fseek(file, 0, SEEK_END) == 0 && ftell(file) == LONG, "its end is where it was");
	ok(fseek(file, 5, SEEK_END) == 0 && fputs("!", file) >= 0 && fseek(file, -6, SEEK_CUR) == 0 &&
	           fread(read, 1, 6, file) == 6 && memcmp(read, "\0\0\0\0\0!", 6) == 0,
	   "what is left out is zero");
	ok(fseek(file, -1, SEEK_SET) != 0, "there is nothing before its beginning");
	fclose(file);
}

/* The library calls ours for each of its parts. */
static void
check_book(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	unsigned long before = memory_file_count();
	struct book book;
	struct text out;

	ok(book_open(&cx, false, &book) == ERR_OK, "a workbook is begun");
	workbook_add_worksheet(book.workbook, "a");
	ok(book_close(&book, &out) == ERR_OK && out.length > 1000, "and written");
	ok(memory_file_count() >= before + 5, "its parts are in memory");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_stream();
	check_book(arena);
	arena_free(arena);
	return done_testing();
}
