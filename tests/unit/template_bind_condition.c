/* Conditions, and the lists of loops. */
#include "template/bind.h"

#include "tests/unit/bound.h"

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
	{ "title=='自评表'", "比较只写一个等号，值不加引号，如 title=自评表" },
	{ "title!=\"甲\"", "比较只写一个等号，值不加引号，如 title=甲" },
	{ "funds[kind=='total'].score", "比较只写一个等号，值不加引号，如 kind=total" },
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

int
main(void)
{
	struct arena *arena = arena_new();
	struct bind_names names;
	struct bind_scope *scope = bound_enter(arena, &names);

	check_conditions(arena, &names, scope);
	check_odd_values(arena);
	check_bad_conditions(arena, &names);
	check_lists(arena, &names);
	check_items(arena, &names, scope);
	arena_free(arena);
	return done_testing();
}
