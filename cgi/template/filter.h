/*
 * Filters: how a bound value is printed. `{f.executed|yuan:trim:group}` sends
 * the value through one filter with two options.
 *
 *   number yuan wan percent points   decimal numbers, rounded half-up:
 *       a digit is the number of places, `trim` drops zeros at the end,
 *       `group` separates thousands; `wan` prints 元 in 万元, `percent` adds %;
 *       the dashes - — —— / of a cell without a number are printed as they are
 *   date:yyyymmdd date:yyyy-mm-dd date:年月日
 *   absent:TEXT   TEXT when there is no value
 *   blank:TEXT    TEXT when there is no value or an empty one
 *   prefix:TEXT suffix:TEXT   around a value that is not empty
 */
#ifndef TEMPLATE_FILTER_H
#define TEMPLATE_FILTER_H

#include "base/text.h"

struct filter;

/*
 * Compile `name:option:option`. The result lives in the context's arena.
 * ERR_INPUT with what was wrong and what is there.
 */
MUST_USE enum err filter_compile(struct ctx *cx, const char *source, const struct filter **out);

/*
 * Apply to a value, which is NULL when absent. ERR_INPUT when the value is not
 * what the filter can print.
 */
MUST_USE enum err filter_apply(struct ctx *cx, const struct filter *filter, const char *value,
                               const char **out);

#endif
