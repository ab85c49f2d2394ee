/* What stands in a cell as a value of the document. */
#include <stdlib.h>
#include <string.h>

#include "doc/typed.h"
#include "sheet/back_internal.h"
#include "template/bind_path.h"
#include "text/markup.h"

/* The days of 1904-01-01 in a sheet of the usual epoch. */
#define EPOCH_1904 1462

/* The day that a number is; NULL when it is none, or has a time of the day. */
static const char *
day_of(const struct back *back, const char *number)
{
	if (number == NULL || strspn(number, "0123456789") != strlen(number) || strlen(number) > 7)
		return NULL;
	return typed_day(back->cx->arena, atol(number) + (back->book.is_from_1904 ? EPOCH_1904 : 0));
}

/* A day as the format of its cell shows it. */
static const char *
shown_day(struct arena *arena, const char *day, const char *code)
{
	if (strstr(code, "年") != NULL)
		return arena_printf(arena,
		                    strstr(code, "日") != NULL ? "%ld年%ld月%ld日" : "%ld年%ld月",
		                    atol(day), atol(day + 5), atol(day + 8));
	if (strchr(code, '/') != NULL)
		return arena_printf(arena, "%ld/%ld/%ld", atol(day), atol(day + 5), atol(day + 8));
	return day;
}

/* Zeros at the end of a fraction are no part of what is shown. */
static const char *
percent(struct arena *arena, const char *number)
{
	const char *shifted = typed_binary(arena, typed_shift(arena, number, 2));

	return arena_printf(arena, "%s%%", shifted == NULL ? number : shifted);
}

static bool
is_of_date(const struct taken_cell *taken)
{
	return taken->format != NULL && taken->format->is_date;
}

static bool
is_of_percent(const struct taken_cell *taken)
{
	return taken->format != NULL && taken->format->is_percent;
}

const char *
back_shown(const struct back *back, const struct taken_cell *taken)
{
	struct arena *arena = back->cx->arena;
	const char *number;
	const char *day;

	if (taken->kind == TAKEN_BOOLEAN)
		return strcmp(taken->text, "0") == 0 ? "否" : "是";
	if (taken->kind != TAKEN_NUMBER)
		return taken->text;
	number = typed_binary(arena, taken->text);
	if (number == NULL)
		return taken->text;
	day = is_of_date(taken) ? day_of(back, number) : NULL;
	if (day != NULL)
		return shown_day(arena, day, taken->format->code);
	return is_of_percent(taken) ? percent(arena, number) : number;
}

/* A text that nobody takes for markup, a reference or a formula. */
static const char *
plain_source(struct arena *arena, const char *text)
{
	struct ctx inner = ctx_make(arena);
	struct text out;
	const char *decoded;
	bool has_marks;

	if (strpbrk(text, "<&$\\") == NULL ||
	    (markup_decode(&inner, text, &decoded, &has_marks) == ERR_OK && !has_marks &&
	     strcmp(decoded, text) == 0))
		return text;
	out = text_make(arena);
	for (; *text != '\0'; text++)
		if (strchr("<&$\\", *text) != NULL)
			text_add_fmt(&out, "&#%d;", *text);
		else
			text_add(&out, text, 1);
	return out.data;
}

/* A value on its way. */
struct valuing {
	struct back *back;
	const struct place *place;
	struct shape shape;
	struct filter_look look;
	const char *expected;
};

static const char *
without_filters(struct valuing *valuing, const char *text)
{
	struct arena *arena = valuing->back->cx->arena;
	bool is_percent = false;
	const char *value = text;

	if (shape_is_boolean(valuing->shape)) {
		valuing->expected = "是 或 否";
		return strcmp(text, "是") == 0 ? "true" : strcmp(text, "否") == 0 ? "false" : NULL;
	}
	if (valuing->look.sort == FILTER_AS_DATE) {
		valuing->expected = "日期，如 2025-02-11 或 2025年2月11日";
		return typed_date(arena, text);
	}
	if (valuing->look.sort == FILTER_AS_NUMBER && !filter_is_dash(text)) {
		valuing->expected = "数，如 12 或 98.44";
		value = typed_number(arena, text, &is_percent);
	}
	if (is_percent && schema_unit(valuing->shape.schema) == NULL)
		return NULL;
	return value;
}

/* A percent sign may be of full width. */
static const char *
without_unit(struct arena *arena, const char *text, const char *unit)
{
	const char *wide = strcmp(unit, "%") == 0 && text_ends_with(text, "％") ? "％" : unit;

	if (!text_ends_with(text, wide))
		return text;
	return arena_strndup(arena, text, strlen(text) - strlen(wide));
}

/* Back through the filters; a percent sign is allowed where the document has percents. */
static const char *
through_filters(struct valuing *valuing, const char *text)
{
	struct ctx inner = ctx_make(valuing->back->cx->arena);
	const struct piece *piece = valuing->place->piece;
	const char *unit = schema_unit(valuing->shape.schema);
	const char *value;

	if (unit != NULL && !valuing->look.is_percent)
		text = without_unit(inner.arena, text, unit);
	if (filter_undo(&inner, piece->filters, piece->filter_count, text, &value) == ERR_OK)
		return value == NULL ? "" : value;
	valuing->expected = text_starts_with(inner.reason, "应为") ? inner.reason + strlen("应为")
	                                                           : inner.reason;
	return NULL;
}

static bool
is_amount(const struct valuing *valuing)
{
	if (valuing->shape.field != NULL)
		return strcmp(valuing->shape.field->type, "amount") == 0;
	if (schema_takes(valuing->shape.schema, "1000000000000000") &&
	    !schema_takes(valuing->shape.schema, "x"))
		return valuing->look.format.shift != 0 || !schema_takes(valuing->shape.schema, "-");
	return false;
}

/* As documents write it: amounts with two places, texts so that they are nothing else. */
static const char *
written(const struct valuing *valuing, const char *value)
{
	struct arena *arena = valuing->back->cx->arena;
	bool is_percent;

	if (valuing->look.sort == FILTER_AS_TEXT)
		return plain_source(arena, value);
	if (valuing->look.sort == FILTER_AS_DATE || typed_number(arena, value, &is_percent) == NULL)
		return value;
	value = typed_places(value) > 0 ? typed_shift(arena, value, 0) : value;
	if (is_amount(valuing) && typed_places(value) <= 2)
		return typed_round(arena, value, 2);
	/* Zeros at the end that moving the point has left say nothing. */
	if (typed_places(value) > 2) {
		const char *tidy = typed_binary(arena, value);

		if (tidy != NULL && typed_places(tidy) <= 2)
			return is_amount(valuing) ? typed_round(arena, tidy, 2) : tidy;
	}
	return value;
}

static bool
is_allowed(struct valuing *valuing, const char *value)
{
	const struct schema *schema = valuing->shape.schema;
	struct text list;

	/* What a template declares is held against its type with the whole document. */
	if (valuing->shape.field != NULL || schema_is_boolean(schema))
		return true;
	if (!schema_is_string(schema)) {
		valuing->expected = "整数";
		return strspn(value, "0123456789") == strlen(value) && strlen(value) < 10;
	}
	if (schema_takes(schema, value))
		return true;
	list = text_make(valuing->back->cx->arena);
	json_each(choice, schema_choices(schema))
		text_add_fmt(&list, "%s%s", list.length > 0 ? "、" : "其中之一：",
	                     json_string(choice));
	/* Of what is only too long the check of the document says how long it may be. */
	valuing->expected = list.length > 0 ? list.data : schema_expected(schema);
	return valuing->expected == NULL;
}

static const char *
value_of(struct valuing *valuing, const char *text)
{
	const char *value = valuing->place->piece->filter_count > 0 ? through_filters(valuing, text)
	                                                            : without_filters(valuing, text);

	if (value == NULL || *value == '\0')
		return value;
	value = written(valuing, value);
	return is_allowed(valuing, value) ? value : NULL;
}

/* What a formula gave may have more places than the document has: it is what its cell shows. */
static const char *
rounded(struct valuing *valuing, const struct taken_cell *taken)
{
	struct arena *arena = valuing->back->cx->arena;
	const char *number = typed_binary(arena, taken->text);
	int places;

	if (!taken->has_formula || number == NULL || taken->format == NULL ||
	    taken->format->places < 0)
		return NULL;
	places = taken->format->places + (taken->format->is_percent ? 2 : 0);
	number = typed_round(arena, number, places);
	return value_of(valuing, is_of_percent(taken) ? percent(arena, number) : number);
}

/* What a number, a day or a result of a formula means. */
static const char *
value_of_cell(struct valuing *valuing, const struct taken_cell *taken, const char *text)
{
	struct arena *arena = valuing->back->cx->arena;
	const char *value;
	const char *day;

	if (taken->kind == TAKEN_ERROR) {
		valuing->expected = "没有错误的结果";
		return NULL;
	}
	if (taken->kind == TAKEN_NUMBER && valuing->look.sort == FILTER_AS_TEXT &&
	    is_of_date(taken) && day_of(valuing->back, typed_binary(arena, taken->text)) == NULL) {
		valuing->expected = "文字，或没有时刻的日期";
		return NULL;
	}
	if (taken->kind != TAKEN_NUMBER || valuing->look.sort == FILTER_AS_TEXT)
		return value_of(valuing, text);
	if (valuing->look.sort == FILTER_AS_DATE && is_of_date(taken)) {
		day = day_of(valuing->back, typed_binary(arena, taken->text));
		valuing->expected = "日期，如 2025-02-11";
		return day;
	}
	if (valuing->look.sort == FILTER_AS_NUMBER && is_of_date(taken)) {
		valuing->expected = "数，而不是日期";
		return NULL;
	}
	value = value_of(valuing, text);
	return value == NULL ? rounded(valuing, taken) : value;
}

/* White space at both ends is no part of what is short; of a text it is. */
static bool
is_short(const struct valuing *valuing)
{
	return valuing->look.sort != FILTER_AS_TEXT || valuing->place->piece->filter_count > 0 ||
	       (valuing->shape.field == NULL && schema_choices(valuing->shape.schema) != NULL);
}

bool
back_value(struct back *back, const struct place *place, const struct taken_cell *taken,
           const char *text, const char **out, const char **expected)
{
	struct arena *arena = back->cx->arena;
	struct valuing valuing = { .back = back, .place = place };
	const char *trimmed = typed_trim(arena, text);
	const char *value;

	*out = NULL;
	if (!place_shape(place, &valuing.shape))
		return false;
	valuing.look = value_look(&back->values, place);
	if (*trimmed == '\0' && valuing.place->piece->filter_count == 0)
		return true;
	if (*trimmed == '\0' || is_short(&valuing))
		text = trimmed;
	value = taken == NULL ? value_of(&valuing, text) : value_of_cell(&valuing, taken, text);
	*expected = valuing.expected;
	if (value == NULL)
		return false;
	*out = *value == '\0' ? NULL : value;
	return true;
}
