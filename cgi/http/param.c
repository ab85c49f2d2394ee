#include "http/param.h"

#include <stdlib.h>
#include <string.h>

#include "http/percent.h"

#define DIGITS "0123456789"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LOWER "abcdefghijklmnopqrstuvwxyz"

#define NAME_MAX_LENGTH 32
#define CODE_MAX 64
#define FORM_MAX 16
#define CURSOR_MAX 1024
#define YEAR_FIRST 1994
#define YEAR_LAST 2199

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
	       s[strlen(s) - 1] != '-' && strstr(s, "--") == NULL;
}

static enum err
check_number(struct ctx *cx, const char *name, const char *value, int min, int max)
{
	if (consists_of(value, DIGITS, 9) && atoi(value) >= min && atoi(value) <= max)
		return ERR_OK;
	return err_set_field(cx, ERR_INPUT, name, "参数 %s 应为 %d 到 %d 的整数", name, min, max);
}

static enum err
check(struct ctx *cx, const struct param *param, const char *value)
{
	switch (param->kind) {
	case PARAM_INT: return check_number(cx, param->name, value, param->min, param->max);
	case PARAM_YEAR: return check_number(cx, param->name, value, YEAR_FIRST, YEAR_LAST);
	case PARAM_CODE:
		if (param_is_code(value))
			return ERR_OK;
		return err_set_field(cx, ERR_INPUT, param->name,
		                     "参数 %s 应为由字母、数字和连字符组成的代码", param->name);
	case PARAM_FORM:
		if (consists_of(value, DIGITS UPPER, FORM_MAX) && strchr(UPPER, value[0]) != NULL)
			return ERR_OK;
		return err_set_field(cx, ERR_INPUT, param->name, "参数 %s 应为表格代号，例如 E1",
		                     param->name);
	case PARAM_CURSOR:
		if (consists_of(value, DIGITS UPPER LOWER "+/=_-.~:", CURSOR_MAX))
			return ERR_OK;
		return err_set_field(cx, ERR_INPUT, param->name,
		                     "参数 %s 无效，请原样使用上一页给出的 next", param->name);
	}
	return ERR_INTERNAL;
}

static size_t
smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Levenshtein's distance; names are short. */
static size_t
distance(const char *a, const char *b)
{
	size_t row[NAME_MAX_LENGTH + 1];
	size_t width = strlen(b);

	for (size_t j = 0; j <= width; j++)
		row[j] = j;
	for (size_t i = 0; a[i] != '\0'; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < width; j++) {
			size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);

			diagonal = row[j + 1];
			row[j + 1] = smaller(substituted, smaller(row[j], row[j + 1]) + 1);
		}
	}
	return row[width];
}

/* The declared name that may have been meant: at most two letters off. */
static const char *
suggestion(const struct param *table, const char *name)
{
	const char *best = NULL;
	size_t best_distance = 3;

	if (strlen(name) > NAME_MAX_LENGTH)
		return NULL;
	for (; table->name != NULL; table++) {
		size_t off = distance(name, table->name);

		if (off < best_distance && off < strlen(table->name)) {
			best = table->name;
			best_distance = off;
		}
	}
	return best;
}

static enum err
unknown(struct ctx *cx, const struct param *table, const char *name)
{
	const char *meant = suggestion(table, name);

	if (meant != NULL)
		return err_set_field(cx, ERR_INPUT, name, "没有参数 %s，是不是 %s？", name, meant);
	return err_set_field(cx, ERR_INPUT, name, "没有参数 %s", name);
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
			return err_set_field(cx, ERR_INPUT, name, "参数 %s 出现了不止一次", name);
		if (equals != NULL)
			TRY(percent_decode(cx, name, equals + 1, length - name_length - 1, true,
			                   &value));
		values->value[i] = value;
		return check(cx, &values->table[i], value);
	}
	return unknown(cx, values->table, name);
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
	for (size_t i = 0; values->table[i].name != NULL; i++)
		if (values->value[i] == NULL)
			values->value[i] = values->table[i].fallback;
	return ERR_OK;
}

const char *
param_value(const struct param_values *values, const char *name)
{
	for (size_t i = 0; values->table[i].name != NULL; i++)
		if (strcmp(values->table[i].name, name) == 0)
			return values->value[i];
	return NULL;
}
