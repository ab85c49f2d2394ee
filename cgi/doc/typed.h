/*
 * What people type for a number or a day, and what programs of tables make of it:
 * １２３, 1,234.5, 98.44%, 2025年2月11日, 196876.30000000002. It becomes the one
 * way in which documents write it, or nothing: no value is guessed.
 */
#ifndef DOC_TYPED_H
#define DOC_TYPED_H

#include <stdbool.h>

#include "base/arena.h"

/* The digits of a binary number that count; what is behind them is dust. */
#define TYPED_DIGITS_MAX 15

/* Without white space at both ends. */
const char *typed_trim(struct arena *arena, const char *text);

/*
 * How many bytes at the beginning of `text` say `words`, in characters of full or half
 * width; 0 when it says something else.
 */
size_t typed_says(const char *text, const char *words);

/* What stands before `words`, of either width, at the end of `text`; NULL when they do not stand there. */
const char *typed_before(struct arena *arena, const char *text, const char *words);

/*
 * A decimal number: digits of full or half width, thousands parted by commas in
 * threes, a sign before it, a percent sign behind it. NULL when it is none.
 */
const char *typed_number(struct arena *arena, const char *text, bool *is_percent);

/*
 * The number of an amount that has a sign of money before it, or a unit behind it (元, 万元, 亿元),
 * in units of 10 to the `power` 元, exactly. NULL when it has neither, when it is no amount, and of
 * a sign alone where amounts are not in 元: nobody knows which unit was meant.
 */
const char *typed_money(struct arena *arena, const char *text, int power);

/* A day: 2025-2-11, 2025/2/11, 2025.2.11, 20250211, 2025年2月11日 as 2025-02-11. NULL when it is none. */
const char *typed_date(struct arena *arena, const char *text);

/*
 * A number as a file of a table holds it, with an exponent or not, rounded to
 * TYPED_DIGITS_MAX digits as the program shows it. NULL when it is none.
 */
const char *typed_binary(struct arena *arena, const char *text);

/* A decimal number with its point moved: 0.642 by 4 is 6420. */
const char *typed_shift(struct arena *arena, const char *number, int power);

/* A decimal number rounded half-up to so many places. */
const char *typed_round(struct arena *arena, const char *number, int places);

/* How many places, and how many digits that count, a decimal number has. */
int typed_places(const char *number);
int typed_digits(const char *number);

/* A day as the number of days since 1899-12-30, and back; NULL for what is no day from 1900-03-01 to 9999-12-31. */
long typed_day_number(const char *date);
const char *typed_day(struct arena *arena, long number);

#endif
