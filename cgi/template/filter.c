#include "template/filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "base/text.h"
#include "doc/schema.h"
#include "template/filter_internal.h"

bool
filter_is_wan(const struct filter *filter)
{
	return filter->kind == FILTER_NUMBER && filter->format.shift == -4;
}

bool
filter_is_box(const struct filter *filter)
{
	return filter->kind == FILTER_CHECK || filter->kind == FILTER_TICK;
}

bool
filter_is_never_ticked(const struct filter *filter)
{
	static const char *const values[] = { "true", "false", "是", "否" };

	for (size_t i = 0; filter_is_box(filter) && i < sizeof values / sizeof values[0]; i++)
		if (strcmp(filter->text, values[i]) == 0)
			return false;
	return filter_is_box(filter);
}

bool
filter_is_dash(const char *text)
{
	return *text == '\0' || strcmp(text, "-") == 0 || strcmp(text, "—") == 0 ||
	       strcmp(text, "——") == 0 || strcmp(text, "/") == 0;
}

/* Length of a number without a sign; 0 when there is none. */
static size_t
number_length(const char *s)
{
	size_t whole = strspn(s, "0123456789");
	size_t places = s[whole] == '.' ? strspn(s + whole + 1, "0123456789") : 0;

	return whole == 0 ? 0 : whole + (places > 0 ? 1 + places : 0);
}

bool
filter_is_range(const char *text, const char **upper)
{
	size_t lower = number_length(text);
	size_t length = lower > 0 && text[lower] == '-' ? number_length(text + lower + 1) : 0;

	*upper = text + lower + 1;
	return length > 0 && (*upper)[length] == '\0';
}

enum err
filter_text(struct ctx *cx, const struct value *value, const char **out)
{
	*out = value->number == NULL ? value->text : fraction_text(cx, value->number);
	if (value->number != NULL && *out == NULL)
		return err_set(cx, ERR_INPUT, "除不尽，请用数字过滤器，如 number:2");
	return ERR_OK;
}

static enum err
set_text(struct value *value, const char *text)
{
	*value = (struct value){ .text = text };
	return ERR_OK;
}

static enum err
print_range(struct ctx *cx, const struct filter *filter, const char *text, const char *upper,
            const char **out)
{
	const char *lower = arena_strndup(cx->arena, text, (size_t)(upper - 1 - text));
	const char *last;

	TRY(decimal_print(cx, lower, filter->format, &lower));
	TRY(decimal_print(cx, upper, filter->format, &last));
	*out = arena_printf(cx->arena, "%s-%s", lower, last);
	return ERR_OK;
}

static enum err
apply_number(struct ctx *cx, const struct filter *filter, const char *text, struct value *value)
{
	const char *upper;
	const char *out;

	if (value->number == NULL && filter_is_dash(text))
		return ERR_OK;
	if (value->number != NULL)
		TRY(fraction_print(cx, value->number, filter->format, &out));
	else if (filter_is_range(text, &upper))
		TRY(print_range(cx, filter, text, upper, &out));
	else
		TRY(decimal_print(cx, text, filter->format, &out));
	if (filter->text != NULL)
		out = arena_printf(cx->arena, "%s%s", out, filter->text);
	return set_text(value, out);
}

/* The grade of a score out of 100, 财预〔2020〕10号. */
static enum err
apply_grade(struct ctx *cx, const struct filter *filter, const char *text, struct value *value)
{
	static const struct {
		unsigned long least;
		const char *grade;
	} grades[] = { { 90, "优" }, { 80, "良" }, { 60, "中" } };
	const struct fraction *score = value->number;
	struct fraction *parsed;

	(void)filter;
	if (score == NULL) {
		if (filter_is_dash(text))
			return ERR_OK;
		TRY(fraction_parse(cx, text, &parsed));
		score = parsed;
	}
	for (size_t i = 0; i < sizeof grades / sizeof grades[0]; i++)
		if (fraction_compare(score, fraction_new(cx->arena, grades[i].least)) >= 0)
			return set_text(value, grades[i].grade);
	return set_text(value, "差");
}

/* A digit with the unit of its place; 十 stands alone at the beginning: 十二, but 一百一十二. */
static enum err
apply_chinese(struct ctx *cx, const struct filter *filter, const char *text, struct value *value)
{
	static const char *const digits[] = { "零", "一", "二", "三", "四",
		                              "五", "六", "七", "八", "九" };
	static const char *const units[] = { "", "十", "百", "千" };
	size_t length = strlen(text);
	struct text out = text_make(cx->arena);
	bool is_gap = false;

	(void)filter;
	if (filter_is_dash(text))
		return ERR_OK;
	if (length > 4 || strspn(text, "0123456789") != length)
		return err_set(cx, ERR_INPUT, "“%.*s”不是 0 至 9999 的整数",
		               (int)text_utf8_check(text, strnlen(text, 60)), text);
	for (; length > 0; text++, length--) {
		if (*text == '0') {
			is_gap = out.length > 0;
			continue;
		}
		text_add_fmt(&out, "%s%s%s", is_gap ? "零" : "",
		             *text == '1' && length == 2 && out.length == 0 ? ""
		                                                            : digits[*text - '0'],
		             units[length - 1]);
		is_gap = false;
	}
	return set_text(value, out.length == 0 ? digits[0] : out.data);
}

static enum err
apply_date(struct ctx *cx, const struct filter *filter, const char *text, struct value *value)
{
	const char *day = text + 8;
	const char *month = text + 5;

	if (!schema_is_date(text))
		return err_set(cx, ERR_INPUT, "“%s”不是日期，应如 2025-02-11", text);
	if (strcmp(filter->text, "yyyymmdd") == 0)
		text = arena_printf(cx->arena, "%.4s%.2s%.2s", text, month, day);
	else if (strcmp(filter->text, "yyyy.mm.dd") == 0)
		text = arena_printf(cx->arena, "%.4s.%.2s.%.2s", text, month, day);
	else if (strcmp(filter->text, "年月日") == 0)
		text = arena_printf(cx->arena, "%.4s年%d月%d日", text, atoi(month), atoi(day));
	else if (strcmp(filter->text, "年月") == 0)
		text = arena_printf(cx->arena, "%.4s年%d月", text, atoi(month));
	return set_text(value, text);
}

static bool
is_value(const struct filter *filter, const char *text, const struct value *value)
{
	return (text != NULL && strcmp(text, filter->text) == 0) ||
	       (value->code != NULL && strcmp(value->code, filter->text) == 0);
}

static enum err
apply_check(struct ctx *cx, const struct filter *filter, const char *text, struct value *value)
{
	(void)cx;
	return set_text(value, is_value(filter, text, value) ? "☑" : "□");
}

static enum err
apply_tick(struct ctx *cx, const struct filter *filter, const char *text, struct value *value)
{
	(void)cx;
	return set_text(value, is_value(filter, text, value) ? "√" : "□");
}

/* Zero is what has a 0 and no other digit. */
static enum err
apply_zero(struct ctx *cx, const struct filter *filter, const char *text, struct value *value)
{
	(void)cx;
	if (strchr(text, '0') == NULL || strspn(text, "-0.%") != strlen(text))
		return ERR_OK;
	return set_text(value, filter->text);
}

static enum err
apply_absent(struct ctx *cx, const struct filter *filter, const char *text, struct value *value)
{
	(void)cx;
	return text == NULL ? set_text(value, filter->text) : ERR_OK;
}

static enum err
apply_blank(struct ctx *cx, const struct filter *filter, const char *text, struct value *value)
{
	(void)cx;
	return text == NULL || *text == '\0' ? set_text(value, filter->text) : ERR_OK;
}

static enum err
apply_prefix(struct ctx *cx, const struct filter *filter, const char *text, struct value *value)
{
	return set_text(value, arena_printf(cx->arena, "%s%s", filter->text, text));
}

static enum err
apply_suffix(struct ctx *cx, const struct filter *filter, const char *text, struct value *value)
{
	return set_text(value, arena_printf(cx->arena, "%s%s", text, filter->text));
}

enum option_kind { OPTION_NUMBER, OPTION_DATE, OPTION_TEXT, OPTION_NONE };

static const struct {
	const char *name;
	enum option_kind options;
	struct filter filter;
} filters[] = {
	{ "number", OPTION_NUMBER, { FILTER_NUMBER, apply_number, false, { .places = 0 }, NULL } },
	{ "yuan", OPTION_NUMBER, { FILTER_NUMBER, apply_number, false, { .places = 2 }, NULL } },
	{ "wan",
	  OPTION_NUMBER,
	  { FILTER_NUMBER, apply_number, false, { .shift = -4, .places = 2 }, NULL } },
	{ "percent", OPTION_NUMBER, { FILTER_NUMBER, apply_number, false, { .places = 2 }, "%" } },
	{ "points",
	  OPTION_NUMBER,
	  { FILTER_NUMBER, apply_number, false, { .places = 2, .trim = true }, NULL } },
	{ "chinese", OPTION_NONE, { FILTER_CHINESE, apply_chinese, false, { 0 }, NULL } },
	{ "grade", OPTION_NONE, { FILTER_GRADE, apply_grade, false, { 0 }, NULL } },
	{ "date", OPTION_DATE, { FILTER_DATE, apply_date, false, { 0 }, NULL } },
	{ "check", OPTION_TEXT, { FILTER_CHECK, apply_check, true, { 0 }, NULL } },
	{ "tick", OPTION_TEXT, { FILTER_TICK, apply_tick, true, { 0 }, NULL } },
	{ "zero", OPTION_TEXT, { FILTER_ZERO, apply_zero, false, { 0 }, NULL } },
	{ "absent", OPTION_TEXT, { FILTER_ABSENT, apply_absent, true, { 0 }, NULL } },
	{ "blank", OPTION_TEXT, { FILTER_BLANK, apply_blank, true, { 0 }, NULL } },
	{ "prefix", OPTION_TEXT, { FILTER_PREFIX, apply_prefix, false, { 0 }, NULL } },
	{ "suffix", OPTION_TEXT, { FILTER_SUFFIX, apply_suffix, false, { 0 }, NULL } },
};

static enum err
number_options(struct ctx *cx, char *options, struct filter *filter)
{
	char *option;

	while ((option = strsep(&options, ":")) != NULL) {
		if (strcmp(option, "trim") == 0)
			filter->format.trim = true;
		else if (strcmp(option, "group") == 0)
			filter->format.group = true;
		else if (option[0] >= '0' && option[0] <= '6' && option[1] == '\0')
			filter->format.places = option[0] - '0';
		else
			return err_set(cx, ERR_INPUT,
			               "数字没有选项“%s”，应为 0 至 6（小数位数）、trim 或 group",
			               option);
	}
	return ERR_OK;
}

static enum err
date_option(struct ctx *cx, const char *option, struct filter *filter)
{
	static const char *const formats[] = { "yyyymmdd", "yyyy-mm-dd", "yyyy.mm.dd", "年月日",
		                               "年月" };

	filter->text = option;
	for (size_t i = 0; option != NULL && i < sizeof formats / sizeof formats[0]; i++)
		if (strcmp(formats[i], option) == 0)
			return ERR_OK;
	return err_set(cx, ERR_INPUT,
	               "日期写作 date:yyyymmdd、date:yyyy-mm-dd、date:yyyy.mm.dd、date:年月日 或 "
	               "date:年月");
}

static enum err
compile_options(struct ctx *cx, const char *name, enum option_kind kind, char *options,
                struct filter *filter)
{
	switch (kind) {
	case OPTION_NUMBER: return number_options(cx, options, filter);
	case OPTION_DATE: return date_option(cx, options, filter);
	case OPTION_NONE:
		return options == NULL ? ERR_OK : err_set(cx, ERR_INPUT, "%s 没有选项", name);
	default:
		filter->text = options;
		return options != NULL ? ERR_OK
		                       : err_set(cx, ERR_INPUT, "%s 之后缺少文字，应写作 %s:文字",
		                                 name, name);
	}
}

enum err
filter_compile(struct ctx *cx, const char *source, const struct filter **out)
{
	char *name = arena_strdup(cx->arena, source);
	char *options = strchr(name, ':');
	struct filter *filter = arena_alloc(cx->arena, sizeof *filter);
	struct text known = text_make(cx->arena);
	struct near near = near_to(name);

	if (options != NULL)
		*options++ = '\0';
	*out = filter;
	for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++) {
		text_add_fmt(&known, "%s%s", i > 0 ? ", " : "", filters[i].name);
		if (strcmp(filters[i].name, name) != 0)
			continue;
		*filter = filters[i].filter;
		return compile_options(cx, name, filters[i].options, options, filter);
	}
	for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++)
		near_try(&near, filters[i].name);
	return err_set(cx, ERR_INPUT, "没有过滤器“%s”，%s%s%s应为其中之一：%s", name,
	               near.best == NULL ? "" : "是不是“", near.best == NULL ? "" : near.best,
	               near.best == NULL ? "" : "”？", known.data);
}

const char *
filter_prefix(const struct filter *filter)
{
	return filter->kind == FILTER_PREFIX ? filter->text : NULL;
}

const char *
filter_suffix(const struct filter *filter)
{
	return filter->kind == FILTER_SUFFIX ? filter->text : NULL;
}

bool
filter_is_of_title(const struct filter *filter)
{
	return filter->apply == apply_absent || filter->apply == apply_blank ||
	       filter->apply == apply_prefix || filter->apply == apply_suffix ||
	       filter->apply == apply_date;
}

/* A number filter takes a computed number as it is; the others take its text. */
enum err
filter_apply(struct ctx *cx, const struct filter *filter, struct value *value)
{
	bool takes_number = filter->apply == apply_number || filter->apply == apply_grade;
	const char *text = value->text;

	if (value->number != NULL && !takes_number)
		TRY(filter_text(cx, value, &text));
	if (value->number == NULL && !filter->takes_absent && (text == NULL || *text == '\0'))
		return ERR_OK;
	return filter->apply(cx, filter, text, value);
}
