#include "page/csv.h"

#include "tests/unit/tap.h"

static const char *const columns[] = { "id", "department.code", "years", "count", "text", NULL };

static const char *
write_list(struct arena *arena, const char *json, bool spreadsheet)
{
	struct ctx cx = ctx_make(arena);
	struct text out;

	if (!ok(csv_write(&cx, json, strlen(json), columns, spreadsheet, &out) == ERR_OK, "written"))
		return "";
	return out.data;
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct text out;

	is_str(write_list(arena, "{\"items\":[],\"next\":null}", false),
	       "id,department.code,years,count,text\r\n", "no items: the names");
	is_str(write_list(arena,
	                  "{\"items\":[{\"id\":\"a\",\"department\":{\"code\":\"c\"},\"years\":[2024,"
	                  "2023],\"count\":7,\"text\":\"甲\"},{\"id\":\"b\"}]}",
	                  false),
	       "id,department.code,years,count,text\r\na,c,2024;2023,7,甲\r\nb,,,,\r\n",
	       "members of members, arrays, numbers, what is absent");
	is_str(write_list(arena, "{\"items\":[{\"id\":\"a,b\",\"text\":\"\\\"x\\\"\\ny\"}]}", false),
	       "id,department.code,years,count,text\r\n\"a,b\",,,,\"\"\"x\"\"\ny\"\r\n",
	       "RFC 4180: commas, quotation marks and line feeds stand in quotation marks");
	is_str(write_list(arena, "{\"items\":[{\"id\":\"=1+1\",\"text\":\"-5.00\"}]}", false),
	       "id,department.code,years,count,text\r\n=1+1,,,,-5.00\r\n",
	       "for programs, the value");
	is_str(write_list(arena,
	                  "{\"items\":[{\"id\":\"=1+1\",\"text\":\"-5.00\"},{\"id\":\"@a\",\"text\":\"-x\"}]}",
	                  true),
	       "\xEF\xBB\xBFid,department.code,years,count,text\r\n\"'=1+1\",,,,-5.00\r\n"
	       "\"'@a\",,,,\"'-x\"\r\n",
	       "for a spreadsheet, a mark, and no formulas; a negative number stays one");
	is_str(write_list(arena, "{\"total\":{\"count\":3},\"items\":[]}", false),
	       "id,department.code,years,count,text\r\n,,,3,\r\n", "a total alone is the one line");
	is_int(csv_write(&cx, "{", 1, columns, false, &out), ERR_INTERNAL,
	       "what the database should never give");
	arena_free(arena);
	return done_testing();
}
