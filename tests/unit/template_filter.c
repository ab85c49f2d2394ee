#include "template/filter.h"

#include "tests/unit/tap.h"

/* A filter, a value (NULL: absent) and what is printed. */
static const struct {
	const char *filter;
	const char *value;
	const char *out;
} prints[] = {
	{ "number", "2.5", "3" },
	{ "number:2", "98.444", "98.44" },
	{ "number:2:trim", "98.40", "98.4" },
	{ "number:6", "0.0000005", "0.000001" },
	{ "number:0:group", "1234567.5", "1,234,568" },
	{ "yuan", "196876.3", "196876.30" },
	{ "yuan:trim:group", "196876.30", "196,876.3" },
	{ "yuan:group:trim", "0.00", "0" },
	{ "yuan:0", "0.5", "1" },
	{ "yuan:2:0", "0.5", "1" },
	{ "wan", "6420.00", "0.64" },
	{ "wan:6:trim", "6420.00", "0.642" },
	{ "wan:6:trim:group", "500000.00", "50" },
	{ "wan:2:group", "123456789012.34", "12,345,678.90" },
	{ "wan", "-50.00", "-0.01" },
	{ "percent", "71.43", "71.43%" },
	{ "percent:0", "99.5", "100%" },
	{ "percent:2:trim", "98.40", "98.4%" },
	{ "points", "10", "10" },
	{ "points", "9.84", "9.84" },
	{ "points", "9.50", "9.5" },
	{ "points", "100.00", "100" },
	{ "points:1", "9.85", "9.9" },
	{ "date:yyyymmdd", "2025-02-11", "20250211" },
	{ "date:yyyy-mm-dd", "2025-02-11", "2025-02-11" },
	{ "date:年月日", "2025-02-11", "2025年2月11日" },
	{ "date:年月日", "2024-12-09", "2024年12月9日" },
	{ "date:年月日", "2024-08-31", "2024年8月31日" },
	{ "date:yyyy.mm.dd", "2025-02-11", "2025.02.11" },
	{ "date:年月", "2025-02-11", "2025年2月" },
	{ "chinese", "0", "零" },
	{ "chinese", "3", "三" },
	{ "chinese", "10", "十" },
	{ "chinese", "12", "十二" },
	{ "chinese", "20", "二十" },
	{ "chinese", "103", "一百零三" },
	{ "chinese", "110", "一百一十" },
	{ "chinese", "1001", "一千零一" },
	{ "chinese", "9999", "九千九百九十九" },
	{ "chinese", "—", "—" },
	{ "grade", "99.84", "优" },
	{ "grade", "90", "优" },
	{ "grade", "89.99", "良" },
	{ "grade", "80.00", "良" },
	{ "grade", "79.99", "中" },
	{ "grade", "60", "中" },
	{ "grade", "59.99", "差" },
	{ "grade", "-", "-" },
	{ "check:新增", "新增", "☑" },
	{ "check:新增", "延续", "□" },
	{ "check:新增", NULL, "□" },
	{ "tick:新增", "新增", "√" },
	{ "tick:新增", "", "□" },
	{ "zero:—", "0", "—" },
	{ "zero:—", "0.00", "—" },
	{ "zero:—", "-0.00", "—" },
	{ "zero:—", "0.00%", "—" },
	{ "zero:", "0.00", "" },
	{ "zero:—", "0.01", "0.01" },
	{ "zero:—", "10", "10" },
	{ "zero:—", "-", "-" },
	{ "zero:—", "", "" },
	{ "zero:—", NULL, NULL },
	/* What stands where there is no number. */
	{ "wan:6", "-", "-" },
	{ "yuan", "—", "—" },
	{ "points", "0-20", "0-20" },
	{ "points", "0.50-12.345", "0.5-12.35" },
	{ "number:1", "0-20", "0.0-20.0" },
	{ "number:1", "——", "——" },
	{ "percent", "/", "/" },
	/* An absent value and an empty one are different things. */
	{ "number", NULL, NULL },
	{ "yuan:trim", "", "" },
	{ "percent", NULL, NULL },
	{ "percent", "", "" },
	{ "date:yyyymmdd", NULL, NULL },
	{ "date:年月日", "", "" },
	{ "absent:-", NULL, "-" },
	{ "absent:-", "", "" },
	{ "absent:-", "0", "0" },
	{ "absent:", NULL, "" },
	{ "absent:a:b", NULL, "a:b" },
	{ "blank:无", NULL, "无" },
	{ "blank:无", "", "无" },
	{ "blank:——", " ", " " },
	{ "blank:/", "0.00", "0.00" },
	{ "prefix:（", "必填", "（必填" },
	{ "prefix:[", "", "" },
	{ "prefix:[", NULL, NULL },
	{ "suffix:）", "必填", "必填）" },
	{ "suffix:分", "", "" },
	{ "suffix:分", NULL, NULL },
	{ "suffix:%", "98", "98%" },
	{ "suffix:%s%n", "98", "98%s%n" },
};

static const struct {
	const char *filter;
	const char *value;
	const char *reason;
} refused[] = {
	{ "chinese", "10000", "“10000”不是 0 至 9999 的整数" },
	{ "chinese", "1.5", "“1.5”不是 0 至 9999 的整数" },
	{ "grade", "优", "“优”不是十进制数" },
	{ "yuan", "———", "“———”不是十进制数" },
	{ "yuan", "196,876.3", "“196,876.3”不是十进制数" },
	{ "wan", "1e3", "“1e3”不是十进制数" },
	{ "points", " 10", "“ 10”不是十进制数" },
	{ "percent", "98%", "“98%”不是十进制数" },
	{ "date:yyyymmdd", "20250211", "“20250211”不是日期，应如 2025-02-11" },
	{ "date:年月日", "2025-2-11", "不是日期" },
	{ "date:年月日", "2025/02/11", "不是日期" },
	{ "date:年月日", "abcd-ef-gh", "不是日期" },
	{ "date:yyyy-mm-dd", "2025-02-30", "不是日期" },
	{ "date:yyyymmdd", "2025-13-01", "不是日期" },
	{ "date:yyyymmdd", "二〇二五年", "不是日期" },
};

static const struct {
	const char *filter;
	const char *reason;
} malformed[] = {
	{ "grade:1", "grade 没有选项" },
	{ "check", "check 之后缺少文字，应写作 check:文字" },
	{ "nubmer",
	  "没有过滤器“nubmer”，是不是“number”？应为其中之一：number, yuan, wan, percent, points, chinese, "
	  "grade, date, check, tick, zero, absent, blank, prefix, suffix" },
	{ "", "没有过滤器“”" },
	{ "Number", "没有过滤器“Number”" },
	{ " number", "没有过滤器“ number”" },
	{ "number:7", "数字没有选项“7”，应为 0 至 6（小数位数）、trim 或 group" },
	{ "number:10", "没有选项“10”" },
	{ "number:-1", "没有选项“-1”" },
	{ "number:", "没有选项“”" },
	{ "yuan:trim:", "没有选项“”" },
	{ "wan:2:round", "没有选项“round”" },
	{ "points:trim:TRIM", "没有选项“TRIM”" },
	{ "date",
	  "日期写作 date:yyyymmdd、date:yyyy-mm-dd、date:yyyy.mm.dd、date:年月日 或 date:年月" },
	{ "date:", "日期写作" },
	{ "date:yyyy", "日期写作" },
	{ "date:年月日:x", "日期写作" },
	{ "absent", "absent 之后缺少文字，应写作 absent:文字" },
	{ "blank", "blank 之后缺少文字" },
	{ "prefix", "prefix 之后缺少文字" },
	{ "suffix", "suffix 之后缺少文字" },
};

/* Compile and apply; `*out` is what is printed. */
static enum err
print(struct ctx *cx, const char *source, const char *value, const char **out)
{
	struct value through = { .text = value };
	const struct filter *filter;

	TRY(filter_compile(cx, source, &filter));
	TRY(filter_apply(cx, filter, &through));
	return filter_text(cx, &through, out);
}

static bool
is_refused(struct ctx *cx, enum err status, const char *reason, const char *name)
{
	bool as_expected = status == ERR_INPUT && strstr(cx->reason, reason) != NULL;

	if (!ok(as_expected, "%s is refused: %s", name, reason))
		printf("# reason: %s\n", cx->reason == NULL ? "none" : cx->reason);
	return as_expected;
}

/* What was computed: 200000 / 3. */
static void
check_numbers(struct ctx *cx)
{
	static const struct {
		const char *filter;
		const char *out;
	} numbers[] = {
		{ "number", "66667" },       { "wan:3", "6.667" }, { "yuan:group", "66,666.67" },
		{ "percent:1", "66666.7%" }, { "grade", "优" },
	};
	struct fraction *third = fraction_new(cx->arena, 200000);
	struct value value = { .number = fraction_new(cx->arena, 12) };
	const struct filter *filter;
	const char *out = NULL;

	fraction_divide(third, fraction_new(cx->arena, 3));
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		value = (struct value){ .number = third };
		is_int(filter_compile(cx, numbers[i].filter, &filter), ERR_OK, numbers[i].filter);
		ok(filter_apply(cx, filter, &value) == ERR_OK &&
		           filter_text(cx, &value, &out) == ERR_OK,
		   "  prints what was computed");
		is_str(out, numbers[i].out, "  rounded once");
	}
	value = (struct value){ .number = fraction_new(cx->arena, 12) };
	if (filter_compile(cx, "chinese", &filter) == ERR_OK &&
	    filter_apply(cx, filter, &value) == ERR_OK)
		is_str(value.text, "十二", "a computed number as text");
	value = (struct value){ .number = third };
	is_int(filter_compile(cx, "suffix:元", &filter), ERR_OK, "a filter of texts");
	is_int(filter_apply(cx, filter, &value), ERR_INPUT, "cannot take a number without end");
	is_str(cx->reason, "除不尽，请用数字过滤器，如 number:2", "and says what helps");
	ctx_clear(cx);
}

int
main(void)
{
	struct arena *arena = arena_new();
	const struct filter *filter;
	struct ctx cx;
	const char *out;

	for (size_t i = 0; i < sizeof prints / sizeof prints[0]; i++) {
		cx = ctx_make(arena);
		out = "unset";
		is_int(print(&cx, prints[i].filter, prints[i].value, &out), ERR_OK,
		       prints[i].filter);
		is_str(out, prints[i].out,
		       arena_printf(arena, "  of %s",
		                    prints[i].value == NULL ? "nothing" : prints[i].value));
	}
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		cx = ctx_make(arena);
		is_refused(&cx, print(&cx, refused[i].filter, refused[i].value, &out),
		           refused[i].reason, refused[i].filter);
	}
	for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++) {
		cx = ctx_make(arena);
		is_refused(&cx, filter_compile(&cx, malformed[i].filter, &filter),
		           malformed[i].reason, malformed[i].filter);
	}
	cx = ctx_make(arena);
	check_numbers(&cx);
	arena_free(arena);
	return done_testing();
}
