#include "doc/typed.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "doc/decimal.h"
#include "doc/schema.h"

/* Characters that stand for one of ASCII when they are typed in a number or a day. */
static uint32_t
ascii_of(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		return c - 0xFF01 + '!';
	if (c == 0x2212)
		return '-';
	if (c == 0x3000 || c == 0xA0 || c == 0x202F || c == '\t' || c == '\n' || c == '\r')
		return ' ';
	/* Nobody sees these, which come with what is copied from pages. */
	if (c == 0x200B || c == 0x2060 || c == 0xFEFF)
		return ' ';
	return c;
}

static const char *
to_ascii(struct arena *arena, const char *text)
{
	struct text out = text_make(arena);
	uint32_t c;

	for (size_t length; (length = text_utf8_next(text, &c)) > 0; text += length)
		text_add_char(&out, ascii_of(c));
	return out.data;
}

static bool
is_space(const char *s, size_t *length)
{
	uint32_t c;

	*length = text_utf8_next(s, &c);
	return *length > 0 && ascii_of(c) == ' ';
}

const char *
typed_trim(struct arena *arena, const char *text)
{
	const char *end;
	size_t length;

	while (is_space(text, &length))
		text += length;
	end = text;
	for (const char *s = text; *s != '\0'; s += length)
		if (!is_space(s, &length))
			end = s + length;
	return arena_strndup(arena, text, (size_t)(end - text));
}

size_t
typed_says(const char *text, const char *words)
{
	const char *s = text;
	uint32_t said;
	uint32_t c;

	for (size_t length; (length = text_utf8_next(words, &c)) > 0; words += length) {
		size_t more = text_utf8_next(s, &said);

		if (more == 0 || ascii_of(said) != ascii_of(c))
			return 0;
		s += more;
	}
	return (size_t)(s - text);
}

const char *
typed_before(struct arena *arena, const char *text, const char *words)
{
	uint32_t c;

	for (const char *s = text; *s != '\0'; s += text_utf8_next(s, &c))
		if (typed_says(s, words) == strlen(s))
			return arena_strndup(arena, text, (size_t)(s - text));
	return *words == '\0' ? text : NULL;
}

/* Digits, in which commas part thousands: all of them or none. Returns what is behind; NULL when wrong. */
static const char *
read_whole(const char *s, struct text *out)
{
	size_t digits = strspn(s, "0123456789");
	bool is_grouped = s[digits] == ',';

	if (digits == 0 || (is_grouped && digits > 3))
		return NULL;
	text_add(out, s, digits);
	s += digits;
	while (is_grouped && *s == ',') {
		if (strspn(s + 1, "0123456789") != 3)
			return NULL;
		text_add(out, s + 1, 3);
		s += 4;
	}
	return s;
}

/* Leading zeros say nothing. */
static const char *
without_zeros(struct arena *arena, const char *digits, bool is_negative)
{
	while (digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9')
		digits++;
	return arena_printf(arena, "%s%s",
	                    is_negative && strspn(digits, "0.") != strlen(digits) ? "-" : "",
	                    digits);
}

const char *
typed_number(struct arena *arena, const char *text, bool *is_percent)
{
	const char *s = typed_trim(arena, to_ascii(arena, text));
	struct text out = text_make(arena);
	bool is_negative = *s == '-';
	size_t places;

	*is_percent = false;
	s += *s == '-' || *s == '+';
	s = read_whole(s, &out);
	if (s == NULL)
		return NULL;
	if (*s == '.') {
		places = strspn(s + 1, "0123456789");
		if (places == 0)
			return NULL;
		text_add(&out, s, places + 1);
		s += places + 1;
	}
	if (*s == '%') {
		*is_percent = true;
		s++;
	}
	return *s == '\0' && out.length <= 60 ? without_zeros(arena, out.data, is_negative) : NULL;
}

/* Units of money behind a number, and by which power of ten they are more than 元. */
static const struct {
	const char *name;
	int power;
} money_units[] = {
	{ "亿元", 8 }, { "万元", 4 }, { "元", 0 }, { "亿", 8 }, { "万", 4 },
};

/* A sign of money before a number, with or without white space behind it, is taken away. */
static const char *
without_sign(const char *text, bool *has_sign)
{
	static const char *const signs[] = { "¥", "￥" };
	size_t length = 0;

	for (size_t i = 0; i < sizeof signs / sizeof signs[0] && !*has_sign; i++) {
		*has_sign = strncmp(text, signs[i], strlen(signs[i])) == 0;
		text += *has_sign ? strlen(signs[i]) : 0;
	}
	for (; *has_sign && is_space(text, &length); text += length)
		continue;
	return text;
}

const char *
typed_money(struct arena *arena, const char *text, int power)
{
	bool has_sign = false;
	bool has_unit = false;
	bool is_percent;
	const char *s = typed_trim(arena, to_ascii(arena, text));
	const char *sign = *s == '-' || *s == '+' ? arena_strndup(arena, s, 1) : "";
	const char *number = without_sign(s + strlen(sign), &has_sign);
	int shift = 0;

	for (size_t i = 0; i < sizeof money_units / sizeof money_units[0] && !has_unit; i++) {
		has_unit = text_ends_with(number, money_units[i].name);
		if (!has_unit)
			continue;
		number = arena_strndup(arena, number, strlen(number) - strlen(money_units[i].name));
		shift = money_units[i].power - power;
	}
	if (!has_unit && (!has_sign || power != 0))
		return NULL;
	/* The sign may stand behind that of money, but not twice. */
	if (*sign != '\0' && (*number == '-' || *number == '+'))
		return NULL;
	number = typed_number(arena, arena_printf(arena, "%s%s", sign, number), &is_percent);
	if (number == NULL || is_percent)
		return NULL;
	return typed_shift(arena, number, shift);
}

/* The signs behind year, month and day; a day in 年 月 日 needs all three. */
static const struct {
	const char *behind[3];
} date_shapes[] = {
	{ { "-", "-", "" } },
	{ { "/", "/", "" } },
	{ { ".", ".", "" } },
	{ { "年", "月", "日" } },
};

static const char *
read_date(struct arena *arena, const char *s, const char *const behind[3])
{
	static const size_t most[] = { 4, 2, 2 };
	int numbers[3];

	for (int i = 0; i < 3; i++) {
		size_t digits = strspn(s, "0123456789");
		size_t sign = strlen(behind[i]);

		if (digits == 0 || digits > most[i] || (i == 0 && digits != 4) ||
		    strncmp(s + digits, behind[i], sign) != 0)
			return NULL;
		numbers[i] = atoi(s);
		s += digits + sign;
	}
	return *s == '\0' ? arena_printf(arena, "%04d-%02d-%02d", numbers[0], numbers[1], numbers[2])
	                  : NULL;
}

const char *
typed_date(struct arena *arena, const char *text)
{
	const char *s = typed_trim(arena, to_ascii(arena, text));
	const char *date = NULL;

	for (size_t i = 0; i < sizeof date_shapes / sizeof date_shapes[0] && date == NULL; i++)
		date = read_date(arena, s, date_shapes[i].behind);
	if (date == NULL && strlen(s) == 8 && strspn(s, "0123456789") == 8)
		date = arena_printf(arena, "%.4s-%.2s-%.2s", s, s + 4, s + 6);
	return date != NULL && schema_is_date(date) ? date : NULL;
}

const char *
typed_shift(struct arena *arena, const char *number, int power)
{
	struct ctx cx = ctx_make(arena);
	int places = typed_places(number) - power;
	struct decimal_format format = { .shift = power, .places = places < 0 ? 0 : places };
	const char *out;

	if (power == 0)
		return number;
	return decimal_print(&cx, number, format, &out) == ERR_OK ? out : number;
}

const char *
typed_round(struct arena *arena, const char *number, int places)
{
	struct ctx cx = ctx_make(arena);
	struct decimal_format format = { .places = places };
	const char *out;

	if (typed_places(number) == places)
		return number;
	return decimal_print(&cx, number, format, &out) == ERR_OK ? out : number;
}

int
typed_places(const char *number)
{
	const char *point = strchr(number, '.');

	return point == NULL ? 0 : (int)strlen(point + 1);
}

/* Zeros before the first other digit do not count, nor do those at the end. */
int
typed_digits(const char *number)
{
	int count = 0;
	int zeros = 0;

	for (const char *s = number; *s != '\0'; s++) {
		if (*s < '0' || *s > '9' || (count == 0 && *s == '0'))
			continue;
		zeros = *s == '0' ? zeros + 1 : 0;
		count++;
	}
	return count - zeros;
}

/* Without zeros at the end of the fraction. */
static const char *
tidy(struct arena *arena, const char *number)
{
	struct ctx cx = ctx_make(arena);
	struct decimal_format format = { .places = typed_places(number), .trim = true };
	const char *out;

	if (decimal_print(&cx, number, format, &out) != ERR_OK)
		return number;
	return strcmp(out, "-0") == 0 ? "0" : out;
}

/* Where the first digit that counts stands: the power of ten of its place. */
static int
magnitude(const char *number)
{
	const char *s = number + (*number == '-');
	int whole = (int)strcspn(s, ".");
	int at = 0;

	for (; *s != '\0'; s++) {
		if (*s == '.')
			continue;
		if (*s != '0')
			return whole - 1 - at;
		at++;
	}
	return 0;
}

const char *
typed_binary(struct arena *arena, const char *text)
{
	const char *exponent = strpbrk(text, "eE");
	const char *number = text;
	long power = 0;
	char *end;
	int places;

	if (exponent != NULL) {
		number = arena_strndup(arena, text, (size_t)(exponent - text));
		power = strtol(exponent + 1, &end, 10);
		if (end == exponent + 1 || *end != '\0' || power > 25 || power < -25)
			return NULL;
	}
	if (!decimal_is_valid(number) || strlen(number) > 30)
		return NULL;
	number = typed_shift(arena, number, (int)power);
	places = TYPED_DIGITS_MAX - 1 - magnitude(number);
	if (places < 0)
		return tidy(arena,
		            typed_shift(arena,
		                        typed_round(arena, typed_shift(arena, number, places), 0),
		                        -places));
	return tidy(arena,
	            typed_places(number) > places ? typed_round(arena, number, places) : number);
}

/* Days from 1970-01-01 to a day of the Gregorian calendar, counted in years that begin in March. */
static long
days_from_civil(long year, long month, long day)
{
	long of_year;

	year -= month <= 2;
	of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719468;
}

/* 1970-01-01 is day 25569 of the sheet. */
#define EPOCH_DAY 25569

long
typed_day_number(const char *date)
{
	if (!schema_is_date(date))
		return 0;
	return days_from_civil(atol(date), atol(date + 5), atol(date + 8)) + EPOCH_DAY;
}

const char *
typed_day(struct arena *arena, long number)
{
	long days = number - EPOCH_DAY + 719468;
	long era = days / 146097;
	long of_era = days - era * 146097;
	long year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	long of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	long month = (5 * of_year + 2) / 153;
	long day = of_year - (153 * month + 2) / 5 + 1;

	/* Before 1900-03-01 programs disagree, because Excel has a 1900-02-29. */
	if (number < 61 || number > 2958465)
		return NULL;
	month = month < 10 ? month + 3 : month - 9;
	return arena_printf(arena, "%04ld-%02ld-%02ld", year_of_era + era * 400 + (month <= 2),
	                    month, day);
}
