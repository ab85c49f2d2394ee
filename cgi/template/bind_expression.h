/*
 * What a template computes: `{sum(indicators.children.weight)|points}`,
 * `{fund.executed / fund.annual_budget * 100|number:2}`.
 *
 * Operands are decimal numbers, paths, parentheses and functions; `+ - * /`
 * bind as usual. The result is exact: filters round it once. A value that is
 * absent, empty or a dash (- — —— /) is absent; what is computed from an
 * absent operand, and a quotient by zero, is absent.
 *
 *   sum(a, b.c)  max(…)  min(…)   of all values that paths lead to, through
 *                lists; absent ones are left out; absent when all are
 *   count(a)     items of a list, or values that are there
 *   number(row)  which turn of its loop the loop variable is at, from 1
 */
#ifndef TEMPLATE_BIND_EXPRESSION_H
#define TEMPLATE_BIND_EXPRESSION_H

#include "doc/fraction.h"
#include "template/bind.h"

struct expression;

/* ERR_INPUT with what is wrong and the cure. */
MUST_USE enum err bind_expression_compile(struct ctx *cx, const struct bind_names *names,
                                          const char *source, const struct expression **out);

/* `*out` is NULL when absent. ERR_INPUT names the field that is no number. */
MUST_USE enum err bind_expression_value(struct ctx *cx, const struct expression *expression,
                                        const struct bind_scope *scope, struct fraction **out);

#endif
