/* Text with paths and filters, loop variables and page numbers. */
#include "template/bind.h"

#include "tests/unit/bound.h"

static const struct bound_text texts[] = {
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
	{ "}", NULL, "“}”多了右花括号；要印花括号请写 }}" },
	{ "year}", NULL, "“year}”多了右花括号" },
	{ "{{year}}", "{year}", NULL },
	{ "{{{year}}}", "{2024}", NULL },
	{ "{year}}", NULL, "“{year}}”多了右花括号" },
	{ "{year}}}", "2024}", NULL },
	{ "{{{{", "{{", NULL },
	{ "a{{b}}c", "a{b}c", NULL },
	{ "{texts.note}", "a\nb {year} }", NULL },
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
	{ "{Title}", NULL, "是不是“title”？" },
	{ "{department.nam}", NULL, "文档在这里没有“nam”，是不是“name”？" },
	{ "{fund.lable}", NULL, "是不是“label”？" },
	{ "{fundx.label}", NULL, "没有“fundx”" },
	{ "{cha.level}", NULL, "{cha.level}：文档在这里没有“cha”，是不是“chapter”？" },
	{ "{qqqqqqqq}", NULL,
	  "{qqqqqqqq}：文档没有“qqqqqqqq”，这里的循环变量也不叫“qqqqqqqq”，有的是：fund, " },
	{ "{title.x}", NULL, "没有“x”" },
	{ "{department..name}", NULL, "没有“”" },
	{ "{.title}", NULL, "没有“”" },
	{ "{title.}", NULL, "没有“”" },
	{ "{department}", NULL, "{department} 不是文字而是对象，请用点号写到它的成员" },
	{ "{fund}", NULL, "{fund} 不是文字而是对象，请用点号写到它的成员" },
	{ "{funds}", NULL, "{funds} 不是文字而是列表，请用 <each> 逐项来印" },
	/* True and false, of JSON and of a declared field, are the same. */
	{ "{chapter.run_in} {extra.yes} {extra.no}{extra.blank}", "是 是 否", NULL },
	{ "{chapter.run_in|check:true}{extra.yes|check:true}{extra.no|check:true}"
	  "{extra.no|check:false}{extra.none|check:false}",
	  "☑☑□☑□", NULL },
	{ "{extra.no|tick:否}{extra.no|prefix:是否：}{extra.none|absent:—}{extra.blank|blank:未填}",
	  "√是否：否—未填", NULL },
	{ "{extra.attribute}", NULL,
	  "{extra.attribute}：字段“attribute”没有声明，请加 <field "
	  "name=\"attribute\" type=… label=…/>" },
	{ "{extra}", NULL, "不是文字而是对象" },
	{ "{page}", NULL, "{page} 只能用在页眉和页脚" },
	{ "{pages}", NULL, "{pages} 只能用在页眉和页脚" },
	{ "{year|}", NULL, "没有过滤器“”" },
	{ "{year|numbr}", NULL, "没有过滤器“numbr”，是不是“number”？应为其中之一：number" },
	{ "{year|number:x}", NULL, "数字没有选项“x”" },
	{ "{year|suffix:1|suffix:2|suffix:3|suffix:4|suffix:5|suffix:6|suffix:7|suffix:8}",
	  "202412345678", NULL },
	{ "{year|suffix:1|suffix:2|suffix:3|suffix:4|suffix:5|suffix:6|suffix:7|suffix:8|suffix:9}",
	  NULL, "过滤器多于 8 个" },
};

static void
check_slots(struct arena *arena, const struct bind_names *outer, struct bind_scope *scope)
{
	struct bind_names names = *outer;
	struct bind_turn turn = { .item = scope->slots[1]->item, .slot = 3 };
	struct ctx cx = ctx_make(arena);
	const char *out = NULL;

	names.slots[3].name = "fund";
	names.slots[3].shape = names.slots[1].shape;
	names.slot_count = 4;
	bind_scope_enter(scope, &turn);
	is_int(bind_slot(&names, "fund"), 3,
	       "of two loop variables of one name the inner one counts");
	is_int(bind_slot(outer, "fund"), 0, "as long as it is in scope");
	is_int(bind_slot(outer, "funds"), -1, "no loop variable");
	is_int(bound_print(&cx, &names, scope, "{fund.heading}", &out), ERR_OK, "the inner one");
	is_str(out, "一、", "gives its member");
	names.slots[3].name = "title";
	is_int(bound_print(&cx, &names, scope, "{title.heading}", &out), ERR_OK,
	       "a loop variable comes before a member of the document");
	bind_scope_leave(scope);
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

	is_int(bound_print(&cx, names, scope, "{fund.label|yuan}", &out), ERR_INPUT, "no amount");
	is_str(cx.reason, "资金第1项的名称：“财政拨款”不是十进制数（模板写作 {fund.label|yuan}）",
	       "says in words where, the value and the binding");
	is_str(cx.field, "/funds/0/label", "and the pointer");
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
	struct bind_scope scope;
	const struct json *root;
	const char *out = NULL;

	if (schema_load(&cx, "s", source, sizeof source - 1, &names.world.root) != ERR_OK ||
	    json_parse(&cx, "d", text, sizeof text - 1, &root) != ERR_OK)
		abort();
	bind_scope_init(&scope, arena, root, &names.world);
	is_int(bound_print(&cx, &names, &scope, "{n.n.n.n.n.n.n.t}", &out), ERR_OK,
	       "a path of eight");
	is_str(out, "x", "leads there");
	is_int(bound_print(&cx, &names, &scope, "{n.n.n.n.n.n.n.n.t}", &out), ERR_INPUT,
	       "one of nine");
	is_str(cx.reason, "{n.n.n.n.n.n.n.n.t}：路径多于 8 级", "is refused");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct bind_names names;
	struct bind_scope *scope = bound_enter(arena, &names);

	bound_check(arena, &names, scope, texts, sizeof texts / sizeof texts[0]);
	check_slots(arena, &names, scope);
	check_pages(arena, &names);
	check_faults(arena, &names, scope);
	check_depth(arena);
	arena_free(arena);
	return done_testing();
}
