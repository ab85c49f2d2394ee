/*
 * Numbers in a text. Torn, a number is another number: no line ends inside one.
 * Where it has no room with what stands beside it, a line ends behind its
 * operator, before its unit or behind the dash of a range.
 */
#include "typeset/line_internal.h"

/* More plain digits than these may be a code, and more than those are one. */
#define AMOUNT_MAX 10
#define PLAIN_MAX 15

/* What a value ends with behind its number is a unit, 平方公里; what is longer is a sentence. */
#define UNIT_MAX 4

/* Longer ones, with all their separators, are no numbers. */
#define NUMBER_MAX 32

/* Digits of all scripts that are printed here: ASCII, full width, and those of other tongues. */
static bool
is_digit(uint32_t scalar)
{
	static const uint32_t zeros[] = { 0x660,  0x6f0,  0xf20,  0x1040, 0x1090,
		                          0x1810, 0x19d0, 0xa8d0, 0xff10 };

	if (scalar < 0x660)
		return scalar >= '0' && scalar <= '9';
	/* Most texts are Han, which have none of them. */
	if (scalar > 0x19d9 && scalar < 0xa8d0)
		return false;
	for (size_t i = 0; i < sizeof zeros / sizeof zeros[0]; i++)
		if (scalar >= zeros[i] && scalar < zeros[i] + 10)
			return true;
	return false;
}

/* Raised or lowered, by its look or by its nature: ², ⁻. */
static bool
is_script(const struct line_text *text, size_t i)
{
	uint32_t scalar = line_at(text, i);

	return (i < text->count && (text->atoms[i].looks & (LOOK_RAISED | LOOK_LOWERED)) != 0) ||
	       scalar == 0xb2 || scalar == 0xb3 || scalar == 0xb9 ||
	       (scalar >= 0x2070 && scalar <= 0x209c);
}

static bool
is_sign(uint32_t scalar)
{
	static const uint32_t signs[] = { '+', '-', U'±', U'−', U'∓', U'＋', U'－' };

	return LINE_IS_ONE_OF(scalar, signs);
}

/* What stands between the two ends of a range, or the parts of a date. */
static bool
is_dash(uint32_t scalar)
{
	static const uint32_t dashes[] = { '-',  '~',  U'‐',  U'‑',  U'–',
		                           U'—', U'−', U'～', U'－', U'―' };

	return LINE_IS_ONE_OF(scalar, dashes);
}

/* A comparison, or a currency. */
static bool
is_operator(uint32_t scalar)
{
	static const uint32_t operators[] = { U'≥',  U'≤', U'≧', U'≦',  U'＞', U'＜', U'＝', U'≠',
		                              U'≈',  U'⩾', U'⩽', '>',   '<',   '=',   '$',   U'¥',
		                              U'￥', U'€', U'£', U'＄', '#',   U'№' };

	return LINE_IS_ONE_OF(scalar, operators);
}

/* What belongs to the number itself: 95%, 20℃, 3½. */
static bool
is_postfix(uint32_t scalar)
{
	static const uint32_t postfixes[] = { '%',  U'％', U'‰', U'‱', U'°', U'℃',
		                              U'℉', U'′',  U'″', 0xbc, 0xbd, 0xbe };

	return LINE_IS_ONE_OF(scalar, postfixes) || (scalar >= 0x2150 && scalar <= 0x215e);
}

static bool
is_letter(uint32_t scalar)
{
	return (scalar >= 'A' && scalar <= 'Z') || (scalar >= 'a' && scalar <= 'z');
}

/* What a unit begins with: a Han character, a letter, μ, Ω, ㎡. */
static bool
is_unit(uint32_t scalar)
{
	return words_is_han(scalar) || is_letter(scalar) || scalar == 0xb5 ||
	       (scalar >= 0x370 && scalar <= 0x3ff) || (scalar >= 0x2100 && scalar <= 0x214f) ||
	       (scalar >= 0x3300 && scalar <= 0x33ff);
}

/* Where the digits end that begin at `first`, at one height. */
static size_t
digits_end(const struct line_text *text, size_t first)
{
	bool is_raised = is_script(text, first);
	size_t end = first;

	while (is_digit(line_at(text, end)) && is_script(text, end) == is_raised)
		end++;
	return end;
}

/* May the separator at `i` stand between two groups of digits, the last of `before` digits? */
static bool
is_separator(const struct line_text *text, size_t i, size_t before, unsigned *ratios)
{
	static const uint32_t points[] = { '.', U'．' };
	static const uint32_t ratio[] = { ':', U'：', '/', U'／' };
	uint32_t scalar = line_at(text, i);
	size_t behind = digits_end(text, i + 1) - (i + 1);

	if (behind == 0)
		return false;
	if (LINE_IS_ONE_OF(scalar, points))
		return true;
	if (scalar == ',' || scalar == U'，' || scalar == '\'' || line_is_fixed_space(scalar))
		return before <= 3 && behind == 3;
	return LINE_IS_ONE_OF(scalar, ratio) && ++*ratios <= 2;
}

/* Where a power of ten behind a number ends, ×10⁸; `end` itself when there is none. */
static size_t
power_end(const struct line_text *text, size_t end)
{
	if (line_at(text, end) == U'×' && line_at(text, end + 1) == '1' &&
	    line_at(text, end + 2) == '0' && is_script(text, end + 3))
		return end + 3;
	return end;
}

/* Where a number ends: 1,234.56  12:30  3/4  95.5%  3×10⁸  2025.02.11. */
static size_t
number_end(const struct line_text *text, size_t first)
{
	size_t end = digits_end(text, first);
	size_t group = first;
	unsigned ratios = 0;

	while (is_separator(text, end, end - group, &ratios)) {
		group = end + 1;
		end = digits_end(text, group);
	}
	end = power_end(text, end);
	while (is_script(text, end) || is_postfix(line_at(text, end)))
		end++;
	return end;
}

/* A number's sign is its own, unless it is the dash behind another number, a word or a bracket. */
static size_t
with_sign(const struct line_text *text, size_t first)
{
	uint32_t before;

	if (first == 0 || !is_sign(line_at(text, first - 1)))
		return first;
	before = first < 2 ? ' ' : line_at(text, first - 2);
	return is_digit(before) || is_letter(before) || is_postfix(before) || before == ')' ||
	                       before == U'）'
	               ? first
	               : first - 1;
}

static bool
begins_number(const struct line_text *text, size_t i)
{
	return is_digit(line_at(text, i)) ||
	       (is_sign(line_at(text, i)) && is_digit(line_at(text, i + 1)));
}

/* A year with a hyphen and what may be its month, or the month behind it. */
static bool
is_of_date(const struct line_text *text, size_t first, size_t end)
{
	size_t next = digits_end(text, end + 1) - (end + 1);

	if (first > 0 && is_dash(line_at(text, first - 1)))
		return text->breaks[first - 1] == LINE_LATE;
	return line_at(text, end) == '-' && end - first == 4 && (next == 1 || next == 2);
}

/* A line does not begin with a dash between numbers; it may end with one, but within a date only if it must. */
static bool
mark_range(struct line_text *text, size_t first, size_t end)
{
	size_t last = end;

	while (is_dash(line_at(text, last)) && last - end < 2)
		last++;
	if (last > end && !begins_number(text, last))
		last--;
	if (last == end || !begins_number(text, last))
		return false;
	for (size_t i = end; i < last; i++)
		text->breaks[i - 1] = LINE_NEVER;
	if (last - end == 1 && is_of_date(text, first, end))
		text->breaks[last - 1] = LINE_LATE;
	else if (text->breaks[last - 1] == LINE_NOT)
		text->breaks[last - 1] = LINE_JOINT;
	return true;
}

static void
mark_before(struct line_text *text, size_t first)
{
	size_t last = first;

	while (last > 0 && line_is_space(line_at(text, last - 1)))
		last--;
	if (last > 0 && is_operator(line_at(text, last - 1)))
		text->breaks[first - 1] = LINE_JOINT;
	else if (first > 0 && text->breaks[first - 1] == LINE_NOT &&
	         !line_may_end(line_at(text, first - 1), U'中'))
		text->breaks[first - 1] = LINE_LATE;
}

static bool
is_bracket(uint32_t scalar)
{
	static const uint32_t brackets[] = { '(', ')', U'（', U'）', U'〔', U'〕' };

	return LINE_IS_ONE_OF(scalar, brackets);
}

/* Does a value end at `i`: the text, a clause, or what is said of it in brackets? */
static bool
ends_value(const struct line_text *text, size_t i)
{
	static const uint32_t ends[] = { U'，', U'。', U'；', U'、', ',', ';' };

	return i >= text->count || is_bracket(line_at(text, i)) ||
	       LINE_IS_ONE_OF(line_at(text, i), ends);
}

/* Of a date, 2024年决算: what is behind it is no part of the unit, but for 年度, 月份, 日前. */
static bool
is_of_calendar(const struct line_text *text, size_t i)
{
	static const uint32_t units[] = { U'年', U'月', U'日' };

	return LINE_IS_ONE_OF(line_at(text, i), units) && words_is_han(line_at(text, i + 1)) &&
	       words_is_han(line_at(text, i + 2));
}

/* 万元 and 千人 are one unit, and so is what a value ends with, 公里. */
static void
mark_unit(struct line_text *text, size_t i)
{
	static const uint32_t counts[] = { U'十', U'百', U'千', U'万', U'亿' };
	size_t end;

	if (is_of_calendar(text, i))
		return;
	for (; LINE_IS_ONE_OF(line_at(text, i), counts) && words_is_han(line_at(text, i + 1)); i++)
		text->breaks[i] = LINE_NOT;
	for (end = i; words_is_han(line_at(text, end)); end++)
		;
	if (end - i > UNIT_MAX || !ends_value(text, end))
		return;
	for (; i + 1 < end; i++)
		if (text->breaks[i] == LINE_MAY)
			text->breaks[i] = LINE_NOT;
}

static void
mark_behind(struct line_text *text, size_t first, size_t end)
{
	size_t next = end;

	while (line_is_space(line_at(text, next)))
		next++;
	if (next == text->count || mark_range(text, first, end))
		return;
	if ((next == end ? is_unit(line_at(text, end)) : words_is_han(line_at(text, next))) &&
	    (is_digit(line_at(text, end - 1)) || is_script(text, end - 1))) {
		text->breaks[next - 1] = LINE_JOINT;
		mark_unit(text, next);
	} else if (text->breaks[end - 1] == LINE_NOT && !line_may_end(U'中', line_at(text, end))) {
		text->breaks[end - 1] = LINE_LATE;
	}
}

/* Digits without any separator: a code, unless what stands beside them says that it is an amount. */
static bool
may_be_code(const struct line_text *text, size_t first, size_t digits, size_t end)
{
	while (first > 0 && line_is_space(line_at(text, first - 1)))
		first--;
	while (line_is_space(line_at(text, end)))
		end++;
	return digits > AMOUNT_MAX && !is_unit(line_at(text, end)) &&
	       (first == 0 || !is_operator(line_at(text, first - 1)));
}

/* Mark one number, which begins with the digit at `first`. Returns where it ends. */
static size_t
mark_number(struct line_text *text, size_t first)
{
	size_t digits = digits_end(text, first) - first;
	size_t end = number_end(text, first);
	size_t start = with_sign(text, first);
	bool is_code = start == first && end - first == digits &&
	               may_be_code(text, first, digits, end);

	if (digits > PLAIN_MAX || end - first > NUMBER_MAX)
		return end;
	for (size_t i = start; i + 1 < end; i++)
		text->breaks[i] = is_code ? LINE_LATE : LINE_NEVER;
	mark_before(text, start);
	mark_behind(text, first, end);
	return end;
}

void
line_mark_numbers(struct line_text *text)
{
	for (size_t i = 0; i < text->count;)
		i = is_digit(text->atoms[i].scalar) ? mark_number(text, i) : i + 1;
}

size_t
line_points(const struct line_text *text)
{
	size_t i = text->count;
	size_t digits;

	while (i > 0 && (is_bracket(line_at(text, i - 1)) || line_is_space(line_at(text, i - 1))))
		i--;
	if (i > 0 && (line_at(text, i - 1) == U'分' || is_postfix(line_at(text, i - 1))))
		i--;
	digits = i;
	while (i > 0 && (is_digit(line_at(text, i - 1)) || line_at(text, i - 1) == '.'))
		i--;
	if (i == digits)
		return 0;
	while (i > 0 && is_bracket(line_at(text, i - 1)))
		i--;
	return i > 0 && words_is_han(line_at(text, i - 1)) && line_at(text, i - 1) != U'第' ? i : 0;
}
