/*
 * The numbers that items of a list begin with: 1. 2、 （三） ④. No line ends between
 * one and its item.
 */
#include "typeset/line_internal.h"

/* More digits are no item's number: 2023.（… */
#define DIGITS_MAX 2
#define NUMERALS_MAX 3

static bool
is_digit(uint32_t scalar)
{
	return (scalar >= '0' && scalar <= '9') || (scalar >= U'０' && scalar <= U'９');
}

static bool
is_numeral(uint32_t scalar)
{
	static const uint32_t numerals[] = { U'一', U'二', U'三', U'四', U'五',
		                             U'六', U'七', U'八', U'九', U'十' };

	return LINE_IS_ONE_OF(scalar, numerals);
}

/* ① ⑴ ⒈ and the like, which are whole. */
static bool
is_whole(uint32_t scalar)
{
	return (scalar >= 0x2460 && scalar <= 0x249b) || (scalar >= 0x2776 && scalar <= 0x2793) ||
	       (scalar >= 0x3220 && scalar <= 0x3229) || (scalar >= 0x3280 && scalar <= 0x3289);
}

/* Where digits or numerals end, not too many; `first` itself where there are none. */
static size_t
count_end(const struct line_text *text, size_t first)
{
	size_t digits = first;
	size_t numerals = first;

	while (is_digit(line_at(text, digits)))
		digits++;
	while (is_numeral(line_at(text, numerals)))
		numerals++;
	if (digits - first > DIGITS_MAX || numerals - first > NUMERALS_MAX)
		return first;
	return digits > first ? digits : numerals;
}

/* Where the number of an item ends that begins with atom `first`; `first` itself when none does. */
static size_t
number_end(const struct line_text *text, size_t first)
{
	static const uint32_t behind[] = { '.', U'．', U'、', ')', U'）' };
	bool is_bracketed = line_at(text, first) == U'（' || line_at(text, first) == '(';
	size_t end = count_end(text, first + (is_bracketed ? 1 : 0));
	uint32_t last = line_at(text, end);

	if (is_whole(line_at(text, first)))
		return first + 1;
	if (end == first + (is_bracketed ? 1 : 0))
		return first;
	if (is_bracketed)
		return last == U'）' || last == ')' ? end + 1 : first;
	if (!LINE_IS_ONE_OF(last, behind) || (is_numeral(line_at(text, first)) && last != U'、'))
		return first;
	/* 1.5万元 and 3、4月 are amounts. */
	return is_digit(line_at(text, end + 1)) ||
	                       (last == U'、' && is_numeral(line_at(text, end + 1)))
	               ? first
	               : end + 1;
}

/* Does an item begin behind the atom before `i`: behind a space or the end of a clause? */
static bool
may_begin(const struct line_text *text, size_t i)
{
	static const uint32_t before[] = { U'。', U'；', U'：', U'，', U'！', U'？',
		                           ';',   ':',   ',',   ' ',   U'　' };

	return i == 0 || LINE_IS_ONE_OF(line_at(text, i - 1), before);
}

void
line_mark_items(struct line_text *text)
{
	for (size_t i = 0; i < text->count; i++) {
		size_t end = may_begin(text, i) ? number_end(text, i) : i;

		if (end == i)
			continue;
		while (line_is_space(line_at(text, end)) || line_at(text, end) == U'　')
			end++;
		for (; i < end; i++)
			if (text->breaks[i] == LINE_MAY)
				text->breaks[i] = LINE_NOT;
		i--;
	}
}
