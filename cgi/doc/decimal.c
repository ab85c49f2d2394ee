#include "doc/decimal.h"

#include <ctype.h>
#include <gmp.h>
#include <string.h>

#include "base/text.h"

#define DECIMAL_LENGTH_MAX 60

bool
decimal_is_valid(const char *s)
{
	size_t whole;
	size_t fraction;

	s += *s == '-';
	whole = strspn(s, "0123456789");
	if (whole == 0)
		return false;
	s += whole;
	if (*s == '\0')
		return true;
	if (*s++ != '.')
		return false;
	fraction = strspn(s, "0123456789");
	return fraction > 0 && s[fraction] == '\0';
}

/* The digits of `s` as an integer; returns how many of them stand behind the point. */
static int
parse(struct ctx *cx, const char *s, mpz_t value)
{
	const char *point = strchr(s, '.');
	char *digits = arena_strdup(cx->arena, s);
	int scale = 0;

	if (point != NULL) {
		scale = (int)strlen(point + 1);
		memmove(digits + (point - s), point + 1, strlen(point + 1) + 1);
	}
	mpz_set_str(value, digits, 10);
	return scale;
}

/* value := value / 10^power, rounded half away from zero; a negative power multiplies. */
static void
divide_rounded(mpz_t value, int power)
{
	mpz_t divisor;
	int sign = mpz_sgn(value);

	mpz_init(divisor);
	mpz_ui_pow_ui(divisor, 10, (unsigned long)(power < 0 ? -power : power));
	if (power <= 0) {
		mpz_mul(value, value, divisor);
	} else {
		mpz_abs(value, value);
		mpz_mul_ui(value, value, 2);
		mpz_add(value, value, divisor);
		mpz_mul_ui(divisor, divisor, 2);
		mpz_fdiv_q(value, value, divisor);
		if (sign < 0)
			mpz_neg(value, value);
	}
	mpz_clear(divisor);
}

static char *
group_digits(struct arena *arena, const char *whole)
{
	size_t length = strlen(whole);
	char *grouped = arena_alloc(arena, length + length / 3 + 1);
	char *to = grouped;

	for (size_t i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			*to++ = ',';
		*to++ = whole[i];
	}
	return grouped;
}

/* `digits` with `places` of them behind the point. */
static const char *
layout(struct arena *arena, const char *digits, bool negative, struct decimal_format format)
{
	size_t places = (size_t)format.places;
	size_t length = strlen(digits);
	size_t zeros = length <= places ? places + 1 - length : 0;
	char *padded = arena_alloc(arena, zeros + length + 1);
	char *fraction;
	const char *whole;

	memset(padded, '0', zeros);
	memcpy(padded + zeros, digits, length);
	length += zeros;
	fraction = arena_strdup(arena, padded + length - places);
	padded[length - places] = '\0';
	if (format.trim)
		while (places > 0 && fraction[places - 1] == '0')
			fraction[--places] = '\0';
	whole = format.group ? group_digits(arena, padded) : padded;
	return arena_printf(arena, "%s%s%s%s", negative ? "-" : "", whole, places > 0 ? "." : "",
	                    fraction);
}

/* What is no number, cut to whole characters. */
static enum err
refuse(struct ctx *cx, const char *s)
{
	size_t length = strlen(s);
	bool is_long = length > DECIMAL_LENGTH_MAX;

	if (is_long)
		length = text_utf8_check(s, DECIMAL_LENGTH_MAX);
	return err_set(cx, ERR_INPUT, "“%.*s%s”不是十进制数", (int)length, s, is_long ? "……" : "");
}

enum err
decimal_print(struct ctx *cx, const char *s, struct decimal_format format, const char **out)
{
	mpz_t value;
	bool negative;
	char *digits;
	int scale;

	if (strlen(s) > DECIMAL_LENGTH_MAX || !decimal_is_valid(s))
		return refuse(cx, s);
	mpz_init(value);
	scale = parse(cx, s, value);
	divide_rounded(value, scale - format.shift - format.places);
	negative = mpz_sgn(value) < 0;
	mpz_abs(value, value);
	digits = arena_alloc(cx->arena, mpz_sizeinbase(value, 10) + 2);
	mpz_get_str(digits, 10, value);
	mpz_clear(value);
	*out = layout(cx->arena, digits, negative, format);
	return ERR_OK;
}
