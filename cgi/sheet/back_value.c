/* What stands in a cell as a value of the document. */
#include <stdlib.h>
#include <string.h>

#include "doc/typed.h"
#include "sheet/back_internal.h"
#include "template/place_input.h"

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

/* What a formula gave may have more places than the document has: it is what its cell shows. */
static const char *
rounded(struct place_input *input, const struct taken_cell *taken)
{
	struct arena *arena = input->arena;
	const char *number = typed_binary(arena, taken->text);
	int places;

	if (!taken->has_formula || number == NULL || taken->format == NULL ||
	    taken->format->places < 0)
		return NULL;
	places = taken->format->places + (taken->format->is_percent ? 2 : 0);
	number = typed_round(arena, number, places);
	return place_input_value(input, is_of_percent(taken) ? percent(arena, number) : number);
}

/* What a number, a day or a result of a formula means. */
static const char *
value_of_cell(const struct back *back, struct place_input *input, const struct taken_cell *taken,
              const char *text)
{
	struct arena *arena = input->arena;
	const char *value;
	const char *day;

	if (taken->kind == TAKEN_ERROR) {
		input->expected = "没有错误的结果";
		return NULL;
	}
	if (taken->kind == TAKEN_NUMBER && input->look.sort == FILTER_AS_TEXT &&
	    is_of_date(taken) && day_of(back, typed_binary(arena, taken->text)) == NULL) {
		input->expected = "文字，或没有时刻的日期";
		return NULL;
	}
	if (taken->kind != TAKEN_NUMBER || input->look.sort == FILTER_AS_TEXT)
		return place_input_value(input, text);
	if (input->look.sort == FILTER_AS_DATE && is_of_date(taken)) {
		day = day_of(back, typed_binary(arena, taken->text));
		input->expected = "日期，如 2025-02-11";
		return day;
	}
	if (input->look.sort == FILTER_AS_NUMBER && is_of_date(taken)) {
		input->expected = "数，而不是日期";
		return NULL;
	}
	value = place_input_value(input, text);
	return value == NULL ? rounded(input, taken) : value;
}

bool
back_value(struct back *back, const struct place *place, const struct taken_cell *taken,
           const char *text, const char **out, const char **expected)
{
	struct arena *arena = back->cx->arena;
	const char *trimmed = typed_trim(arena, text);
	struct place_input input;
	const char *value;

	*out = NULL;
	if (taken == NULL)
		return place_input_read(arena, place, text, out, expected);
	if (!place_input_begin(arena, place, value_look(&back->values, place), &input))
		return false;
	if (*trimmed == '\0' && place->piece->filter_count == 0)
		return true;
	if (*trimmed == '\0' || place_input_is_short(&input))
		text = trimmed;
	value = value_of_cell(back, &input, taken, text);
	*expected = input.expected;
	if (value == NULL)
		return false;
	*out = *value == '\0' ? NULL : value;
	return true;
}
