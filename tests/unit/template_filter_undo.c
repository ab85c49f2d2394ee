/* From what stands in a cell back through the filters. */
#include "template/filter_undo.h"

#include <stdlib.h>

#include "base/text.h"
#include "tests/unit/tap.h"

#define FILTERS_MAX 4

struct chain {
	const struct filter *filters[FILTERS_MAX];
	size_t count;
};

static struct chain
chain_of(struct ctx *cx, const char *source)
{
	char *rest = arena_strdup(cx->arena, source);
	struct chain chain = { .count = 0 };
	char *filter;

	while ((filter = strsep(&rest, "|")) != NULL)
		if (filter_compile(cx, filter, &chain.filters[chain.count++]) != ERR_OK)
			abort();
	return chain;
}

/* What stands there, and the value; NULL for none, "!" before what was expected instead. */
static const struct {
	const char *filters;
	const char *text;
	const char *value;
} cases[] = {
	{ "wan:2", "0.642", "6420" },
	{ "wan:2", "１,２３４．５", "12345000" },
	{ "wan:6:trim:group", "1,234.5678", "12345678" },
	{ "yuan:trim:group", "196,876.3", "196876.3" },
	{ "yuan", "—", "—" },
	{ "points", "0-20", "0-20" },
	{ "yuan", "", NULL },
	{ "yuan", "约12", "!数" },
	{ "yuan", "12%", "!不带百分号" },
	{ "percent:2:trim", "98.44%", "98.44" },
	{ "percent", "98.44", "98.44" },
	{ "points|absent:-", "-", NULL },
	{ "points|absent:-", "9.84", "9.84" },
	{ "wan:2|zero:0", "0", "0" },
	{ "wan:2|absent:无|suffix:万元", "0.5万元", "5000" },
	{ "wan:2|suffix:万元", "0.5", "5000" },
	{ "blank:无", "无", NULL },
	{ "prefix:（|suffix:分）", "（30分）", "30" },
	{ "points|prefix:（|suffix:分）", "30", "30" },
	{ "date:年月日", "2025年2月11日", "2025-02-11" },
	{ "date:年月日", "2025/2/11", "2025-02-11" },
	{ "date:年月", "2025年2月", "!日期" },
	{ "date:yyyymmdd", "20250230", "!日期" },
	{ "check:新增", "☑", "新增" },
	{ "check:新增", "□", NULL },
	{ "tick:true", "□", "false" },
	{ "tick:true", "√", "true" },
	{ "check:false", "☑", "false" },
	{ "check:新增", "x", "!☑" },
	{ "chinese", "十二", "12" },
	{ "chinese", "一百零三", "103" },
	{ "chinese", "二千零一十", "2010" },
	{ "chinese", "七", "7" },
	{ "chinese", "12", "12" },
	{ "chinese", "甲", "!整数" },
	{ "grade", "优", "!分数" },
};

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct chain chain = chain_of(&cx, cases[i].filters);
		const char *name = arena_printf(arena, "%s: %s", cases[i].filters, cases[i].text);
		const char *value;
		enum err status;

		ctx_clear(&cx);
		status = filter_undo(&cx, chain.filters, chain.count, cases[i].text, &value);
		if (cases[i].value != NULL && cases[i].value[0] == '!')
			ok(status == ERR_INPUT && strstr(cx.reason, cases[i].value + 1) != NULL,
			   "%s", name);
		else if (ok(status == ERR_OK, "%s", name))
			is_str(value, cases[i].value, "  its value");
		ctx_clear(&cx);
	}
	ok(filter_look(chain_of(&cx, "wan:2|zero:0|absent:—").filters, 3).sort == FILTER_AS_NUMBER,
	   "a number with something for nothing");
	ok(filter_look(chain_of(&cx, "wan:2|suffix:元").filters, 2).sort == FILTER_AS_TEXT,
	   "a number in a text");
	ok(filter_look(chain_of(&cx, "date:年月").filters, 1).sort == FILTER_AS_DATE, "a day");
	arena_free(arena);
	return done_testing();
}
