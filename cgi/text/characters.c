#include "text/characters.h"

#include <string.h>

#include "text/mark.h"
#include "text/sign.h"

#define REFUSED UINT32_MAX
#define WORDS_AROUND 10

bool
characters_is_hard(uint32_t scalar)
{
	return scalar > CHARACTERS_HARD && scalar < CHARACTERS_HARD + 0x80;
}

bool
characters_is_line_end(uint32_t scalar)
{
	return scalar == 0x0B || scalar == 0x0C || scalar == 0x85 || scalar == 0x2028 ||
	       scalar == 0x2029 || scalar == CHARACTERS_HARD + '\n';
}

static bool
is_between(uint32_t scalar, uint32_t first, uint32_t last)
{
	return scalar >= first && scalar <= last;
}

static bool
is_noncharacter(uint32_t scalar)
{
	return is_between(scalar, 0xFDD0, 0xFDEF) || (scalar & 0xFFFE) == 0xFFFE;
}

static bool
is_private(uint32_t scalar)
{
	return is_between(scalar, 0xE000, 0xF8FF) || scalar >= 0xF0000;
}

static bool
is_control(uint32_t scalar)
{
	return (scalar < 0x20 && scalar != '\n' && scalar != '\t') || is_between(scalar, 0x7F, 0x9F);
}

/* Is there something to do about a character? */
static bool
is_odd(uint32_t scalar)
{
	static const uint32_t odd[][2] = {
		{ 0xAD, 0xAD },     { 0x61C, 0x61C },     { 0x1680, 0x1680 },   { 0x2000, 0x200F },
		{ 0x2028, 0x202F }, { 0x205F, 0x206F },   { 0xFE0E, 0xFE0F },   { 0xFEFF, 0xFEFF },
		{ 0xFFF9, 0xFFFC }, { 0xE0000, 0xE00FF }, { 0xE01F0, 0xE0FFF },
	};

	for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++)
		if (is_between(scalar, odd[i][0], odd[i][1]))
			return true;
	return is_control(scalar) || is_private(scalar) || is_noncharacter(scalar);
}

/* May the character at `s` be odd, by its first two bytes? Most are Han or ASCII. */
static bool
may_be_odd(const unsigned char *s)
{
	if (s[0] < 0x80)
		return (s[0] < 0x20 && s[0] != '\n' && s[0] != '\t') || s[0] == 0x7F;
	switch (s[0]) {
	case 0xC2: return s[1] < 0xA0 || s[1] == 0xAD;
	case 0xD8: return s[1] == 0x9C;
	case 0xE1: return s[1] == 0x9A;
	case 0xE2: return s[1] == 0x80 || s[1] == 0x81;
	case 0xEF: return s[1] < 0xBC || s[1] == 0xBF;
	default: return s[0] >= 0xEE;
	}
}

bool
characters_are_clean(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	uint32_t scalar;

	while (*s != '\0') {
		if (*s >= 0xE3 && *s <= 0xED) {
			s += 3;
			continue;
		}
		if (may_be_odd(s) && text_utf8_next((const char *)s, &scalar) > 0 && is_odd(scalar))
			return false;
		s++;
	}
	return true;
}

uint32_t
characters_of_c1(uint32_t scalar)
{
	static const uint16_t windows[] = {
		0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
		0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
		0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
		0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
	};

	if (!is_between(scalar, 0x80, 0x9F) || windows[scalar - 0x80] == 0)
		return scalar;
	return windows[scalar - 0x80];
}

/* A text at work: what was made of it, and where the next character stands. */
struct cleaning {
	const char *s;
	uint32_t last; /* the character before, or 0 */
	int direction; /* 1 when letters run from right to left, -1 when none does, 0: not looked at */
	struct text out;
};

static uint32_t
next_after(const char *s, size_t length)
{
	uint32_t scalar = 0;

	(void)text_utf8_next(s + length, &scalar);
	return scalar;
}

/* Scripts whose letters run from right to left: Hebrew, Arabic and their neighbours. */
static bool
runs_left(uint32_t scalar)
{
	return is_between(scalar, 0x590, 0x8FF) || is_between(scalar, 0xFB1D, 0xFDCF) ||
	       is_between(scalar, 0xFDF0, 0xFDFF) || is_between(scalar, 0xFE70, 0xFEFE) ||
	       is_between(scalar, 0x10800, 0x10FFF) || is_between(scalar, 0x1E800, 0x1EFFF);
}

static bool
has_direction(struct cleaning *cleaning)
{
	uint32_t scalar;

	if (cleaning->direction == 0 && cleaning->out.length > 0) {
		const char *before = cleaning->out.data;

		for (size_t n; (n = text_utf8_next(before, &scalar)) > 0; before += n)
			if (runs_left(scalar))
				cleaning->direction = 1;
	}
	if (cleaning->direction == 0) {
		cleaning->direction = -1;
		for (const char *s = cleaning->s; *s != '\0'; s += text_utf8_next(s, &scalar))
			if (text_utf8_next(s, &scalar) > 0 && runs_left(scalar))
				cleaning->direction = 1;
	}
	return cleaning->direction > 0;
}

/* Thai, Lao, Tibetan, Myanmar, Khmer, New Tai Lue: words without spaces between them. */
static bool
has_hidden_words(uint32_t scalar)
{
	return is_between(scalar, 0xE00, 0xFFF) || is_between(scalar, 0x1000, 0x109F) ||
	       is_between(scalar, 0x1780, 0x17FF) || is_between(scalar, 0x1950, 0x1AAF);
}

/* Arabic, the scripts of India and their neighbours, Mongolian. */
static bool
has_joining(uint32_t scalar)
{
	return is_between(scalar, 0x600, 0x109F) || is_between(scalar, 0x1780, 0x1AAF) ||
	       is_between(scalar, 0xA800, 0xABFF) || is_between(scalar, 0x10A00, 0x11FFF);
}

/* A space: the one that prints in its place. */
static uint32_t
space_of(const struct cleaning *cleaning, uint32_t scalar, uint32_t next)
{
	bool is_mongolian = is_between(cleaning->last, 0x1800, 0x18AF) ||
	                    is_between(next, 0x1800, 0x18AF);

	if (scalar == 0x2001 || scalar == 0x2003)
		return 0x3000;
	if (scalar == 0x202F)
		return is_mongolian ? scalar : 0xA0;
	return scalar == 0x2007 ? 0xA0 : ' ';
}

/* What has no width: itself where it is needed, else 0. */
static uint32_t
widthless_of(struct cleaning *cleaning, uint32_t scalar, uint32_t next)
{
	if (scalar == 0x200B)
		return has_hidden_words(cleaning->last) && has_hidden_words(next) ? scalar : 0;
	if (scalar == 0x200C || scalar == 0x200D)
		return has_joining(cleaning->last) || has_joining(next) ? scalar : 0;
	if (scalar == 0x202D || scalar == 0x202E)
		return 0;
	if (scalar == 0x61C || is_between(scalar, 0x200E, 0x200F) ||
	    is_between(scalar, 0x202A, 0x202C) || is_between(scalar, 0x2066, 0x2069))
		return has_direction(cleaning) ? scalar : 0;
	return 0;
}

/*
 * A sign of an office font that is not known is refused: whatever font had it
 * would print another sign. Elsewhere in the private use area an agency may have
 * characters of its own, in fonts of its own: the fonts know.
 */
static uint32_t
private_of(uint32_t scalar)
{
	uint32_t sign = sign_private(scalar);

	if (sign != 0)
		return sign;
	return is_between(scalar, 0xF000, 0xF0FF) ? REFUSED : scalar;
}

/* What stands for an odd character: 0 when nothing does, REFUSED when it is not known. */
static uint32_t
printed(struct cleaning *cleaning, uint32_t scalar, uint32_t next)
{
	if (characters_is_hard(scalar))
		return scalar - CHARACTERS_HARD;
	if (scalar == '\r')
		return next == '\n' ? 0 : '\n';
	if (characters_is_line_end(scalar))
		return '\n';
	if (scalar == 0x1680 || is_between(scalar, 0x2000, 0x200A) || scalar == 0x202F ||
	    scalar == 0x205F)
		return space_of(cleaning, scalar, next);
	if (is_private(scalar))
		return private_of(scalar);
	if (is_control(scalar) || scalar == 0xFFFC)
		return characters_of_c1(scalar) == scalar ? REFUSED : characters_of_c1(scalar);
	return widthless_of(cleaning, scalar, next);
}

const char *
characters_tail(struct arena *arena, const char *text)
{
	const char *plain = mark_plain(arena, text);
	const char *end = plain + strlen(plain);
	const char *start;
	unsigned count = 0;

	while (end > plain && end[-1] == '\n')
		end--;
	for (start = end; start > plain && start[-1] != '\n' && count < WORDS_AROUND; start--)
		count += ((unsigned char)start[-1] & 0xC0) != 0x80 ? 1 : 0;
	return arena_strndup(arena, start, (size_t)(end - start));
}

const char *
characters_after(struct arena *arena, const char *text)
{
	const char *tail = characters_tail(arena, text);

	return *tail == '\0' ? "开头" : arena_printf(arena, "“%s”之后", tail);
}

/* The first characters of a text, on its first line. */
static const char *
head(struct arena *arena, const char *text)
{
	const char *plain = mark_plain(arena, text);
	const char *end = plain;
	uint32_t scalar;

	for (unsigned i = 0; i < WORDS_AROUND && *end != '\0' && *end != '\n'; i++)
		end += text_utf8_next(end, &scalar);
	return arena_strndup(arena, plain, (size_t)(end - plain));
}

static enum err
refuse(struct ctx *cx, const struct cleaning *cleaning, uint32_t scalar, size_t length)
{
	const char *what = "控制字符";
	const char *cure = "请删去";

	if (is_private(scalar)) {
		what = "含义不明的私用符号";
		cure = "请换成通用的字符，如 √、□、≤";
	} else if (is_noncharacter(scalar)) {
		what = " Unicode 的非字符";
	} else if (scalar == 0xFFFC) {
		what = "图片或对象留下的占位符";
		cure = "请删去，或改用文字说明";
	}
	return err_set(cx, ERR_INPUT, "“%s[U+%04X]%s”里的 U+%04X 是%s，%s",
	               characters_tail(cx->arena, cleaning->out.data), (unsigned)scalar,
	               head(cx->arena, cleaning->s + length), (unsigned)scalar, what, cure);
}

enum err
characters_check(struct ctx *cx, const char *text)
{
	struct cleaning cleaning = { .s = text };
	uint32_t scalar;

	for (size_t length; (length = text_utf8_next(cleaning.s, &scalar)) > 0; cleaning.s += length)
		if (is_noncharacter(scalar) || characters_is_hard(scalar) ||
		    (is_control(scalar) && scalar != '\r' && !characters_is_line_end(scalar) &&
		     characters_of_c1(scalar) == scalar)) {
			cleaning.out = text_make(cx->arena);
			text_add(&cleaning.out, text, (size_t)(cleaning.s - text));
			return refuse(cx, &cleaning, scalar, length);
		}
	return ERR_OK;
}

enum err
characters_clean(struct ctx *cx, const char *text, const char **out)
{
	struct cleaning cleaning = { .s = text, .out = text_make(cx->arena) };
	uint32_t scalar;

	for (size_t length; (length = text_utf8_next(cleaning.s, &scalar)) > 0;
	     cleaning.s += length) {
		uint32_t other = scalar;

		if (mark_at(cleaning.s) == 0 && is_odd(scalar)) {
			other = printed(&cleaning, scalar, next_after(cleaning.s, length));
			if (other == REFUSED)
				return refuse(cx, &cleaning, scalar, length);
		}
		if (other != 0)
			text_add_char(&cleaning.out, other);
		if (other != 0 && mark_at(cleaning.s) == 0)
			cleaning.last = other;
	}
	*out = cleaning.out.data;
	return ERR_OK;
}
