/*
 * Lists as workbooks: what is a number, what a text, what a time. Read back by
 * sheet/taken.h; tests/http/negotiation.t reads whole lists by openpyxl.
 */
#include "sheet/book_list.h"

#include "sheet/taken.h"
#include "tests/unit/tap.h"

static const struct list_word words[] = { { "good", "良" }, { 0 } };
static const struct list_column columns[] = {
	{ "text", "文字", LIST_TEXT, words },    { "code", "代码", LIST_CODE, NULL },
	{ "amount", "金额", LIST_AMOUNT, NULL }, { "unit", NULL, LIST_PROGRAM, NULL },
	{ "at", "时间", LIST_TIME, NULL },       { 0 },
};

static struct text
write_list(struct arena *arena, const char *json)
{
	struct ctx cx = ctx_make(arena);
	const struct list_order order = { json, strlen(json), columns, "名单", 0 };
	struct text out = text_make(arena);

	ok(book_list_write(&cx, &order, &out) == ERR_OK, "written");
	return out;
}

/* The first row of a list with one item, as the kinds and texts of its cells. */
static const char *
first_row(struct arena *arena, const char *item)
{
	struct ctx cx = ctx_make(arena);
	struct text bytes = write_list(arena, arena_printf(arena, "{\"items\":[%s]}", item));
	struct text out = text_make(arena);
	struct taken_book book;

	if (!ok(taken_read(&cx, bytes.data, bytes.length, &book) == ERR_OK, "read"))
		return "";
	for (unsigned column = 0; column < 5; column++) {
		const struct taken_cell *cell = taken_find(book.sheets, 1, column);

		if (cell != NULL)
			text_add_fmt(&out, "%c %s %s;", (char)('A' + column),
			             cell->kind == TAKEN_TEXT ? "text" : "number", cell->text);
	}
	return out.data;
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const struct list_order broken = { "{", 1, columns, "名单", 0 };
	struct text one;
	struct text other;

	is_str(first_row(arena, "{\"text\":\"good\",\"code\":\"0012\",\"amount\":\"1234.50\","
	                        "\"unit\":\"yuan\",\"at\":\"2025-03-01T09:00:00+08:00\"}"),
	       "A text 良;B text 0012;C number 1234.5;D number 45717.375;",
	       "a word, a code, a number, no unit, and nine o'clock in Beijing");
	is_str(first_row(arena, "{\"text\":\"=1+1\",\"amount\":\"1234567890123456.78\"}"),
	       "A text =1+1;C text 1234567890123456.78;",
	       "no formula; what spreadsheets would round is a text");
	is_str(first_row(arena,
	                 "{\"text\":\"12\",\"code\":\"12\",\"amount\":\"-0.01\",\"at\":\"x\"}"),
	       "A text 12;B text 12;C number -0.01;D text x;", "texts of digits are texts");
	is_str(first_row(arena, "{\"text\":\"_x0041_\"}"), "A text _x0041_;",
	       "what looks like an escape is none");
	is_str(first_row(arena, "{}"), "", "what is absent is empty");
	one = write_list(arena, "{\"items\":[]}");
	other = write_list(arena, "{\"items\":[]}");
	ok(one.length == other.length && memcmp(one.data, other.data, one.length) == 0,
	   "the same list gives the same bytes");
	is_int(book_list_write(&cx, &broken, &one), ERR_INTERNAL,
	       "what the database should never give");
	arena_free(arena);
	return done_testing();
}
