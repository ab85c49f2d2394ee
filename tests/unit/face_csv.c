#include "face/csv.h"

#include "tests/unit/tap.h"

static const struct list_column columns[] = {
	{ .path = "id" },    { .path = "department.code", .kind = LIST_CODE },
	{ .path = "years" }, { .path = "count", .kind = LIST_COUNT },
	{ .path = "text" },  { 0 },
};

static const char *
write_list(struct arena *arena, const char *json, unsigned flags)
{
	struct ctx cx = ctx_make(arena);
	const struct list_order order = { json, strlen(json), columns, NULL, flags };
	struct text out;

	if (!ok(csv_write(&cx, &order, &out) == ERR_OK, "written"))
		return "";
	return out.data;
}

/*
 * What spreadsheet programs make of a cell: measured with LibreOffice, and as the
 * manual of Excel has it (15 digits; 255 characters of a text in a formula).
 */
static void
check_cells(struct arena *arena)
{
	static const struct {
		const char *json;
		const char *cell;
	} cases[] = {
		{ "-5.00", "-5.00" },
		{ "0", "0" },
		{ "0.50", "0.50" },
		{ "999999999999999", "999999999999999" },
		{ "28000000000000.00", "28000000000000.00" },
		{ "1234567890123456", "\"=\"\"1234567890123456\"\"\"" },
		{ "-12345678901234.56", "\"=\"\"-12345678901234.56\"\"\"" },
		{ "0087", "\"=\"\"0087\"\"\"" },
		{ "-007", "\"=\"\"-007\"\"\"" },
		{ "810113E07", "\"=\"\"810113E07\"\"\"" },
		{ "2031-04", "\"=\"\"2031-04\"\"\"" },
		{ "3月5日", "\"=\"\"3月5日\"\"\"" },
		{ "￥12", "\"=\"\"￥12\"\"\"" },
		{ "SEP2", "\"=\"\"SEP2\"\"\"" },
		{ "甲局", "甲局" },
		{ "第2次", "第2次" },
		{ "yuan", "yuan" },
		{ "=甲", "\"=\"\"=甲\"\"\"" },
		{ "@x", "\"=\"\"@x\"\"\"" },
		{ "-", "\"=\"\"-\"\"\"" },
		{ "=\\\"&A1", "\"=\"\"=\"\"\"\"&A1\"\"\"" },
		{ "+1,5", "\"=\"\"+1,5\"\"\"" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		is_str(write_list(arena,
		                  arena_printf(arena, "{\"items\":[{\"text\":\"%s\"}]}",
		                               cases[i].json),
		                  LIST_SPREADSHEET),
		       arena_printf(arena,
		                    "\xEF\xBB\xBFid,department.code,years,count,text\r\n,,,,%s\r\n",
		                    cases[i].cell),
		       cases[i].json);
	is_str(write_list(arena, arena_printf(arena, "{\"items\":[{\"text\":\"=%0255d\"}]}", 1),
	                  LIST_SPREADSHEET),
	       arena_printf(arena,
	                    "\xEF\xBB\xBFid,department.code,years,count,text\r\n,,,,'=%0255d\r\n", 1),
	       "what is too long for a text in a formula gets an apostrophe");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const struct list_order broken = { "{", 1, columns, NULL, 0 };
	struct text out;

	is_str(write_list(arena, "{\"items\":[],\"next\":null}", 0),
	       "id,department.code,years,count,text\r\n", "no items: the names");
	is_str(write_list(arena,
	                  "{\"items\":[{\"id\":\"a\",\"department\":{\"code\":\"c\"},\"years\":[2024,"
	                  "2023],\"count\":7,\"text\":\"甲\"},{\"id\":\"b\"}]}",
	                  0),
	       "id,department.code,years,count,text\r\na,c,2024;2023,7,甲\r\nb,,,,\r\n",
	       "members of members, arrays, numbers, what is absent");
	is_str(write_list(arena, "{\"items\":[{\"id\":\"a,b\",\"text\":\"\\\"x\\\"\\ny\"}]}", 0),
	       "id,department.code,years,count,text\r\n\"a,b\",,,,\"\"\"x\"\"\ny\"\r\n",
	       "RFC 4180: commas, quotation marks and line feeds stand in quotation marks");
	is_str(write_list(arena, "{\"items\":[{\"id\":\"=1+1\",\"text\":\"-5.00\"}]}", 0),
	       "id,department.code,years,count,text\r\n=1+1,,,,-5.00\r\n",
	       "for programs, the value");
	is_str(write_list(arena, "{\"items\":[{\"id\":\"a\",\"department\":{\"code\":\"c\"}}]}",
	                  LIST_SPREADSHEET),
	       "\xEF\xBB\xBFid,department.code,years,count,text\r\na,\"=\"\"c\"\"\",,,\r\n",
	       "for a spreadsheet, a mark; a code is always text, and what is absent is empty");
	check_cells(arena);
	is_str(write_list(arena, "{\"total\":{\"count\":3},\"items\":[]}", LIST_TOTAL),
	       "id,department.code,years,count,text\r\n,,,3,\r\n", "a total alone is the one line");
	is_str(write_list(arena, "{\"total\":{\"count\":3},\"items\":[]}", 0),
	       "id,department.code,years,count,text\r\n", "but not when it was not asked for");
	is_str(write_list(arena,
	                  "{\"text\":\"yuan\",\"items\":[{\"id\":\"a\"},{\"id\":\"b\",\"text\":\"c\"}]}",
	                  0),
	       "id,department.code,years,count,text\r\na,,,,yuan\r\nb,,,,c\r\n",
	       "what an item does not have, the list has");
	is_int(csv_write(&cx, &broken, &out), ERR_INTERNAL, "what the database should never give");
	arena_free(arena);
	return done_testing();
}
