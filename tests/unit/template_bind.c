#include "template/bind.h"

#include <stdlib.h>

#include "doc/document_schema.h"
#include "tests/unit/tap.h"

static const char document[] =
	"{\"title\":\"自评表\",\"year\":2024,\"department\":{\"name\":\"社会工作部\"},"
	"\"texts\":{\"goal\":\"\",\"note\":\"a\\r\\nb {year} }\"},\"indicators\":[],"
	"\"funds\":[{\"kind\":\"fiscal_appropriation\",\"label\":\"财政拨款\",\"depth\":1,\"executed\":\"196876.30\"},"
	"{\"kind\":\"own_level\",\"label\":\"本级\",\"depth\":2,\"executed\":\"—\"},"
	"{\"kind\":\"other\",\"label\":\"其他\",\"depth\":1}],"
	"\"chapters\":[{\"level\":0,\"heading\":\"一、\",\"run_in\":true}],"
	"\"base_data\":[{\"section\":\"staff\",\"rows\":[]},{\"section\":\"expenditure\",\"rows\":["
	"{\"label\":\"r1\",\"depth\":0,\"values\":{\"budget\":\"5\"}},"
	"{\"label\":\"r2\",\"depth\":1,\"values\":{\"budget\":\"—\"}}]}],"
	"\"lists\":{\"counties\":[{\"name\":\"甲\",\"kind\":\"a\",\"open\":\"false\",\"children\":[{\"amount\":\"1\"},{\"amount\":\"2\"}]},"
	"{\"name\":\"乙\",\"kind\":\"b\",\"open\":\"true\"},{\"name\":\"丙\",\"kind\":\"a\",\"children\":[{\"amount\":\"3\"}]}]},"
	"\"extra\":{\"period\":\"2024 年\",\"text\":\"false\",\"yes\":\"true\",\"no\":\"false\",\"blank\":\"\"}}";

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
	/* Items of lists. */
	{ "{funds[kind=own_level].label}", "本级", NULL },
	{ "{funds[2].label}{funds[1].label}", "本级财政拨款", NULL },
	{ "{funds[depth=1][2].label}", "其他", NULL },
	{ "{funds[depth!=1].label}", "本级", NULL },
	{ "{funds[kind=carry_over].label|absent:无}", "无", NULL },
	{ "{funds[4].label|absent:无}", "无", NULL },
	{ "{base_data[section=expenditure].rows[label=r2].values.budget|wan}", "—", NULL },
	{ "{base_data[section=expenditure].rows[1].values.budget|number}", "5", NULL },
	{ "{lists.counties[name=丙].kind}", "a", NULL },
	{ "{lists.counties[kind=b].name}{lists.counties[kind=a][2].name}", "乙丙", NULL },
	{ "{lists.counties[3].children[1].amount}", "3", NULL },
	{ "{lists.counties[2].children[1].amount|absent:无}", "无", NULL },
	{ "{chapters[run_in=true].heading}", "一、", NULL },
	{ "{chapters[run_in=false].heading|absent:无}", "无", NULL },
	{ "{funds.label}", NULL,
	  "{funds.label}：“funds”是列表，请用 <each> 逐项来印，或用方括号挑一项，如 funds[1]" },
	{ "{base_data[1].rows.label}", NULL, "“rows”是列表，请用 <each>" },
	{ "{funds[1]}", NULL, "{funds[1]} 不是文字而是对象" },
	{ "{funds[0].label}", NULL, "{funds[0].label}：第几项从 1 数起" },
	{ "{funds[12345678].label}", NULL, "第几项从 1 数起" },
	{ "{funds[total].label}", NULL, "方括号里写第几项，如 [1]，或挑选哪些项，如 [kind=total]" },
	{ "{funds[].label}", NULL, "方括号里写第几项" },
	{ "{funds[=x].label}", NULL, "方括号里写第几项" },
	{ "{funds[1.label}", NULL, "{funds[1.label}：缺少右方括号" },
	{ "{funds[1]label}", NULL, "{funds[1]label}：“funds”之后应为点号" },
	{ "{title[1]}", NULL, "{title[1]}：“title”不是列表，不能用方括号挑选" },
	{ "{funds[1][1][1][1][1].label}", NULL, "方括号多于 4 个" },
	{ "{funds[kind=totl].label}", NULL, "“kind”没有值“totl”，是不是“total”？" },
	{ "{funds[kind=qqqqqqqq].label}", NULL, "“kind”没有值“qqqqqqqq”，应为其中之一：total, " },
	{ "{funds[kin=total].label}", NULL, "文档在这里没有“kin”，是不是“kind”？" },
	{ "{funds[depth=x].label}", NULL, "“depth”没有值“x”，应为整数" },
	{ "{chapters[run_in=yes].heading}", NULL, "“run_in”没有值“yes”" },
	{ "{base_data[rows=1].section}", NULL, "“rows”不是文字，不能比较" },
	{ "{lists.counties[2].code}", NULL,
	  "字段“code”没有声明，请在 <list name=\"counties\"> 里加 <field name=\"code\"" },
	{ "{lists.towns[1].name}", NULL, "列表“towns”没有声明，请加 <list name=\"towns\" label=…>" },
	{ "{lists.counties[1].children[1].children[1].amount}", NULL, "列表“children”没有声明" },
	{ "{lists.counties[name=甲].children[amt=1].amount}", NULL, "字段“amt”没有声明" },
	/* What is computed, by hand: depths 1, 2, 1; one of three funds has an amount. */
	{ "{1 + 2 * 3}", "7", NULL },
	{ "{(1 + 2) * 3}", "9", NULL },
	{ "{10 - 4 - 3}", "3", NULL },
	{ "{8 / 4 / 2}", "1", NULL },
	{ "{2*3+4*5}", "26", NULL },
	{ "{ 0.1+0.2 }", "0.3", NULL },
	{ "{year + 1}", "2025", NULL },
	{ "{year - 2025}", "-1", NULL },
	{ "{fund.executed * 2|yuan:group}", "393,752.60", NULL },
	{ "{fund.executed / 200000 * 100|percent}", "98.44%", NULL },
	{ "{1 / 3|number:4}", "0.3333", NULL },
	{ "{2 / 3}", "! / 除不尽，请用数字过滤器，如 number:2（模板写作 {2 / 3}）", NULL },
	{ "{1 / 3 * 3}", "1", NULL },
	{ "{0.005 + 0|number:2}", "0.01", NULL },
	{ "{sum(funds.depth)}", "4", NULL },
	{ "{sum(funds[depth=1].depth, 10)}", "12", NULL },
	{ "{sum(funds.executed)|wan:4}", "19.6876", NULL },
	{ "{count(funds)}", "3", NULL },
	{ "{count(funds[depth=1])}", "2", NULL },
	{ "{count(funds.executed)}", "2", NULL },
	{ "{count(indicators) + count(lists.counties.children)}", "3", NULL },
	{ "{max(funds.depth)}{min(funds.depth)}{max(1, 2 + 3, 4)}", "215", NULL },
	{ "{sum(lists.counties.children.amount)}", "6", NULL },
	{ "{sum(lists.counties[kind=a].children[1].amount)}", "4", NULL },
	{ "{number(chapter)}", "7", NULL },
	{ "{number(chapter) + 1|chinese}", "八", NULL },
	{ "{sum(funds.weight)|absent:无}", "无", NULL },
	{ "{sum(indicators.weight)|points|absent:无}", "无", NULL },
	{ "{fund.weight + 1|absent:-}", "-", NULL },
	{ "{1 / (2 - 2)|number:2|absent:—}", "—", NULL },
	{ "{funds[kind=own_level].executed * 2|yuan|absent:—}", "—", NULL },
	{ "{sum(fund.weight, fund.executed)|yuan}", "196876.30", NULL },
	{ "{fund.label * 2}",
	  "! /funds/0/label 资金第1项的名称的“财政拨款”不是十进制数，不能计算（模板写作 {fund.label * 2}）",
	  NULL },
	{ "{sum(funds.label)}",
	  "! /funds/0/label 资金第1项的名称的“财政拨款”不是十进制数，不能计算（模板写作 {sum(funds.label)}）",
	  NULL },
	{ "{1 +}", NULL, "{1 +}：“”处应为数、路径或函数" },
	{ "{1 2}", NULL, "{1 2}：“2”处应为 + - * / 或结束" },
	{ "{(1}", NULL, "{(1}：“”处应为“)”" },
	{ "{1)}", NULL, "{1)}：“)”处应为 + - * / 或结束" },
	{ "{1.}", NULL, "“1.”不是十进制数" },
	{ "{yaer + 1}", NULL, "{yaer}：文档在这里没有“yaer”，是不是“year”？" },
	{ "{avg(funds.depth)}", NULL, "没有函数“avg”，应为其中之一：sum, max, min, count, number" },
	{ "{sum(funds)}", NULL, "{funds} 不是文字而是列表" },
	{ "{sum()}", NULL, "“)”处应为数、路径或函数" },
	{ "{sum(funds.depth}", NULL, "处应为“)”" },
	{ "{funds.depth + 1}", NULL, "“funds”是列表，请用 <each>" },
	{ "{number(funds)}", NULL, "“funds”不是循环变量，应为某个 <each> 的 as" },
	{ "{((((((((((((((((((((1))))))))))))))))))))}", NULL, "括号多于 20 层" },
	/* Braces. What stands in the data is data. */
	{ "{{", "{", NULL },
	{ "}}", "}", NULL },
	{ "}", "}", NULL },
	{ "{{year}}", "{year}", NULL },
	{ "{{{year}}}", "{2024}", NULL },
	{ "{year}}", "2024}", NULL },
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
	{ "{qqqqqqqq}", NULL, "{qqqqqqqq}：文档在这里没有“qqqqqqqq”" },
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
	{ "{year|numbr}", NULL, "没有过滤器“numbr”，应为其中之一：number" },
	{ "{year|number:x}", NULL, "数字没有选项“x”" },
	{ "{year|suffix:1|suffix:2|suffix:3|suffix:4|suffix:5|suffix:6|suffix:7|suffix:8}",
	  "202412345678", NULL },
	{ "{year|suffix:1|suffix:2|suffix:3|suffix:4|suffix:5|suffix:6|suffix:7|suffix:8|suffix:9}",
	  NULL, "过滤器多于 8 个" },
};

static const struct {
	const char *path;
	bool holds;
} conditions[] = {
	{ "title", true },
	{ "year", true },
	{ "texts.goal", false },
	{ "texts.completion", false },
	{ "texts", true },
	{ "funds", true },
	{ "indicators", false },
	{ "attachments", false },
	{ "project", false },
	{ "project.name", false },
	{ "fund", true },
	{ "fund.depth", true },
	{ "chapter.level", true }, /* 0 is a value */
	{ "chapter.run_in", true },
	{ "extra.yes", true },
	{ "extra.no", false },
	{ "extra.none", false },
	{ "extra.blank", false },
	{ "extra.no=true", false },
	{ "extra.no!=true", true },
	{ "extra.no=false", true },
	{ "extra.none=false", false },
	{ "extra.text", true }, /* the word false in a field of another type is a text */
	{ "lists.counties[1].open", false },
	{ "lists.counties[2].open", true },
	{ "lists.counties.open", true },
	{ "lists.counties[open=true]", true },
	{ "lists.counties[kind=x].open", false },
	{ "chapter.body", false },
	{ "nothing", false },
	{ "nothing.label", false },
	{ "extra.period", true },
	{ "title=自评表", true },
	{ "title!=自评表", false },
	{ "year=2024", true },
	{ "year!=2024", false },
	{ "year=202", false },
	/* One of several values. */
	{ "year=2023,2024", true },
	{ "year=2024,2025", true },
	{ "year=2023,202,20245", false },
	{ "year!=2023,2024", false },
	{ "year!=2022,2023", true },
	{ "chapter.run_in=false,true", true },
	{ "chapter.run_in=true", true },
	{ "chapter.run_in!=true", false },
	{ "chapter.run_in=false", false },
	/* Absent differs from everything, empty is a value. */
	{ "project.name=", false },
	{ "project.name!=x", true },
	{ "texts.goal=", true },
	{ "texts.goal!=", false },
	/* A list holds when there is an item, or one that is so. */
	{ "funds[kind=own_level]", true },
	{ "funds[kind=carry_over]", false },
	{ "funds[4]", false },
	{ "funds[kind=own_level].executed=—", true },
	{ "funds[kind=fiscal_appropriation].executed=—", false },
	{ "funds.executed=—", true },
	{ "funds.executed!=—", false },
	{ "funds.score", false },
	{ "base_data[section=staff].rows", false },
	{ "base_data[section=expenditure].rows", true },
	{ "lists.counties[2].children", false },
	{ "lists.counties.children", true },
	/* What is computed. */
	{ "count(funds)=3", true },
	{ "count(funds)=3.00", true },
	{ "count(funds)!=3", false },
	{ "sum(funds.weight)", false },
	{ "sum(funds.weight)!=0", true },
	{ "year - 2024=0", true },
	{ "count(funds) = 3", true },
	{ " year != 2024 ", false },
	{ "number(chapter)=7", true },
};

/* Conditions that are refused, and why. */
static const struct {
	const char *source;
	const char *refusal;
} bad_conditions[] = {
	{ "titel", "是不是“title”？" },
	{ "count(funds)=x", "“count(funds)=x”：“x”不是十进制数，不能与算出的数比较" },
	{ "count(fonds)", "是不是“funds”？" },
	{ "funds[kind=total].kind=totl", "没有值“totl”，是不是“total”？" },
	{ "funds.kind=total,totl", "没有值“totl”，是不是“total”？" },
	{ "year=x", "没有值“x”，应为整数" },
	{ "year=2024,", "没有值“”，应为整数" },
	{ "funds=x", "“funds”不是文字，不能比较" },
	{ "project=x", "“project”不是文字，不能比较" },
	{ "extra.no=否", "“extra.no”没有值“否”，应为 true 或 false" },
	{ "lists.counties[open=x].name", "“open”没有值“x”，应为 true 或 false" },
	{ "=x", "没有“”" },
	{ "{year}", "没有“{year}”" },
};

/* Lists that loops may go through: what their items say in turn. */
static const struct {
	const char *of;
	const char *member;
	const char *items;
} lists_of[] = {
	{ "funds", "label", "财政拨款 本级 其他 " },
	{ "funds[depth=1]", "label", "财政拨款 其他 " },
	{ "funds[kind!=other]", "label", "财政拨款 本级 " },
	{ "funds[kind=other,fiscal_appropriation]", "label", "财政拨款 其他 " },
	{ "funds[kind!=other,fiscal_appropriation]", "label", "本级 " },
	{ "funds[kind!=other,fiscal_appropriation][depth=1]", "label", "" },
	{ "funds[2]", "label", "本级 " },
	{ "indicators", "name", "" },
	{ "base_data[section=expenditure].rows", "label", "r1 r2 " },
	{ "base_data.rows", "label", "r1 r2 " },
	{ "base_data[section=buildings].rows", "label", "" },
	{ "lists.counties", "name", "甲 乙 丙 " },
	{ "lists.counties.children", "amount", "1 2 3 " },
	{ "lists.counties.children[1]", "amount", "1 3 " },
	{ "lists.counties[kind=a].children", "amount", "1 2 3 " },
};

static const struct bind_field county_fields[] = {
	{ .next = &county_fields[1], .name = "name", .type = "text", .label = "县" },
	{ .next = &county_fields[2], .name = "kind", .type = "text", .label = "类" },
	{ .name = "open", .type = "boolean", .label = "是否公开" },
};
static const struct bind_field amount = { .name = "amount", .type = "amount", .label = "金额" };
static const struct bind_list children = { .name = "children", .label = "项", .fields = &amount };
static const struct bind_list list = {
	.name = "counties", .label = "县区", .fields = county_fields, .children = &children
};
static const struct bind_field fields[] = {
	{ .next = &fields[1], .name = "period", .type = "text", .label = "项目期限" },
	{ .next = &fields[2], .name = "text", .type = "text", .label = "文字" },
	{ .next = &fields[3], .name = "yes", .type = "boolean", .label = "是" },
	{ .next = &fields[4], .name = "no", .type = "boolean", .label = "否" },
	{ .next = &fields[5], .name = "none", .type = "boolean", .label = "无" },
	{ .name = "blank", .type = "boolean", .label = "空" },
};

/* Loops over funds, chapters, and one whose item is absent. */
static struct bind_names
names_of(const struct schema *schema)
{
	struct bind_names names = { .world = { .root = schema, .fields = fields, .lists = &list },
		                    .slot_count = 3 };

	names.slots[0].name = "fund";
	names.slots[0].shape.schema = schema_items(schema_member(schema, "funds"));
	names.slots[1].name = "chapter";
	names.slots[1].shape.schema = schema_items(schema_member(schema, "chapters"));
	names.slots[2].name = "nothing";
	names.slots[2].shape = names.slots[0].shape;
	return names;
}

static struct bind_scope *
scope_of(struct arena *arena, const struct json *root, const struct shape_world *world)
{
	struct bind_scope *scope = arena_alloc(arena, sizeof *scope);
	struct bind_turn *turns = arena_array(arena, 3, sizeof *turns);

	bind_scope_init(scope, arena, root, world);
	turns[0] = (struct bind_turn){ .item = json_first(json_member(root, "funds")), .slot = 0 };
	turns[1] = (struct bind_turn){ .item = json_first(json_member(root, "chapters")),
		                       .slot = 1,
		                       .number = 7 };
	turns[2] = (struct bind_turn){ .slot = 2 };
	for (size_t i = 0; i < 3; i++)
		bind_scope_enter(scope, &turns[i]);
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

		if (status != ERR_OK)
			out = arena_printf(arena, "! %s%s%s", cx.field == NULL ? "" : cx.field,
			                   cx.field == NULL ? "" : " ", cx.reason);
		if (texts[i].refusal == NULL)
			is_str(out, texts[i].out, arena_printf(arena, "'%s'", texts[i].source));
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
		const struct bind_condition *condition;
		bool holds = false;

		if (ok(bind_compile_condition(&cx, names, conditions[i].path, &condition) == ERR_OK,
		       "when=\"%s\"", conditions[i].path))
			is_int(bind_test(&cx, condition, scope, &holds) == ERR_OK && holds,
			       conditions[i].holds,
			       conditions[i].holds ? "  holds" : "  does not hold");
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
	const struct bind_condition *condition = NULL;

	is_int(schema_load(&cx, "s", source, sizeof source - 1, &names.world.root), ERR_OK,
	       "any member");
	is_int(bind_compile_condition(&cx, &names, "a", &condition), ERR_OK, "its path");
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		const char *text = arena_printf(arena, "{\"a\":%s}", values[i]);
		const struct json *root;
		struct bind_scope scope;
		bool holds = false;

		if (json_parse(&cx, "d", text, strlen(text), &root) != ERR_OK)
			abort();
		bind_scope_init(&scope, arena, root, &names.world);
		is_int(bind_test(&cx, condition, &scope, &holds) == ERR_OK && holds, i >= 5,
		       values[i]);
	}
}

static void
check_lists(struct arena *arena, const struct bind_names *names)
{
	struct ctx cx = ctx_make(arena);
	const struct bind_path *path;
	struct shape item;

	is_int(bind_compile_list(&cx, names, "funds", &path, &item), ERR_OK, "a list");
	ok(schema_is_text(schema_member(item.schema, "label")), "of funds");
	is_str(bind_source(path), "funds", "that remembers how it was written");
	is_int(bind_compile_list(&cx, names, "texts", &path, &item), ERR_INPUT, "an object is none");
	is_str(cx.reason, "“texts”不是列表，不能循环", "and told so");
	ctx_clear(&cx);
	is_int(bind_compile_list(&cx, names, "fonds", &path, &item), ERR_INPUT, "a misspelt one");
	is_str(cx.reason, "{fonds}：文档在这里没有“fonds”，是不是“funds”？", "and its cure");
}

static void
check_items(struct arena *arena, const struct bind_names *names, const struct bind_scope *scope)
{
	for (size_t i = 0; i < sizeof lists_of / sizeof lists_of[0]; i++) {
		struct ctx cx = ctx_make(arena);
		struct text said = text_make(arena);
		const struct bind_path *path;
		struct bind_items items;
		struct shape item;

		if (!ok(bind_compile_list(&cx, names, lists_of[i].of, &path, &item) == ERR_OK,
		        "of=\"%s\"", lists_of[i].of))
			continue;
		items = bind_list(arena, path, scope);
		for (size_t j = 0; j < items.count; j++)
			text_add_fmt(&said, "%s ",
			             json_string(json_member(items.items[j], lists_of[i].member)));
		is_str(said.data, lists_of[i].items, "  its items");
	}
}

static void
check_bad_conditions(struct arena *arena, const struct bind_names *names)
{
	for (size_t i = 0; i < sizeof bad_conditions / sizeof bad_conditions[0]; i++) {
		struct ctx cx = ctx_make(arena);
		const struct bind_condition *condition;

		if (!ok(bind_compile_condition(&cx, names, bad_conditions[i].source, &condition) ==
		                        ERR_INPUT &&
		                strstr(cx.reason, bad_conditions[i].refusal) != NULL,
		        "when=\"%s\" is refused: %s", bad_conditions[i].source,
		        bad_conditions[i].refusal))
			printf("# reason: %s\n", cx.reason == NULL ? "none" : cx.reason);
	}
}

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
	is_int(print(&cx, &names, scope, "{fund.heading}", &out), ERR_OK, "the inner one");
	is_str(out, "一、", "gives its member");
	names.slots[3].name = "title";
	is_int(print(&cx, &names, scope, "{title.heading}", &out), ERR_OK,
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

	is_int(print(&cx, names, scope, "{fund.label|yuan}", &out), ERR_INPUT, "no amount");
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
	struct bind_scope *scope;

	if (document_schema_load(&cx, &schema) != ERR_OK ||
	    json_parse(&cx, "document", document, sizeof document - 1, &root) != ERR_OK)
		return 1;
	names = names_of(schema);
	scope = scope_of(arena, root, &names.world);
	check_texts(arena, &names, scope);
	check_conditions(arena, &names, scope);
	check_odd_values(arena);
	check_bad_conditions(arena, &names);
	check_lists(arena, &names);
	check_items(arena, &names, scope);
	check_slots(arena, &names, scope);
	check_pages(arena, &names);
	check_faults(arena, &names, scope);
	check_depth(arena);
	arena_free(arena);
	return done_testing();
}
