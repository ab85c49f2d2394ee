#include "http/param.h"

#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "base/text.h"
#include "http/percent.h"

#define DIGITS "0123456789"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LOWER "abcdefghijklmnopqrstuvwxyz"

#define CODE_MAX 64
#define FORM_MAX 16

static const struct param no_params[] = { { 0 } };

static bool
consists_of(const char *s, const char *set, size_t max)
{
	size_t length = strlen(s);

	return length > 0 && length <= max && strspn(s, set) == length;
}

bool
param_is_code(const char *s)
{
	return consists_of(s, DIGITS UPPER LOWER "-", CODE_MAX) && s[0] != '-' &&
	       !text_ends_with(s, "-") && strstr(s, "--") == NULL;
}

static bool
is_number(const char *s, int min, int max)
{
	return consists_of(s, DIGITS, 9) && atoi(s) >= min && atoi(s) <= max;
}

bool
param_is_year(const char *s)
{
	return strlen(s) == 4 && is_number(s, PARAM_YEAR_FIRST, PARAM_YEAR_LAST);
}

static bool
is_text(const char *s, int max)
{
	uint32_t scalar;
	size_t length;
	int count = 0;

	for (; (length = text_utf8_next(s, &scalar)) > 0; s += length)
		count++;
	return count >= 1 && count <= max;
}

static bool
is_choice(const char *s, size_t length, const char *const *choices)
{
	for (; *choices != NULL; choices++)
		if (strlen(*choices) == length && strncmp(s, *choices, length) == 0)
			return true;
	return false;
}

static bool
is_pair(const char *s, const char *const *choices)
{
	size_t first = strcspn(s, ",");
	const char *second = s + first + 1;

	if (!is_choice(s, first, choices))
		return false;
	if (s[first] == '\0')
		return true;
	return is_choice(second, strlen(second), choices) &&
	       (strlen(second) != first || strncmp(s, second, first) != 0);
}

static bool
is_valid(const struct param *param, const char *value)
{
	switch (param->kind) {
	case PARAM_INT: return is_number(value, param->min, param->max);
	case PARAM_YEAR: return param_is_year(value);
	case PARAM_CODE: return param_is_code(value);
	case PARAM_REGION: return consists_of(value, DIGITS, 6) && strlen(value) == 6;
	case PARAM_FORM:
		return consists_of(value, DIGITS UPPER, FORM_MAX) && strchr(UPPER, value[0]) != NULL;
	case PARAM_CURSOR:
		return consists_of(value, DIGITS UPPER LOWER "+/=_-.~:", PARAM_CURSOR_MAX);
	case PARAM_AFTER: return param_is_report(value);
	case PARAM_BOOL: return strcmp(value, "true") == 0 || strcmp(value, "false") == 0;
	case PARAM_TEXT: return is_text(value, param->max);
	case PARAM_CHOICE: return is_choice(value, strlen(value), param->choices);
	case PARAM_PAIR: return is_pair(value, param->choices);
	}
	return false;
}

bool
param_is_report(const char *s)
{
	size_t form = strspn(s, DIGITS LOWER);

	if (form < 1 || form > 16 || strchr(DIGITS, s[0]) != NULL || s[form] != '-')
		return false;
	s += form + 1;
	return strspn(s, DIGITS) == 4 && s[4] == '-' && param_is_code(s + 5);
}

/* The choices in a row, for a message. */
static const char *
in_words(struct arena *arena, const char *const *choices)
{
	struct text words = text_make(arena);

	for (const char *const *choice = choices; *choice != NULL; choice++)
		text_add_fmt(&words, "%s%s", choice == choices ? "" : ", ", *choice);
	return words.data;
}

/*
 * What the value should have been, in the reader's language. Chinese text has a
 * space before a digit or a Latin letter.
 */
static const char *
expectation(struct ctx *cx, const struct param *param)
{
	switch (param->kind) {
	case PARAM_INT:
		return arena_printf(cx->arena,
		                    ctx_say(cx, " %d 到 %d 的整数", "a whole number from %d to %d"),
		                    param->min, param->max);
	case PARAM_YEAR:
		return arena_printf(cx->arena,
		                    ctx_say(cx, " %d 到 %d 的整数", "a year from %d to %d"),
		                    PARAM_YEAR_FIRST, PARAM_YEAR_LAST);
	case PARAM_CODE:
		return ctx_say(cx, "由字母、数字和连字符组成的代码",
		               "a code of letters, digits and hyphens");
	case PARAM_REGION:
		return ctx_say(cx, "六位数字的行政区划代码", "a region's code of six digits");
	case PARAM_FORM:
		return ctx_say(cx, "表格代号，例如 E1", "a form's identifier, for example E1");
	case PARAM_CURSOR:
	case PARAM_AFTER:
		return ctx_say(cx, "上一页给出的 next，原样使用",
		               "the `next` of a page before, unchanged");
	case PARAM_BOOL: return ctx_say(cx, " true 或 false", "true or false");
	case PARAM_TEXT:
		return arena_printf(cx->arena, ctx_say(cx, " 1 到 %d 个字", "1 to %d characters"),
		                    param->max);
	case PARAM_CHOICE:
		return arena_printf(cx->arena, ctx_say(cx, "其中之一：%s", "one of: %s"),
		                    in_words(cx->arena, param->choices));
	case PARAM_PAIR:
		return arena_printf(cx->arena,
		                    ctx_say(cx, "其中一项，或以逗号分隔的两项：%s",
		                            "one of these, or two with a comma between: %s"),
		                    in_words(cx->arena, param->choices));
	}
	return "";
}

static enum err
check(struct ctx *cx, const struct param *param, const char *value)
{
	if (is_valid(param, value))
		return ERR_OK;
	return err_set_field(cx, ERR_INPUT, param->name,
	                     ctx_say(cx, "参数 %s 应为%s", "parameter %s should be %s"),
	                     param->name, expectation(cx, param));
}

static enum err
unknown(struct ctx *cx, const struct param *table, const char *name)
{
	struct near near = near_to(name);

	for (; table->name != NULL; table++)
		near_try(&near, table->name);
	if (near.best != NULL)
		return err_set_field(cx, ERR_INPUT, name,
		                     ctx_say(cx, "没有参数 %s，是不是 %s？",
		                             "there is no parameter %s; did you mean %s?"),
		                     name, near.best);
	return err_set_field(cx, ERR_INPUT, name,
	                     ctx_say(cx, "没有参数 %s", "there is no parameter %s"), name);
}

/* Of the ways to write a value, the one: no zeros before a number, no default given. */
static const char *
plainest(const struct param *param, const char *value)
{
	if (param->kind == PARAM_INT)
		while (value[0] == '0' && value[1] != '\0')
			value++;
	return param->fallback != NULL && strcmp(value, param->fallback) == 0 ? param->fallback
	                                                                      : value;
}

static bool
is_implied(const struct param *param, const char *value)
{
	return value != NULL && param->implied != NULL && strcmp(value, param->implied) == 0;
}

/* One `name=value` of the query. */
static enum err
assign(struct ctx *cx, const char *piece, size_t length, struct param_values *values)
{
	const char *equals = memchr(piece, '=', length);
	size_t name_length = equals == NULL ? length : (size_t)(equals - piece);
	const char *name;
	const char *value = "";

	TRY(percent_decode(cx, "query", piece, name_length, true, &name));
	for (size_t i = 0; values->table[i].name != NULL; i++) {
		if (strcmp(values->table[i].name, name) != 0)
			continue;
		if (values->value[i] != NULL)
			return err_set_field(cx, ERR_INPUT, name,
			                     ctx_say(cx, "参数 %s 出现了不止一次",
			                             "parameter %s stands more than once"),
			                     name);
		if (equals != NULL)
			TRY(percent_decode(cx, name, equals + 1, length - name_length - 1, true,
			                   &value));
		TRY(check(cx, &values->table[i], value));
		values->value[i] = plainest(&values->table[i], value);
		return ERR_OK;
	}
	return unknown(cx, values->table, name);
}

/* Put in what was not sent, now that each name is known to stand at most once. */
static enum err
complete(struct ctx *cx, struct param_values *values)
{
	for (size_t i = 0; values->table[i].name != NULL; i++) {
		const struct param *param = &values->table[i];

		if (values->value[i] == NULL && param->required)
			return err_set_field(cx, ERR_INPUT, param->name,
			                     ctx_say(cx, "缺少参数 %s，应为%s",
			                             "parameter %s is missing; it should be %s"),
			                     param->name, expectation(cx, param));
		if (values->value[i] == NULL || is_implied(param, values->value[i]))
			values->value[i] = param->fallback;
	}
	return ERR_OK;
}

enum err
param_parse(struct ctx *cx, const struct param *table, const char *query,
            struct param_values *values)
{
	*values = (struct param_values){ .table = table == NULL ? no_params : table };
	while (*query != '\0') {
		size_t length = strcspn(query, "&");

		if (length > 0)
			TRY(assign(cx, query, length, values));
		query += length;
		if (*query == '&')
			query++;
	}
	return complete(cx, values);
}

const char *
param_value(const struct param_values *values, const char *name)
{
	for (size_t i = 0; values->table[i].name != NULL; i++)
		if (strcmp(values->table[i].name, name) == 0)
			return values->value[i];
	return NULL;
}

const char *
param_filled(struct arena *arena, const char *query)
{
	struct text out = text_make(arena);

	while (*query != '\0') {
		size_t length = strcspn(query, "&");

		if (length > 0 && query[length - 1] != '=')
			text_add_fmt(&out, "%s%.*s", out.length == 0 ? "" : "&", (int)length, query);
		query += length + (query[length] == '&');
	}
	return out.data;
}
