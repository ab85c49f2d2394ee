#include "template/filter.h"

#include <stdlib.h>
#include <string.h>

#include "doc/decimal.h"
#include "doc/schema.h"

struct filter {
	enum err (*apply)(struct ctx *cx, const struct filter *filter, const char *value,
	                  const char **out);
	struct decimal_format format;
	const char *text;
};

/* What stands in a form where a number does not apply, or was not filled in. */
static bool
is_dash(const char *s)
{
	return *s == '\0' || strcmp(s, "-") == 0 || strcmp(s, "—") == 0 || strcmp(s, "——") == 0 ||
	       strcmp(s, "/") == 0;
}

static enum err
apply_number(struct ctx *cx, const struct filter *filter, const char *value, const char **out)
{
	*out = value;
	if (value == NULL || is_dash(value))
		return ERR_OK;
	TRY(decimal_print(cx, value, filter->format, out));
	if (filter->text != NULL)
		*out = arena_printf(cx->arena, "%s%s", *out, filter->text);
	return ERR_OK;
}

static enum err
apply_date(struct ctx *cx, const struct filter *filter, const char *value, const char **out)
{
	*out = value;
	if (value == NULL || *value == '\0')
		return ERR_OK;
	if (!schema_is_date(value))
		return err_set(cx, ERR_INPUT, "“%s”不是日期，应如 2025-02-11", value);
	if (strcmp(filter->text, "yyyymmdd") == 0)
		*out = arena_printf(cx->arena, "%.4s%.2s%.2s", value, value + 5, value + 8);
	else if (strcmp(filter->text, "年月日") == 0)
		*out = arena_printf(cx->arena, "%.4s年%d月%d日", value, atoi(value + 5),
		                    atoi(value + 8));
	return ERR_OK;
}

static enum err
apply_absent(struct ctx *cx, const struct filter *filter, const char *value, const char **out)
{
	(void)cx;
	*out = value == NULL ? filter->text : value;
	return ERR_OK;
}

static enum err
apply_blank(struct ctx *cx, const struct filter *filter, const char *value, const char **out)
{
	(void)cx;
	*out = value == NULL || *value == '\0' ? filter->text : value;
	return ERR_OK;
}

static enum err
apply_prefix(struct ctx *cx, const struct filter *filter, const char *value, const char **out)
{
	*out = value == NULL || *value == '\0'
	               ? value
	               : arena_printf(cx->arena, "%s%s", filter->text, value);
	return ERR_OK;
}

static enum err
apply_suffix(struct ctx *cx, const struct filter *filter, const char *value, const char **out)
{
	*out = value == NULL || *value == '\0'
	               ? value
	               : arena_printf(cx->arena, "%s%s", value, filter->text);
	return ERR_OK;
}

enum option_kind { OPTION_NUMBER, OPTION_DATE, OPTION_TEXT };

static const struct {
	const char *name;
	enum option_kind options;
	struct filter filter;
} filters[] = {
	{ "number", OPTION_NUMBER, { apply_number, { .shift = 0, .places = 0 }, NULL } },
	{ "yuan", OPTION_NUMBER, { apply_number, { .shift = 0, .places = 2 }, NULL } },
	{ "wan", OPTION_NUMBER, { apply_number, { .shift = -4, .places = 2 }, NULL } },
	{ "percent", OPTION_NUMBER, { apply_number, { .shift = 0, .places = 2 }, "%" } },
	{ "points", OPTION_NUMBER, { apply_number, { .places = 2, .trim = true }, NULL } },
	{ "date", OPTION_DATE, { apply_date, { 0 }, NULL } },
	{ "absent", OPTION_TEXT, { apply_absent, { 0 }, NULL } },
	{ "blank", OPTION_TEXT, { apply_blank, { 0 }, NULL } },
	{ "prefix", OPTION_TEXT, { apply_prefix, { 0 }, NULL } },
	{ "suffix", OPTION_TEXT, { apply_suffix, { 0 }, NULL } },
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
	if (option == NULL || (strcmp(option, "yyyymmdd") != 0 &&
	                       strcmp(option, "yyyy-mm-dd") != 0 && strcmp(option, "年月日") != 0))
		return err_set(cx, ERR_INPUT,
		               "日期写作 date:yyyymmdd、date:yyyy-mm-dd 或 date:年月日");
	filter->text = option;
	return ERR_OK;
}

enum err
filter_compile(struct ctx *cx, const char *source, const struct filter **out)
{
	char *name = arena_strdup(cx->arena, source);
	char *options = strchr(name, ':');
	struct filter *filter = arena_alloc(cx->arena, sizeof *filter);
	struct text known = text_make(cx->arena);

	if (options != NULL)
		*options++ = '\0';
	*out = filter;
	for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++) {
		text_add_fmt(&known, "%s%s", i > 0 ? ", " : "", filters[i].name);
		if (strcmp(filters[i].name, name) != 0)
			continue;
		*filter = filters[i].filter;
		if (filters[i].options == OPTION_NUMBER)
			return number_options(cx, options, filter);
		if (filters[i].options == OPTION_DATE)
			return date_option(cx, options, filter);
		filter->text = options;
		return options != NULL ? ERR_OK
		                       : err_set(cx, ERR_INPUT, "%s 之后缺少文字，应写作 %s:文字",
		                                 name, name);
	}
	return err_set(cx, ERR_INPUT, "没有过滤器“%s”，应为其中之一：%s", name, known.data);
}

enum err
filter_apply(struct ctx *cx, const struct filter *filter, const char *value, const char **out)
{
	return filter->apply(cx, filter, value, out);
}
