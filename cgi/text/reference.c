#include "text/reference.h"

#include <stdlib.h>
#include <string.h>

#include "text/characters.h"

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* No noncharacter, control or surrogate. */
static bool
is_scalar(unsigned long c)
{
	return c <= 0x10FFFF && c >= 0x20 && c != 0x7F && (c < 0xD800 || c > 0xDFFF) &&
	       (c < 0xFDD0 || c > 0xFDEF) && (c & 0xFFFE) != 0xFFFE &&
	       !characters_is_hard((uint32_t)c);
}

/*
 * The reference to a character by its number at `s`, a `&#`: its length, 0 when
 * there is none. A semicolon may be missing where no digit could follow.
 */
static size_t
read_number(const char *s, unsigned long *scalar)
{
	bool is_hex = s[2] == 'x' || s[2] == 'X';
	const char *digits = s + 2 + is_hex;
	size_t length = strspn(digits, is_hex ? "0123456789abcdefABCDEF" : "0123456789");

	*scalar = length < 8 ? strtoul(digits, NULL, is_hex ? 16 : 10) : 0;
	if (length < 2 && digits[length] != ';')
		return 0;
	if (is_letter(digits[length]) ||
	    (!is_scalar(*scalar) && *scalar != '\n' && *scalar != '\r' && *scalar != '\t'))
		return 0;
	return 2 + is_hex + length + (digits[length] == ';');
}

/* The length of a reference by name at `s`, a `&`; 0 when it is none. */
static size_t
read_name(const char *s)
{
	static const char *const bare[] = { "nbsp", "lt", "gt", "amp", "quot" };
	size_t length = 1;

	while (is_letter(s[length]) || (length > 1 && is_digit(s[length])))
		length++;
	if (length > 1 && s[length] == ';')
		return length + 1;
	for (size_t i = 0; i < sizeof bare / sizeof bare[0]; i++)
		if (strlen(bare[i]) == length - 1 && strncmp(s + 1, bare[i], length - 1) == 0)
			return s[length] == '=' ? 0 : length;
	return 0;
}

static bool
is_hard(unsigned long scalar)
{
	return scalar == ' ' || scalar == '\t' || scalar == '\n' || scalar == '$' || scalar == '\\';
}

/* The sign that a reference by name means, when it could be taken for a formula; or 0. */
static char
formula_sign(const char *s)
{
	if (text_starts_with(s, "&dollar;"))
		return '$';
	if (text_starts_with(s, "&bsol;"))
		return '\\';
	return '\0';
}

/* Is it a reference to a line feed, behind one to a carriage return? */
static bool
is_line_feed(const char *s)
{
	unsigned long scalar;

	return s[0] == '&' && s[1] == '#' && read_number(s, &scalar) > 0 && scalar == '\n';
}

static bool
escape_number(struct text *html, const char **s)
{
	unsigned long scalar;
	size_t length = read_number(*s, &scalar);

	if (length == 0)
		text_add_str(html, "&amp;");
	else if (is_hard(scalar))
		text_add_char(html, CHARACTERS_HARD + (uint32_t)scalar);
	else if (scalar != '\r')
		text_add_fmt(html, "&#%lu;", scalar);
	else if (!is_line_feed(*s + length))
		text_add_char(html, CHARACTERS_HARD + '\n');
	*s += length == 0 ? 1 : length;
	return length > 0;
}

bool
reference_escape(struct text *html, const char **s)
{
	char sign = formula_sign(*s);
	size_t length;

	if ((*s)[1] == '#')
		return escape_number(html, s);
	length = read_name(*s);
	if (length == 0)
		text_add_str(html, "&amp;");
	else if (sign != '\0')
		text_add_char(html, CHARACTERS_HARD + (uint32_t)sign);
	else
		text_add(html, *s, length);
	if (length > 0 && (*s)[length - 1] != ';')
		text_add_str(html, ";");
	*s += length == 0 ? 1 : length;
	return length > 0;
}
