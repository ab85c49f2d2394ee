/*
 * Filters: how a bound value is printed. `{f.executed|yuan:trim:group}` sends
 * the value through one filter with two options.
 *
 *   number yuan wan percent points   decimal numbers, rounded half-up:
 *       a digit is the number of places, `trim` drops zeros at the end,
 *       `group` separates thousands; `wan` prints 元 in 万元, `percent` adds %;
 *       the dashes - — —— / of a cell without a number are printed as they are
 *   chinese       a whole number in Chinese numerals, to 9999: 一 十二 一百零三
 *   grade         of a score, by 财预〔2020〕10号: 优 良 中 差
 *   date:yyyymmdd date:yyyy-mm-dd date:yyyy.mm.dd date:年月日 date:年月
 *   check:VALUE   ☑ when the value is VALUE, else □; tick:VALUE √ and □;
 *       of a boolean VALUE is true or false, which print as 是 and 否
 *   zero:TEXT     TEXT for a number that is zero as it comes to this filter:
 *       behind `yuan`, one that is rounded to zero, too
 *   absent:TEXT   TEXT when there is no value
 *   blank:TEXT    TEXT when there is no value or an empty one
 *   prefix:TEXT suffix:TEXT   around a value that is not empty
 */
#ifndef TEMPLATE_FILTER_H
#define TEMPLATE_FILTER_H

#include "doc/fraction.h"

struct filter;

/* What goes through filters: a text, or a number that was computed. Neither: absent. */
struct value {
	const char *text;
	const struct fraction *number;
	const char *code; /* of a boolean: true or false, while its text is 是 or 否; else NULL */
};

/*
 * Compile `name:option:option`. The result lives in the context's arena.
 * ERR_INPUT with what was wrong and what is there.
 */
MUST_USE enum err filter_compile(struct ctx *cx, const char *source, const struct filter **out);

/* Apply to a value. ERR_INPUT when the value is not what the filter can print. */
MUST_USE enum err filter_apply(struct ctx *cx, const struct filter *filter, struct value *value);

/*
 * The text of a value, NULL when absent. ERR_INPUT for a computed number
 * without end that no filter has rounded.
 */
MUST_USE enum err filter_text(struct ctx *cx, const struct value *value, const char **out);

/* Is it one that only adds text or writes a date in another way? Titles have no others. */
bool filter_is_of_title(const struct filter *filter);

/* Is it one that prints an amount of 元 in 万元? */
bool filter_is_wan(const struct filter *filter);

/* Is it one that prints a box, ticked or not? */
bool filter_is_box(const struct filter *filter);

/* Is it a box that a boolean never ticks, for it is true or false, 是 or 否? */
bool filter_is_never_ticked(const struct filter *filter);

/* The text that it adds before the value, or behind it; NULL when it adds none there. */
const char *filter_prefix(const struct filter *filter);
const char *filter_suffix(const struct filter *filter);

/* Is it "", or one of the dashes that stand where there is no number? */
bool filter_is_dash(const char *text);

/* Is it two numbers, from the one to the other, as in 0-20? `*upper` is then the second. */
bool filter_is_range(const char *text, const char **upper);

#endif
