#include "doc/fraction.h"

#include <gmp.h>
#include <string.h>

/* Digits behind the point that an exact decimal number may have. */
#define EXACT_PLACES_MAX 30

struct fraction {
	mpq_t value;
};

static void
clear(void *fraction)
{
	mpq_clear(((struct fraction *)fraction)->value);
}

struct fraction *
fraction_new(struct arena *arena, unsigned long value)
{
	struct fraction *fraction = arena_alloc(arena, sizeof *fraction);

	mpq_init(fraction->value);
	arena_defer(arena, clear, fraction);
	mpq_set_ui(fraction->value, value, 1);
	return fraction;
}

enum err
fraction_parse(struct ctx *cx, const char *s, struct fraction **out)
{
	const struct decimal_format whole = { .shift = 0, .places = 0 };
	const char *point = strchr(s, '.');
	size_t places = point == NULL ? 0 : strlen(point + 1);
	const char *digits;

	/* Its digits as a whole number, which also refuses what is none. */
	if (!decimal_is_valid(s) || places > 60)
		return decimal_print(cx, s, whole, &digits);
	TRY(decimal_print(cx, s, (struct decimal_format){ .shift = (int)places }, &digits));
	*out = fraction_new(cx->arena, 0);
	mpz_set_str(mpq_numref((*out)->value), digits, 10);
	mpz_ui_pow_ui(mpq_denref((*out)->value), 10, places);
	mpq_canonicalize((*out)->value);
	return ERR_OK;
}

void
fraction_set(struct fraction *left, const struct fraction *right)
{
	mpq_set(left->value, right->value);
}

void
fraction_add(struct fraction *left, const struct fraction *right)
{
	mpq_add(left->value, left->value, right->value);
}

void
fraction_subtract(struct fraction *left, const struct fraction *right)
{
	mpq_sub(left->value, left->value, right->value);
}

void
fraction_multiply(struct fraction *left, const struct fraction *right)
{
	mpq_mul(left->value, left->value, right->value);
}

bool
fraction_divide(struct fraction *left, const struct fraction *right)
{
	if (mpq_sgn(right->value) == 0)
		return false;
	mpq_div(left->value, left->value, right->value);
	return true;
}

int
fraction_compare(const struct fraction *left, const struct fraction *right)
{
	return mpq_cmp(left->value, right->value);
}

/* The fraction times ten to a power as a whole number, rounded half away from zero. */
static void
round_scaled(const struct fraction *fraction, int power, mpz_t out)
{
	mpz_t divisor;
	mpz_t scale;

	mpz_inits(divisor, scale, NULL);
	mpz_ui_pow_ui(scale, 10, (unsigned long)(power < 0 ? -power : power));
	mpz_abs(out, mpq_numref(fraction->value));
	mpz_set(divisor, mpq_denref(fraction->value));
	if (power < 0)
		mpz_mul(divisor, divisor, scale);
	else
		mpz_mul(out, out, scale);
	mpz_mul_ui(out, out, 2);
	mpz_add(out, out, divisor);
	mpz_mul_ui(divisor, divisor, 2);
	mpz_fdiv_q(out, out, divisor);
	if (mpq_sgn(fraction->value) < 0)
		mpz_neg(out, out);
	mpz_clears(divisor, scale, NULL);
}

/* The whole number divided by ten to the power of `places`, as decimal_print() reads it. */
static const char *
unscaled(struct arena *arena, const mpz_t scaled, int places)
{
	size_t size = mpz_sizeinbase(scaled, 10) + 2;
	char *digits = arena_alloc(arena, size);
	const char *sign = mpz_sgn(scaled) < 0 ? "-" : "";
	size_t length;
	size_t whole;

	mpz_get_str(digits, 10, scaled);
	digits += *digits == '-';
	length = strlen(digits);
	if (places == 0)
		return arena_printf(arena, "%s%s", sign, digits);
	if (length <= (size_t)places) {
		char *padded = arena_alloc(arena, (size_t)places + 2);

		memset(padded, '0', (size_t)places + 1);
		memcpy(padded + (size_t)places + 1 - length, digits, length);
		digits = padded;
		length = (size_t)places + 1;
	}
	whole = length - (size_t)places;
	return arena_printf(arena, "%s%.*s.%s", sign, (int)whole, digits, digits + whole);
}

enum err
fraction_print(struct ctx *cx, const struct fraction *fraction, struct decimal_format format,
               const char **out)
{
	mpz_t scaled;
	const char *rounded;

	mpz_init(scaled);
	round_scaled(fraction, format.shift + format.places, scaled);
	rounded = unscaled(cx->arena, scaled, format.places);
	mpz_clear(scaled);
	format.shift = 0;
	return decimal_print(cx, rounded, format, out);
}

/* How many places behind the point the exact number has; more than the most when they have no end. */
static int
exact_places(const struct fraction *fraction)
{
	int places = 0;
	mpz_t power;

	mpz_init_set_ui(power, 1);
	while (places <= EXACT_PLACES_MAX && !mpz_divisible_p(power, mpq_denref(fraction->value))) {
		mpz_mul_ui(power, power, 10);
		places++;
	}
	mpz_clear(power);
	return places;
}

const char *
fraction_text(struct ctx *cx, const struct fraction *fraction)
{
	int places = exact_places(fraction);
	const char *text;
	mpz_t scaled;

	if (places > EXACT_PLACES_MAX)
		return NULL;
	mpz_init(scaled);
	round_scaled(fraction, places, scaled);
	text = unscaled(cx->arena, scaled, places);
	mpz_clear(scaled);
	return text;
}
