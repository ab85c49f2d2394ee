#include "page/csv.h"

#include "tests/unit/tap.h"

static const char *const columns[] = { "id", "department.code", "years", "count", "text", NULL };

static const char *
write_list(struct arena *arena, const char *json, unsigned flags)
{
	struct ctx cx = ctx_make(arena);
	struct text out;

	if (!ok(csv_write(&cx, json, strlen(json), columns, flags, &out) == ERR_OK, "written"))
		return "";
	return out.data;
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
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
	is_str(write_list(arena,
	                  "{\"items\":[{\"id\":\"=1+1\",\"text\":\"-5.00\"},{\"id\":\"@a\",\"text\":\"-x\"}]}",
	                  CSV_SPREADSHEET),
	       "\xEF\xBB\xBFid,department.code,years,count,text\r\n\"'=1+1\",,,,-5.00\r\n"
	       "\"'@a\",,,,\"'-x\"\r\n",
	       "for a spreadsheet, a mark, and no formulas; a negative number stays one");
	is_str(write_list(arena, "{\"total\":{\"count\":3},\"items\":[]}", CSV_TOTAL),
	       "id,department.code,years,count,text\r\n,,,3,\r\n", "a total alone is the one line");
	is_str(write_list(arena, "{\"total\":{\"count\":3},\"items\":[]}", 0),
	       "id,department.code,years,count,text\r\n", "but not when it was not asked for");
	is_str(write_list(arena,
	                  "{\"text\":\"yuan\",\"items\":[{\"id\":\"a\"},{\"id\":\"b\",\"text\":\"c\"}]}",
	                  0),
	       "id,department.code,years,count,text\r\na,,,,yuan\r\nb,,,,c\r\n",
	       "what an item does not have, the list has");
	is_int(csv_write(&cx, "{", 1, columns, 0, &out), ERR_INTERNAL,
	       "what the database should never give");
	arena_free(arena);
	return done_testing();
}
