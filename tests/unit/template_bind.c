#include "template/bind.h"

#include "doc/document_schema.h"
#include "tests/unit/tap.h"

static const char document[] =
	"{\"title\":\"自评表\",\"year\":2024,\"department\":{\"name\":\"社会工作部\"},"
	"\"texts\":{\"goal\":\"\",\"note\":\"a\\r\\nb {year} }\"},\"indicators\":[],"
	"\"funds\":[{\"label\":\"财政拨款\",\"depth\":1,\"executed\":\"196876.30\"}],"
	"\"chapters\":[{\"level\":0,\"heading\":\"一、\",\"run_in\":true}],"
	"\"extra\":{\"period\":\"2024 年\"}}";

/* Text with bindings: what it prints, or why it is refused when the template is loaded. */
static const struct {
	const char *source;
	const char *out;
	const char *refusal;
} texts[] = {
	{ "", "", NULL },
	{ "自评表", "自评表", NULL },
	{ "{title}", "自评表", NULL },
	{ "{title}：{department.name}（{year}年度）", "自评表：社会工作部（2024年度）", NULL },
	{ "{year}{year}", "20242024", NULL },
	{ "{fund.label}", "财政拨款", NULL },
	{ "{fund.depth}", "1", NULL },
	{ "{chapter.level}", "0", NULL },
	{ "{extra.period}", "2024 年", NULL },
	{ "{fund.executed|yuan:trim:group}", "196,876.3", NULL },
	{ "{fund.executed|wan:2|suffix:万元}", "19.69万元", NULL },
	{ "{fund.executed|wan:2|prefix:（|suffix:）}", "（19.69）", NULL },
	/* Braces. What stands in the data is data. */
	{ "{{", "{", NULL },
	{ "}}", "}", NULL },
	{ "}", "}", NULL },
	{ "{{year}}", "{year}", NULL },
	{ "{{{year}}}", "{2024}", NULL },
	{ "{year}}", "2024}", NULL },
	{ "{{{{", "{{", NULL },
	{ "a{{b}}c", "a{b}c", NULL },
	{ "{texts.note}", "a\r\nb {year} }", NULL },
	/* Absent is not empty. */
	{ "{project.name}", "", NULL },
	{ "{project.name|absent:-}", "-", NULL },
	{ "{texts.goal|absent:-}", "", NULL },
	{ "{texts.goal|blank:无}", "无", NULL },
	{ "{project.name|blank:无}", "无", NULL },
	{ "{texts.goal|prefix:（|suffix:）}", "", NULL },
	{ "{fund.weight|points|absent:-}", "-", NULL },
	{ "{fund.weight|prefix:(|absent:-|suffix:)}", "-)", NULL },
	{ "{nothing.label|absent:-}", "-", NULL },
	{ "{nothing.depth}", "", NULL },
	/* What is told when the template is wrong, and the cure. */
	{ "{year", NULL, "“{year”缺少右花括号；要印花括号请写 {{" },
	{ "a{", NULL, "缺少右花括号" },
	{ "{", NULL, "缺少右花括号" },
	{ "{}", NULL, "{}：文档在这里没有“”" },
	{ "{titel}", NULL, "{titel}：文档在这里没有“titel”，是不是“title”？" },
	{ "{ title }", NULL, "是不是“title”？" },
	{ "{Title}", NULL, "是不是“title”？" },
	{ "{department.nam}", NULL, "文档在这里没有“nam”，是不是“name”？" },
	{ "{fund.lable}", NULL, "是不是“label”？" },
	{ "{fundx.label}", NULL, "没有“fundx”" },
	{ "{cha.level}", NULL, "{cha.level}：文档在这里没有“cha”，是不是“chapter”？" },
	{ "{qqqqqqqq}", NULL, "{qqqqqqqq}：文档在这里没有“qqqqqqqq”" },
	{ "{title.x}", NULL, "没有“x”" },
	{ "{department..name}", NULL, "没有“”" },
	{ "{.title}", NULL, "没有“”" },
	{ "{title.}", NULL, "没有“”" },
	{ "{funds.label}", NULL, "没有“label”" },
	{ "{department}", NULL, "{department} 不是文字而是对象，请用点号写到它的成员" },
	{ "{fund}", NULL, "{fund} 不是文字而是对象，请用点号写到它的成员" },
	{ "{funds}", NULL, "{funds} 不是文字而是列表，请用 <each> 逐项来印" },
	{ "{chapter.run_in}", NULL,
	  "{chapter.run_in} 不是文字而是真假值，只能用在 when 和 unless 里" },
	{ "{extra.attribute}", NULL,
	  "{extra.attribute}：字段“attribute”没有声明，请加 <field "
	  "name=\"attribute\" type=… label=…/>" },
	{ "{extra}", NULL, "不是文字而是对象" },
	{ "{page}", NULL, "{page} 只能用在页眉和页脚" },
	{ "{pages}", NULL, "{pages} 只能用在页眉和页脚" },
	{ "{year|}", NULL, "没有过滤器“”" },
	{ "{year|numbr}", NULL, "没有过滤器“numbr”，应为其中之一：number" },
	{ "{year|number:x}", NULL, "数字没有选项“x”" },
	{ "{year|suffix:1|suffix:2|suffix:3|suffix:4|suffix:5|suffix:6|suffix:7|suffix:8}",
	  "202412345678", NULL },
	{ "{year|suffix:1|suffix:2|suffix:3|suffix:4|suffix:5|suffix:6|suffix:7|suffix:8|suffix:9}",
	  NULL, "过滤器多于 8 个" },
};

static const struct {
	const char *path;
	bool filled;
} conditions[] = {
	{ "title", true },          { "year", true },
	{ "texts.goal", false },    { "texts.completion", false },
	{ "texts", true },          { "funds", true },
	{ "indicators", false },    { "base_data", false },
	{ "project", false },       { "project.name", false },
	{ "fund", true },           { "fund.depth", true },
	{ "chapter.level", true }, /* 0 is a value */
	{ "chapter.run_in", true }, { "chapter.body", false },
	{ "nothing", false },       { "nothing.label", false },
	{ "extra.period", true },
};

static const struct bind_field field = { .name = "period", .type = "text", .label = "项目期限" };

/* Loops over funds, chapters, and one whose item is absent. */
static struct bind_names
names_of(const struct schema *schema)
{
	struct bind_names names = { .root = schema, .fields = &field, .slot_count = 3 };

	names.slots[0].name = "fund";
	names.slots[0].schema = schema_items(schema_member(schema, "funds"));
	names.slots[1].name = "chapter";
	names.slots[1].schema = schema_items(schema_member(schema, "chapters"));
	names.slots[2].name = "nothing";
	names.slots[2].schema = names.slots[0].schema;
	return names;
}

static struct bind_scope
scope_of(const struct json *root)
{
	struct bind_scope scope = { .root = root };

	scope.slots[0].item = json_first(json_member(root, "funds"));
	scope.slots[1].item = json_first(json_member(root, "chapters"));
	return scope;
}

static enum err
print(struct ctx *cx, const struct bind_names *names, const struct bind_scope *scope,
      const char *source, const char **out)
{
	struct piece *pieces;

	TRY(bind_compile_text(cx, names, source, &pieces));
	return bind_join(cx, pieces, scope, out);
}

static void
check_texts(struct arena *arena, const struct bind_names *names, const struct bind_scope *scope)
{
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const char *out = NULL;
		enum err status = print(&cx, names, scope, texts[i].source, &out);

		if (texts[i].refusal == NULL)
			is_str(status == ERR_OK ? out : cx.reason, texts[i].out,
			       arena_printf(arena, "'%s'", texts[i].source));
		else if (!ok(status == ERR_INPUT && strstr(cx.reason, texts[i].refusal) != NULL,
		             "'%s' is refused: %s", texts[i].source, texts[i].refusal))
			printf("# reason: %s\n", cx.reason == NULL ? "none" : cx.reason);
	}
}

static void
check_conditions(struct arena *arena, const struct bind_names *names, const struct bind_scope *scope)
{
	for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const struct bind_path *path;

		if (ok(bind_compile_any(&cx, names, conditions[i].path, &path) == ERR_OK,
		       "when=\"%s\"", conditions[i].path))
			is_int(bind_is_filled(path, scope), conditions[i].filled,
			       conditions[i].filled ? "  is filled" : "  is not filled");
	}
}

/* null, false and an empty object are no values either, though no schema of ours has them. */
static void
check_odd_values(struct arena *arena)
{
	static const char source[] = "{\"type\":\"object\",\"properties\":{\"a\":{}}}";
	static const char *const values[] = { "null", "false",        "{}",     "[]", "\"\"",
		                              "true", "{\"b\":null}", "[null]", "0",  "\" \"" };
	struct ctx cx = ctx_make(arena);
	struct bind_names names = { 0 };
	const struct bind_path *path = NULL;

	is_int(schema_load(&cx, "s", source, sizeof source - 1, &names.root), ERR_OK, "any member");
	is_int(bind_compile_any(&cx, &names, "a", &path), ERR_OK, "its path");
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		const char *text = arena_printf(arena, "{\"a\":%s}", values[i]);
		struct bind_scope scope = { 0 };

		if (json_parse(&cx, "d", text, strlen(text), &scope.root) == ERR_OK)
			is_int(bind_is_filled(path, &scope), i >= 5, values[i]);
	}
}

static void
check_lists(struct arena *arena, const struct bind_names *names)
{
	struct ctx cx = ctx_make(arena);
	const struct bind_path *path;
	const struct schema *item;

	is_int(bind_compile_list(&cx, names, "funds", &path, &item), ERR_OK, "a list");
	ok(schema_is_text(schema_member(item, "label")), "of funds");
	is_str(bind_source(path), "funds", "that remembers how it was written");
	is_int(bind_compile_list(&cx, names, "texts", &path, &item), ERR_INPUT, "an object is none");
	is_str(cx.reason, "“texts”不是列表，不能循环", "and told so");
	ctx_clear(&cx);
	is_int(bind_compile_list(&cx, names, "fonds", &path, &item), ERR_INPUT, "a misspelt one");
	is_str(cx.reason, "{fonds}：文档在这里没有“fonds”，是不是“funds”？", "and its cure");
}

static void
check_slots(struct arena *arena, const struct bind_names *outer, const struct bind_scope *outside)
{
	struct bind_names names = *outer;
	struct bind_scope scope = *outside;
	struct ctx cx = ctx_make(arena);
	const char *out = NULL;

	names.slots[3].name = "fund";
	names.slots[3].schema = names.slots[1].schema;
	names.slot_count = 4;
	scope.slots[3].item = scope.slots[1].item;
	is_int(bind_slot(&names, "fund"), 3,
	       "of two loop variables of one name the inner one counts");
	is_int(bind_slot(outer, "fund"), 0, "as long as it is in scope");
	is_int(bind_slot(outer, "funds"), -1, "no loop variable");
	is_int(print(&cx, &names, &scope, "{fund.heading}", &out), ERR_OK, "the inner one");
	is_str(out, "一、", "gives its member");
	names.slots[3].name = "title";
	is_int(print(&cx, &names, &scope, "{title.heading}", &out), ERR_OK,
	       "a loop variable comes before a member of the document");
}

static void
check_pages(struct arena *arena, const struct bind_names *outer)
{
	struct bind_names names = *outer;
	struct ctx cx = ctx_make(arena);
	struct piece *piece = NULL;

	names.has_pages = true;
	is_int(bind_compile_text(&cx, &names, "第 {page} 页共 {pages} 页{{", &piece), ERR_OK,
	       "page numbers in a footer");
	is_str(piece->literal, "第 ", "a literal");
	is_int(piece->kind, PIECE_LITERAL, "is one");
	is_int(piece->next->kind, PIECE_PAGE, "the page");
	is_int(piece->next->next->next->kind, PIECE_PAGES, "the pages");
	is_str(piece->next->next->next->next->literal, " 页{", "the rest");
	ok(piece->next->next->next->next->next == NULL, "no more");
	is_int(bind_compile_text(&cx, &names, "", &piece), ERR_OK, "no text");
	ok(piece == NULL, "has no piece");
}

/* A value that a filter cannot print names its field. */
static void
check_faults(struct arena *arena, const struct bind_names *names, const struct bind_scope *scope)
{
	struct ctx cx = ctx_make(arena);
	const char *out;

	is_int(print(&cx, names, scope, "{fund.label|yuan}", &out), ERR_INPUT, "no amount");
	is_str(cx.reason, "{fund.label|yuan}：“财政拨款”不是十进制数", "says binding and value");
	is_str(cx.field, "fund.label", "and the field");
}

/* Eight levels, no more. */
static void
check_depth(struct arena *arena)
{
	static const char source[] =
		"{\"type\":\"object\",\"properties\":{\"n\":{\"$ref\":\"#/$defs/n\"}},\"$defs\":{\"n\":{"
		"\"type\":\"object\",\"properties\":{\"n\":{\"$ref\":\"#/$defs/n\"},"
		"\"t\":{\"type\":\"string\"}}}}}";
	static const char text[] =
		"{\"n\":{\"n\":{\"n\":{\"n\":{\"n\":{\"n\":{\"n\":{\"t\":\"x\"}}}}}}}}";
	struct ctx cx = ctx_make(arena);
	struct bind_names names = { 0 };
	struct bind_scope scope = { 0 };
	const char *out = NULL;

	if (schema_load(&cx, "s", source, sizeof source - 1, &names.root) != ERR_OK ||
	    json_parse(&cx, "d", text, sizeof text - 1, &scope.root) != ERR_OK)
		return;
	is_int(print(&cx, &names, &scope, "{n.n.n.n.n.n.n.t}", &out), ERR_OK, "a path of eight");
	is_str(out, "x", "leads there");
	is_int(print(&cx, &names, &scope, "{n.n.n.n.n.n.n.n.t}", &out), ERR_INPUT, "one of nine");
	is_str(cx.reason, "{n.n.n.n.n.n.n.n.t}：路径多于 8 级", "is refused");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	const struct schema *schema;
	const struct json *root;
	struct bind_names names;
	struct bind_scope scope;

	if (document_schema_load(&cx, &schema) != ERR_OK ||
	    json_parse(&cx, "document", document, sizeof document - 1, &root) != ERR_OK)
		return 1;
	names = names_of(schema);
	scope = scope_of(root);
	check_texts(arena, &names, &scope);
	check_conditions(arena, &names, &scope);
	check_odd_values(arena);
	check_lists(arena, &names);
	check_slots(arena, &names, &scope);
	check_pages(arena, &names);
	check_faults(arena, &names, &scope);
	check_depth(arena);
	arena_free(arena);
	return done_testing();
}
