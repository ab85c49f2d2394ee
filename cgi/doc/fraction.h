/*
 * Exact arithmetic for what templates compute: quotients of whole numbers, so
 * that nothing is rounded before it is printed. Fractions live in an arena.
 */
#ifndef DOC_FRACTION_H
#define DOC_FRACTION_H

#include "doc/decimal.h"

struct fraction;

/* A new fraction, of the value of a whole number. */
struct fraction *fraction_new(struct arena *arena, unsigned long value);

/* A new fraction from a decimal number as decimal_print() takes it. ERR_INPUT when it is none. */
MUST_USE enum err fraction_parse(struct ctx *cx, const char *s, struct fraction **out);

/* left := right. */
void fraction_set(struct fraction *left, const struct fraction *right);

/* left := left op right. */
void fraction_add(struct fraction *left, const struct fraction *right);
void fraction_subtract(struct fraction *left, const struct fraction *right);
void fraction_multiply(struct fraction *left, const struct fraction *right);

/* False, and nothing is changed, when `right` is zero. */
bool fraction_divide(struct fraction *left, const struct fraction *right);

/* Less than, equal to or greater than zero, as `left` is to `right`. */
int fraction_compare(const struct fraction *left, const struct fraction *right);

/* Print as decimal_print() does, rounded once. */
MUST_USE enum err fraction_print(struct ctx *cx, const struct fraction *fraction,
                                 struct decimal_format format, const char **out);

/* The exact decimal number, or NULL when its digits have no end (or are more than 30). */
const char *fraction_text(struct ctx *cx, const struct fraction *fraction);

#endif
