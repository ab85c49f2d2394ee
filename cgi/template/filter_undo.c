#include "template/filter_undo.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "doc/typed.h"
#include "template/filter_internal.h"

/* Does the filter only say what stands for nothing, or for zero? */
static bool
is_stopgap(const struct filter *filter)
{
	return filter->kind == FILTER_ABSENT || filter->kind == FILTER_BLANK ||
	       filter->kind == FILTER_ZERO;
}

struct filter_look
filter_look(const struct filter *const *filters, size_t count)
{
	struct filter_look look = { .sort = FILTER_AS_TEXT };

	for (size_t i = 1; i < count; i++)
		if (!is_stopgap(filters[i]))
			return look;
	if (count == 0)
		return look;
	if (filters[0]->kind == FILTER_NUMBER) {
		look.sort = FILTER_AS_NUMBER;
		look.format = filters[0]->format;
		look.is_percent = filters[0]->text != NULL;
	} else if (filters[0]->kind == FILTER_DATE) {
		look.sort = FILTER_AS_DATE;
		look.date = filters[0]->text;
	}
	return look;
}

static enum err
undo_number(struct ctx *cx, const struct filter *filter, const char **text)
{
	bool is_percent;
	const char *number;

	if (filter_is_dash(*text) || (filter->format.shift == 0 && filter_is_range(*text, &number)))
		return ERR_OK;
	number = typed_number(cx->arena, *text, &is_percent);
	if (number == NULL)
		return err_set(cx, ERR_INPUT, "应为数，如 %s",
		               filter->format.shift == 0 ? "1234.5"
		                                         : "0.64（万元），或写明单位，如 6400元");
	if (is_percent && filter->text == NULL)
		return err_set(cx, ERR_INPUT, "应为不带百分号的数");
	*text = typed_shift(cx->arena, number, -filter->format.shift);
	return ERR_OK;
}

/* A month alone has no day: it is not made up. */
static enum err
undo_date(struct ctx *cx, const char **text)
{
	const char *date = typed_date(cx->arena, *text);

	if (date == NULL)
		return err_set(cx, ERR_INPUT, "应为日期，如 2025-02-11 或 2025年2月11日");
	*text = date;
	return ERR_OK;
}

static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

/* The number of the numerals 一 to 九千九百九十九; -1 when they are none. */
static long
chinese_number(const char *s)
{
	static const char *const units[] = { "千", "百", "十", "" };
	static const long values[] = { 1000, 100, 10, 1 };
	long number = 0;

	for (int unit = 0; unit < 4; unit++) {
		long digit = -1;
		const char *rest = s;

		if (strncmp(rest, digits[0], 3) == 0 && rest[3] != '\0')
			rest += 3;
		for (long i = 0; i < 10; i++)
			if (strncmp(rest, digits[i], 3) == 0)
				digit = i;
		if (digit < 0 && unit == 2 && strncmp(rest, units[2], 3) == 0)
			digit = 1;
		else if (digit >= 0)
			rest += 3;
		if (digit >= 0 && strncmp(rest, units[unit], strlen(units[unit])) == 0) {
			number += digit * values[unit];
			s = rest + strlen(units[unit]);
		}
	}
	return *s == '\0' ? number : -1;
}

static enum err
undo_chinese(struct ctx *cx, const char **text)
{
	bool is_percent;
	const char *number = typed_number(cx->arena, *text, &is_percent);
	long value = number == NULL ? chinese_number(*text) : -1;

	if (filter_is_dash(*text))
		return ERR_OK;
	if (value < 0 && (number == NULL || is_percent))
		return err_set(cx, ERR_INPUT, "应为整数，如 十二 或 12");
	*text = number == NULL ? arena_printf(cx->arena, "%ld", value) : number;
	return ERR_OK;
}

/* Of a box that is not ticked only a boolean knows what it says. */
static enum err
undo_check(struct ctx *cx, const struct filter *filter, const char **text)
{
	static const char *const ticked[] = { "☑", "√", "✓", "✔", "是" };
	static const char *const empty[] = { "□", "☐", "否", "" };

	for (size_t i = 0; i < sizeof ticked / sizeof ticked[0]; i++)
		if (strcmp(*text, ticked[i]) == 0) {
			*text = filter->text;
			return ERR_OK;
		}
	for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++)
		if (strcmp(*text, empty[i]) == 0) {
			*text = strcmp(filter->text, "true") == 0    ? "false"
			        : strcmp(filter->text, "false") == 0 ? "true"
			                                             : NULL;
			return ERR_OK;
		}
	return err_set(cx, ERR_INPUT, "应为 %s 或 □", filter->kind == FILTER_TICK ? "√" : "☑");
}

/* What is before or behind a value may be left out by who types it. */
static const char *
without(struct arena *arena, const struct filter *filter, const char *text)
{
	const char *before;

	if (filter->kind == FILTER_PREFIX)
		return text + typed_says(text, filter->text);
	before = typed_before(arena, text, filter->text);
	return before == NULL ? text : before;
}

/* Does the filter's own text stand there, instead of a value? White space at its ends may be gone. */
static bool
is_filler(struct arena *arena, const struct filter *filter, const char *text)
{
	return strcmp(typed_trim(arena, text), typed_trim(arena, filter->text)) == 0;
}

static enum err
undo(struct ctx *cx, const struct filter *filter, const char **text)
{
	switch (filter->kind) {
	case FILTER_NUMBER: return undo_number(cx, filter, text);
	case FILTER_DATE: return undo_date(cx, text);
	case FILTER_CHINESE: return undo_chinese(cx, text);
	case FILTER_CHECK:
	case FILTER_TICK: return undo_check(cx, filter, text);
	case FILTER_GRADE:
		return err_set(cx, ERR_INPUT, "这里印的是由分数得出的等级，应在分数处填写");
	case FILTER_ZERO:
		if (is_filler(cx->arena, filter, *text))
			*text = "0";
		return ERR_OK;
	case FILTER_ABSENT:
	case FILTER_BLANK:
		if (is_filler(cx->arena, filter, *text))
			*text = NULL;
		return ERR_OK;
	default: *text = without(cx->arena, filter, *text); return ERR_OK;
	}
}

enum err
filter_undo(struct ctx *cx, const struct filter *const *filters, size_t count, const char *text,
            const char **out)
{
	*out = text;
	for (size_t i = count; i > 0; i--) {
		bool takes_empty = filters[i - 1]->kind == FILTER_CHECK ||
		                   filters[i - 1]->kind == FILTER_TICK;

		if (*out == NULL || (**out == '\0' && !takes_empty))
			break;
		TRY(undo(cx, filters[i - 1], out));
	}
	if (*out != NULL && **out == '\0')
		*out = NULL;
	return ERR_OK;
}
