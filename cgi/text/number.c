#include "text/number.h"

#include <string.h>
#include <strings.h>

/* a, b, … z, aa, ab, … */
static bool
write_letters(struct text *out, long number, char first)
{
	char letters[16];
	size_t at = sizeof letters;

	if (number < 1)
		return false;
	for (; number > 0 && at > 0; number = (number - 1) / 26)
		letters[--at] = (char)(first + (number - 1) % 26);
	text_add(out, letters + at, sizeof letters - at);
	return true;
}

static bool
write_roman(struct text *out, long number, bool is_upper)
{
	static const struct {
		long value;
		const char *upper;
		const char *lower;
	} signs[] = { { 1000, "M", "m" },  { 900, "CM", "cm" }, { 500, "D", "d" },
		      { 400, "CD", "cd" }, { 100, "C", "c" },   { 90, "XC", "xc" },
		      { 50, "L", "l" },    { 40, "XL", "xl" },  { 10, "X", "x" },
		      { 9, "IX", "ix" },   { 5, "V", "v" },     { 4, "IV", "iv" },
		      { 1, "I", "i" } };

	if (number < 1 || number > 3999)
		return false;
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		for (; number >= signs[i].value; number -= signs[i].value)
			text_add_str(out, is_upper ? signs[i].upper : signs[i].lower);
	return true;
}

/* 一 to 九千九百九十九; 十 without 一 before it, 零 for what is left out. */
static bool
write_chinese(struct text *out, long number)
{
	static const char *const digits[] = { "零", "一", "二", "三", "四",
		                              "五", "六", "七", "八", "九" };
	static const char *const places[] = { "千", "百", "十", "" };
	bool has_zero = false;
	bool has_digit = false;

	if (number < 1 || number > 9999)
		return false;
	for (long i = 0, unit = 1000; unit > 0; i++, unit /= 10) {
		long digit = number / unit % 10;

		if (digit == 0) {
			has_zero = has_digit;
			continue;
		}
		if (has_zero)
			text_add_str(out, digits[0]);
		if (!(unit == 10 && digit == 1 && !has_digit))
			text_add_str(out, digits[digit]);
		text_add_str(out, places[i]);
		has_zero = false;
		has_digit = true;
	}
	return true;
}

static bool
is_style(const char *style, const char *name)
{
	size_t length = strlen(name);

	return strncasecmp(style, name, length) == 0 &&
	       (style[length] == '\0' || strchr(" !", style[length]) != NULL);
}

static bool
is_chinese(const char *style)
{
	return is_style(style, "cjk-ideographic") || is_style(style, "simp-chinese-informal") ||
	       is_style(style, "trad-chinese-informal") || is_style(style, "cjk-decimal") ||
	       is_style(style, "japanese-informal");
}

bool
number_write(struct text *out, long number, const char *style)
{
	bool is_written = false;

	style = style == NULL ? "" : style;
	if (is_style(style, "none"))
		return false;
	if (is_chinese(style) && write_chinese(out, number)) {
		text_add_str(out, "、");
		return true;
	}
	if (strcmp(style, "a") == 0 || is_style(style, "lower-alpha") ||
	    is_style(style, "lower-latin"))
		is_written = write_letters(out, number, 'a');
	else if (strcmp(style, "A") == 0 || is_style(style, "upper-alpha") ||
	         is_style(style, "upper-latin"))
		is_written = write_letters(out, number, 'A');
	else if (strcmp(style, "i") == 0 || strcmp(style, "I") == 0)
		is_written = write_roman(out, number, *style == 'I');
	else if (is_style(style, "lower-roman") || is_style(style, "upper-roman"))
		is_written = write_roman(out, number, is_style(style, "upper-roman"));
	if (!is_written)
		text_add_fmt(out, "%ld", number);
	text_add_str(out, ".");
	return true;
}
