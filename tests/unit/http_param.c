#include "http/param.h"

#include "tests/unit/tap.h"

static const char *const choices[] = { "met", "missed", NULL };
static const char *const keys[] = { "year", "region", "form", NULL };

static const struct param table[] = {
	{ .name = "year", .kind = PARAM_YEAR },
	{ .name = "department", .kind = PARAM_CODE },
	{ .name = "region", .kind = PARAM_REGION },
	{ .name = "form", .kind = PARAM_FORM },
	{ .name = "limit", .kind = PARAM_INT, .min = 1, .max = 200, .fallback = "50" },
	{ .name = "cursor", .kind = PARAM_CURSOR },
	{ .name = "count", .kind = PARAM_BOOL },
	{ .name = "q", .kind = PARAM_TEXT, .max = 3 },
	{ .name = "result", .kind = PARAM_CHOICE, .choices = choices },
	{ .name = "group_by", .kind = PARAM_PAIR, .choices = keys },
	{ 0 },
};

static const struct param demanding[] = {
	{ .name = "q", .kind = PARAM_TEXT, .max = 3, .required = true },
	{ 0 },
};

struct refusal {
	const char *query;
	const char *field;
	const char *says; /* part of the reason */
};

static const struct refusal refusals[] = {
	{ "yaer=2024", "yaer", "year" },
	{ "Year=2024", "Year", "year" },
	{ "departmnt=1", "departmnt", "department" },
	{ "xyzzy=1", "xyzzy", "没有参数" },
	{ "year=2024&year=2024", "year", "不止一次" },
	{ "year=", "year", "整数" },
	{ "year", "year", "整数" },
	{ "year=1993", "year", "1994" },
	{ "year=2200", "year", "2199" },
	{ "year=2024a", "year", "整数" },
	{ "year=-2024", "year", "整数" },
	{ "year=99999999999999999999", "year", "整数" },
	{ "limit=0", "limit", "1 到 200" },
	{ "limit=201", "limit", "1 到 200" },
	{ "form=e1", "form", "代号" },
	{ "form=1E", "form", "代号" },
	{ "department=-1", "department", "代码" },
	{ "department=a--b", "department", "代码" },
	{ "department=a'b", "department", "代码" },
	{ "cursor=%27%3B", "cursor", "next" },
	{ "region=52270", "region", "六位" },
	{ "region=5227000", "region", "六位" },
	{ "count=1", "count", "true" },
	{ "q=", "q", "1 到 3" },
	{ "q=%E4%B8%AD%E4%B8%AD%E4%B8%ADx", "q", "1 到 3" },
	{ "result=meet", "result", "met, missed" },
	{ "group_by=year,", "group_by", "逗号" },
	{ "group_by=year,year", "group_by", "逗号" },
	{ "group_by=year,region,form", "group_by", "逗号" },
	{ "group_by=,year", "group_by", "逗号" },
	{ "grup_by=year", "grup_by", "group_by" },
	{ "year=%zz", "year", "百分号" },
	{ "%zz=1", "query", "百分号" },
	{ "=1", "", "没有参数" },
};

static void
check_refusals(struct arena *arena)
{
	for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
		struct ctx cx = ctx_make(arena);
		struct param_values values;

		is_int(param_parse(&cx, table, refusals[i].query, &values), ERR_INPUT,
		       refusals[i].query);
		is_str(cx.field, refusals[i].field, "  names the parameter");
		ok(cx.reason != NULL && strstr(cx.reason, refusals[i].says) != NULL,
		   "  says '%s': %s", refusals[i].says, cx.reason);
	}
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct param_values values;

	is_int(param_parse(&cx, table,
	                   "year=2024&department=522700-197&form=E1&limit=7&cursor=YQ%3D%3D",
	                   &values),
	       ERR_OK, "all parameters at once");
	is_str(param_value(&values, "year"), "2024", "year");
	is_str(param_value(&values, "department"), "522700-197", "department");
	is_str(param_value(&values, "form"), "E1", "form");
	is_str(param_value(&values, "limit"), "7", "limit");
	is_str(param_value(&values, "cursor"), "YQ==", "cursor, decoded");
	is_int(param_parse(&cx, table, "", &values), ERR_OK, "no query");
	is_str(param_value(&values, "year"), NULL, "no year");
	is_str(param_value(&values, "limit"), "50", "the default limit");
	is_int(param_parse(&cx, table, "&&year=2024&", &values), ERR_OK, "empty pieces are nothing");
	is_int(param_parse(&cx, NULL, "", &values), ERR_OK, "no table, no query");
	is_int(param_parse(&cx, NULL, "a=1", &values), ERR_INPUT, "no table allows none");
	is_int(param_parse(&cx, table, "region=522700&count=true&q=%E4%B8%AD%E5%9B%BD&result=met",
	                   &values),
	       ERR_OK, "the other kinds");
	is_str(param_value(&values, "q"), "中国", "a text counts characters, not bytes");
	is_int(param_parse(&cx, table, "group_by=form", &values), ERR_OK, "a pair of one");
	is_int(param_parse(&cx, table, "group_by=form,year", &values), ERR_OK, "a pair");
	is_str(param_value(&values, "group_by"), "form,year", "stays as it is");
	ctx_clear(&cx);
	is_int(param_parse(&cx, demanding, "", &values), ERR_INPUT, "what must be there");
	is_str(cx.field, "q", "is named");
	ctx_clear(&cx);
	cx.english = true;
	is_int(param_parse(&cx, table, "yaer=1", &values), ERR_INPUT, "in English");
	is_str(cx.reason, "there is no parameter yaer; did you mean year?", "too");
	check_refusals(arena);
	arena_free(arena);
	return done_testing();
}
