/* The compiler of schemas, the checker, and the schema of disclosure documents itself. */
#include "doc/schema.h"

#include <dirent.h>

#include "doc/document_schema.h"
#include "tests/unit/tap.h"

/* What every document must have; `%s` is more. */
#define REQUIRED                                                                                   \
	"\"form\":\"E1\",\"title\":\"表\",\"year\":2024,"                                         \
	"\"region\":{\"code\":\"522700\",\"name\":\"黔南\"},"                                    \
	"\"department\":{\"code\":\"522700-197\",\"name\":\"社会工作部\"}"
#define WITH(members) "{" REQUIRED "," members "}"
#define FUND(members) WITH("\"funds\":[{\"kind\":\"total\",\"label\":\"总额\"," members "}]")
#define INDICATOR(members) WITH("\"indicators\":[{\"name\":\"一\"," members "}]")

/* A document, the place of its one fault and a part of what is told; no place: it is right. */
static const struct {
	const char *document;
	const char *place;
	const char *what;
} documents[] = {
	{ "{" REQUIRED "}", NULL, NULL },
	{ WITH("\"project\":{\"code\":\"52270022P004296102284\",\"name\":\"经费\"}"), NULL, NULL },
	{ "[]", "/", "类型是列表，应为对象（写在花括号 { } 里，可以有的是：" },
	{ "{\"form\":\"E1\",\"title\":\"表\",\"year\":2024,"
	  "\"region\":{\"code\":\"522700\",\"name\":\"黔南\"}}",
	  "/department", "“部门”还没有填" },
	{ WITH("\"titel\":\"x\""), "/titel", "是不是“title”？" },
	{ WITH("\"Title\":\"x\""), "/Title", "是不是“title”？" },
	{ WITH("\"zzzzzzzz\":1"), "/zzzzzzzz", "没有这个成员，请删去" },
	{ WITH("\"a/b~c\":1"), "/a~1b~0c", "没有这个成员，请删去" },
	{ WITH("\"filled_on\":20250211"), "/filled_on", "类型是整数，应为文字（数字要写在引号里" },
	{ WITH("\"texts\":{\"goal\":null}"), "/texts/goal",
	  "类型是空值 null，应为文字；没有内容的，请删去这个成员" },
	{ WITH("\"texts\":{\"goal\":\"\"}"), NULL, NULL },
	/* Dates of the calendar. */
	{ WITH("\"filled_on\":\"2025-02-11\""), NULL, NULL },
	{ WITH("\"filled_on\":\"2024-02-29\""), NULL, NULL },
	{ WITH("\"filled_on\":\"2000-02-29\""), NULL, NULL },
	{ WITH("\"filled_on\":\"1600-02-29\""), NULL, NULL },
	{ WITH("\"filled_on\":\"2025-07-31\""), NULL, NULL },
	{ WITH("\"filled_on\":\"2025-06-31\""), "/filled_on", "应为日期" },
	{ WITH("\"filled_on\":\"2025-02-110\""), "/filled_on", "应为日期" },
	{ WITH("\"filled_on\":\"2025/02-11\""), "/filled_on", "应为日期" },
	{ WITH("\"filled_on\":\"2025-02/11\""), "/filled_on", "应为日期" },
	{ WITH("\"filled_on\":\"2025-12-31\""), NULL, NULL },
	{ WITH("\"filled_on\":\"2025-01-01\""), NULL, NULL },
	{ WITH("\"filled_on\":\"2025-02-29\""), "/filled_on", "是“2025-02-29”，应为日期" },
	{ WITH("\"filled_on\":\"1900-02-29\""), "/filled_on", "应为日期，如 2025-02-11" },
	{ WITH("\"filled_on\":\"2025-04-31\""), "/filled_on", "应为日期" },
	{ WITH("\"filled_on\":\"2025-02-00\""), "/filled_on", "应为日期" },
	{ WITH("\"filled_on\":\"2025-00-11\""), "/filled_on", "应为日期" },
	{ WITH("\"filled_on\":\"2025-13-11\""), "/filled_on", "应为日期" },
	{ WITH("\"filled_on\":\"2025/02/11\""), "/filled_on", "应为日期" },
	{ WITH("\"filled_on\":\"20250211\""), "/filled_on", "应为日期" },
	{ WITH("\"filled_on\":\"2025-2-11\""), "/filled_on", "应为日期" },
	{ WITH("\"filled_on\":\"2025-02-1x\""), "/filled_on", "应为日期" },
	{ WITH("\"filled_on\":\"\""), "/filled_on", "应为日期" },
	/* Amounts: strings in yuan, at most two decimals. */
	{ FUND("\"depth\":0,\"executed\":\"196876.30\""), NULL, NULL },
	{ FUND("\"depth\":0,\"executed\":\"-0.5\""), NULL, NULL },
	{ FUND("\"depth\":0,\"executed\":\"9999999999999999.99\""), NULL, NULL },
	{ FUND("\"depth\":0,\"executed\":\"19999999999999999.99\""), "/funds/0/executed",
	  "应为金额：以元为单位的数" },
	{ FUND("\"depth\":0,\"executed\":196876.30"), "/funds/0/executed",
	  "类型是小数，应为文字（数字要写在引号里，才不会丢失位数）" },
	{ FUND("\"depth\":0,\"executed\":\"1.005\""), "/funds/0/executed", "是“1.005”，应为金额" },
	{ FUND("\"depth\":0,\"executed\":\"196,876.3\""), "/funds/0/executed",
	  "应为金额：以元为单位的数" },
	{ FUND("\"depth\":0,\"executed\":\"01\""), "/funds/0/executed", "应为金额：以元为单位的数" },
	{ FUND("\"depth\":0,\"executed\":\"1e3\""), "/funds/0/executed", "应为金额：以元为单位的数" },
	{ FUND("\"depth\":0,\"executed\":\"1\\n\""), "/funds/0/executed",
	  "应为金额：以元为单位的数" },
	{ FUND("\"depth\":0,\"executed\":\"\""), "/funds/0/executed", "应为金额：以元为单位的数" },
	/* Integers and their limits. */
	{ FUND("\"depth\":9"), NULL, NULL },
	{ FUND("\"depth\":10"), "/funds/0/depth", "是 10，应在 0 至 9 之间" },
	{ FUND("\"depth\":-1"), "/funds/0/depth", "是 -1，应在 0 至 9 之间" },
	{ FUND("\"depth\":1.5"), "/funds/0/depth", "类型是小数，应为整数" },
	{ FUND("\"depth\":\"1\""), "/funds/0/depth", "类型是文字，应为整数（不写引号）" },
	{ FUND("\"depth\":4294967296"), "/funds/0/depth", "类型是小数，应为整数" },
	{ FUND("\"weight\":\"10\""), "/funds/0/depth", "“层次”还没有填" },
	/* Choices, patterns, lengths in characters. */
	{ INDICATOR("\"target\":{\"operator\":\"≥\"}"), NULL, NULL },
	{ INDICATOR("\"target\":{\"operator\":\"~\"}"), "/indicators/0/target/operator",
	  "是“~”，应为其中之一：=, ≥, ≤," },
	{ "{" REQUIRED ",\"funds\":[{\"kind\":\"totals\",\"label\":\"总额\",\"depth\":0}]}",
	  "/funds/0/kind", "是“totals”，是不是“total”？应为其中之一：" },
	{ WITH("\"funds\":{}"), "/funds", "类型是对象，应为列表（写在方括号 [ ] 里）" },
	{ FUND("\"depth\":0,\"recheck\":\"1\""), "/funds/0/recheck",
	  "没有这个成员，请删去；表式专用的字段写在 extra 里；可以有的是：kind," },
	{ INDICATOR("\"target\":{}"), "/indicators/0/target", "有 0 项，至少 1 项" },
	{ INDICATOR("\"target\":{\"unit\":\"五十个字五十个字五十个字五十个字五十个字"
	            "五十个字五十个字五十个字五十个字五十个字五十个字五十个字五十\"}"),
	  NULL, NULL },
	{ INDICATOR("\"target\":{\"unit\":\"五十个字五十个字五十个字五十个字五十个字五"
	            "五十个字五十个字五十个字五十个字五十个字五十个字五十个字五十\"}"),
	  "/indicators/0/target/unit", "有 51 个字，最多 50 个" },
	{ INDICATOR("\"children\":[{\"name\":\"二\",\"children\":[{\"nam\":\"三\",\"name\":\"\"}]}]"),
	  "/indicators/0/children/0/children/0/nam", "是不是“name”？" },
	{ "{\"form\":\"e1\",\"title\":\"表\",\"year\":2024,"
	  "\"region\":{\"code\":\"522700\",\"name\":\"黔\"},"
	  "\"department\":{\"code\":\"1\",\"name\":\"部\"}}",
	  "/form", "是“e1”，应为表式代号" },
	{ "{\"form\":\"E1\",\"title\":\"\",\"year\":2024,"
	  "\"region\":{\"code\":\"522700\",\"name\":\"黔\"},"
	  "\"department\":{\"code\":\"1\",\"name\":\"部\"}}",
	  "/title", "是空的，至少要有 1 个字" },
	/* Free members are texts. */
	{ WITH("\"extra\":{\"任何\":\"字\"}"), NULL, NULL },
	{ WITH("\"extra\":{\"任何\":1}"), "/extra/任何", "应为文字" },
	{ WITH("\"chapters\":[{\"level\":1,\"heading\":\"一\",\"run_in\":true}]"), NULL, NULL },
	{ WITH("\"chapters\":[{\"level\":1,\"heading\":\"一\",\"run_in\":\"yes\"}]"),
	  "/chapters/0/run_in", "类型是文字，应为真假值（true 或 false，不写引号）" },
	/* A long value is shown by its first forty characters. */
	{ WITH("\"id\":\"一二三四五六七八九十一二三四五六七八九十"
	       "一二三四五六七八九十一二三四五六七八九十末\""),
	  "/id",
	  "是“一二三四五六七八九十一二三四五六七八九十"
	  "一二三四五六七八九十一二三四五六七八九十……”" },
};

/* Schemas that the compiler must not take for something else. */
static const struct {
	const char *schema;
	const char *reason;
} refused[] = {
	{ "{\"typ\":\"object\"}", "the keyword \"typ\" is not supported" },
	{ "{\"oneOf\":[]}", "the keyword \"oneOf\" is not supported" },
	{ "{\"type\":\"number\"}", "unknown type" },
	{ "{\"type\":[\"string\"]}", "unknown type" },
	{ "{\"type\":\"string\",\"format\":\"email\"}", "unknown format" },
	{ "{\"type\":\"string\",\"pattern\":\"(\"}", "a pattern does not compile" },
	{ "{\"type\":\"string\",\"pattern\":1}", "a pattern does not compile" },
	{ "{\"$ref\":\"#/$defs/none\"}", "there is no #/$defs/none" },
	{ "{\"$ref\":\"other.json\"}", "a $ref leaves #/$defs" },
	{ "{\"properties\":{\"a\":{\"items\":{\"not\":{}}}}}", "the keyword \"not\"" },
	{ "{\"type\":\"integer\",\"maximum\":1.5}", "maximum is no whole number" },
	{ "{\"type\":\"integer\",\"minimum\":\"1\"}", "minimum is no whole number" },
	{ "[", "JSON" },
};

static const struct schema *
load(struct ctx *cx, const char *text)
{
	const struct schema *schema = NULL;

	if (schema_load(cx, "schema", text, strlen(text), &schema) != ERR_OK)
		printf("# %s\n", cx->reason);
	return schema;
}

static enum err
check(struct ctx *cx, const struct schema *schema, const char *text)
{
	const struct json *json;

	*cx = ctx_make(cx->arena);
	TRY(json_parse(cx, "file", text, strlen(text), &json));
	return schema_check(cx, schema, "file", json);
}

static void
check_documents(struct ctx *cx, const struct schema *schema)
{
	for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
		enum err status = check(cx, schema, documents[i].document);
		const struct fault *fault = cx->faults;
		bool as_expected;

		if (documents[i].place == NULL)
			as_expected = status == ERR_OK && cx->fault_count == 0;
		else
			as_expected = status == ERR_INPUT && cx->fault_count == 1 &&
			              strcmp(fault->place + strlen("file: "), documents[i].place) ==
			                      0 &&
			              strstr(fault->what, documents[i].what) != NULL;
		if (!ok(as_expected, "case %zu: %s", i,
		        documents[i].place == NULL ? "right" : documents[i].what))
			printf("# %s: %s\n", fault == NULL ? "-" : fault->place,
			       fault == NULL ? cx->reason : fault->what);
	}
}

static void
check_all_at_once(struct ctx *cx, const struct schema *schema)
{
	static const char *const places[] = { "file: /title",        "file: /year",
		                              "file: /region/code",  "file: /region/extra",
		                              "file: /funds/1/kind", "file: /funds/1/depth" };
	const struct fault *fault;
	size_t count = 0;

	is_int(check(cx, schema,
	             "{\"form\":\"E1\",\"year\":1993,\"region\":{\"code\":\"5227\",\"name\":\"x\","
	             "\"extra\":0},\"department\":{\"code\":\"1\",\"name\":\"x\"},\"funds\":["
	             "{\"kind\":\"total\",\"label\":\"x\",\"depth\":0},"
	             "{\"kind\":\"all\",\"label\":\"x\",\"depth\":10}]}"),
	       ERR_INPUT, "a document with six faults");
	is_str(cx->reason, "file：6 处错误", "says so");
	for (fault = cx->faults; fault != NULL && count < 6; fault = fault->next, count++)
		is_str(fault->place, places[count], places[count]);
	is_int((long long)count, 6, "and tells of all of them");
}

static void
check_limits(struct ctx *cx)
{
	const struct schema *schema =
		load(cx,
	             "{\"type\":\"object\",\"additionalProperties\":false,\"maxProperties\":2,"
	             "\"properties\":{\"list\":{\"type\":\"array\",\"minItems\":1,\"maxItems\":2,"
	             "\"items\":{\"type\":\"string\",\"minLength\":2,\"maxLength\":3}},"
	             "\"any\":{},\"free\":{\"type\":\"array\"},\"last\":{\"enum\":[\"x\",\"y\"]}}}");

	is_int(check(cx, schema, "{\"list\":[\"ab\",\"一二三\"],\"any\":[1.5,null]}"), ERR_OK,
	       "at the limits, and anything where nothing is asked");
	is_int(check(cx, schema, "{\"free\":[1,{}]}"), ERR_OK, "elements of any kind");
	is_int(check(cx, schema, "{\"list\":[]}"), ERR_INPUT, "too few elements");
	is_str(cx->faults->what, "有 0 项，至少 1 项", "how many");
	is_int(check(cx, schema, "{\"list\":[\"ab\",\"ab\",\"ab\"]}"), ERR_INPUT,
	       "too many elements");
	is_str(cx->faults->what, "有 3 项，最多 2 项", "how many");
	is_int(check(cx, schema, "{\"list\":[\"一\"]}"), ERR_INPUT, "too short");
	is_str(cx->faults->what, "有 1 个字，至少要有 2 个", "how long, in characters");
	is_int(check(cx, schema, "{\"list\":[\"一二三四\"]}"), ERR_INPUT, "too long");
	is_str(cx->faults->what, "有 4 个字，最多 3 个", "how long");
	is_int(check(cx, schema, "{\"any\":0,\"free\":[],\"last\":\"x\"}"), ERR_INPUT,
	       "too many members");
	is_str(cx->faults->place, "file: /", "of the document itself");
	is_int(check(cx, schema, "{\"last\":\"z\"}"), ERR_INPUT, "a choice needs no type");
	is_str(cx->faults->what, "是“z”，应为其中之一：x, y", "and is listed");
	is_int(check(cx, schema, "{\"last\":1}"), ERR_INPUT, "but is a string");
}

static void
check_refused(struct ctx *cx)
{
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		const struct schema *schema;
		enum err status;

		*cx = ctx_make(cx->arena);
		status = schema_load(cx, "s", refused[i].schema, strlen(refused[i].schema), &schema);
		if (!ok(status != ERR_OK && strstr(cx->reason, refused[i].reason) != NULL, "%s",
		        refused[i].reason))
			printf("# %s\n", cx->reason);
	}
}

/* Names are compared up to 31 bytes; what is longer is never near. */
static void
check_long_names(struct ctx *cx)
{
	static const char name_31[] = "abcdefghijklmnopqrstuvwxyzabcde";
	const struct schema *schema;

	*cx = ctx_make(cx->arena);
	schema = load(cx,
	              "{\"type\":\"object\",\"properties\":{"
	              "\"abcdefghijklmnopqrstuvwxyzabcd\":{},"
	              "\"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl\":{}}}");
	is_str(schema_suggest(schema, name_31), "abcdefghijklmnopqrstuvwxyzabcd", "31 bytes");
	is_str(schema_suggest(schema, "abcdefghijklmnopqrstuvwxyzabcdef"), NULL, "32 bytes");
}

static void
check_lookup(const struct schema *schema)
{
	const struct schema *indicator = schema_items(schema_member(schema, "indicators"));
	const struct schema *again = schema_items(schema_member(indicator, "children"));

	ok(indicator != NULL && indicator == again, "a schema may contain itself");
	ok(schema_is_object(indicator) && !schema_is_text(indicator), "an indicator is an object");
	ok(schema_is_text(schema_member(schema, "title")), "a title is text");
	ok(schema_is_text(schema_member(schema, "year")), "a year can be printed");
	ok(!schema_is_text(schema_member(schema, "funds")), "a list can not");
	ok(schema_items(schema_member(schema, "title")) == NULL, "a title has no elements");
	ok(schema_member(schema, "Title") == NULL, "names have their case");
	ok(schema_member(schema_member(schema, "title"), "x") == NULL, "a title has no members");
	ok(schema_is_text(schema_member(schema_member(schema, "extra"), "x")),
	   "extra fields have any name");
	ok(schema_member(NULL, "x") == NULL && schema_items(NULL) == NULL && !schema_is_text(NULL) &&
	           !schema_is_object(NULL) && schema_suggest(NULL, "x") == NULL,
	   "nothing has nothing");
	is_str(schema_suggest(schema, "yaer"), "year", "two letters exchanged");
	is_str(schema_suggest(schema, "fund"), "funds", "one letter missing");
	is_str(schema_suggest(schema, "departments"), "department", "one letter more");
	is_str(schema_suggest(schema, "eprtmnt"), "department", "three letters missing");
	is_str(schema_suggest(schema, "ddepaartmeent"), "department", "three letters more");
	is_str(schema_suggest(schema, "dexarxmexnt"), "department", "two others and one more");
	is_str(schema_suggest(schema, "dptmnt"), NULL, "four letters missing");
	is_str(schema_suggest(schema, "cha"), NULL, "a short name, more than half of it another");
	is_str(schema_suggest(schema, "xyz"), NULL, "nothing near");
	is_str(schema_suggest(schema, ""), NULL, "nothing");
	is_str(schema_suggest(schema, "departmentdepartmentdepartmentdepartment"), NULL, "too long");
}

/* The sample documents are the published forms as data: all of them fit. */
static void
check_samples(struct ctx *cx, const struct schema *schema)
{
	DIR *folder = opendir(TREE "/sql/sample");
	struct dirent *entry;
	int count = 0;

	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		struct text file;

		if (!text_ends_with(entry->d_name, ".json"))
			continue;
		*cx = ctx_make(cx->arena);
		count++;
		ok(text_read_file(cx, arena_printf(cx->arena, TREE "/sql/sample/%s", entry->d_name),
		                  1000000, &file) == ERR_OK &&
		           check(cx, schema, file.data) == ERR_OK,
		   "%s", entry->d_name);
	}
	closedir(folder);
	is_int(count, 25, "25 documents");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const struct schema *schema;

	if (document_schema_load(&cx, &schema) != ERR_OK)
		return 1;
	check_documents(&cx, schema);
	check_all_at_once(&cx, schema);
	check_limits(&cx);
	check_refused(&cx);
	check_long_names(&cx);
	check_lookup(schema);
	check_samples(&cx, schema);
	arena_free(arena);
	return done_testing();
}
