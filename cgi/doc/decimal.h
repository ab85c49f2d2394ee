/*
 * Exact decimal numbers as strings: shifting, rounding and grouping for print.
 * Nothing here is ever a binary float.
 */
#ifndef DOC_DECIMAL_H
#define DOC_DECIMAL_H

#include <stdbool.h>

#include "base/err.h"

/* How a number is printed. */
struct decimal_format {
	int shift;  /* multiply by ten to this power: -4 turns 元 into 万元 */
	int places; /* decimal places, rounded half away from zero (half-up) */
	bool trim;  /* drop zeros at the end of the fraction */
	bool group; /* thousands separators */
};

/* Is `s` a decimal number: optional minus, digits, optional point and digits? */
bool decimal_is_valid(const char *s);

/*
 * Print the decimal number `s` (at most 60 characters). ERR_INPUT when it is
 * none. The result is in the arena.
 */
MUST_USE enum err decimal_print(struct ctx *cx, const char *s, struct decimal_format format,
                                const char **out);

#endif
