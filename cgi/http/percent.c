#include "http/percent.h"

#include <string.h>

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The byte at s[i], or -1 for a malformed escape. `*i` moves to its last character. */
static int
byte_at(const char *s, size_t length, size_t *i, bool plus_is_space)
{
	int high;
	int low;

	if (s[*i] == '+' && plus_is_space)
		return ' ';
	if (s[*i] != '%')
		return (unsigned char)s[*i];
	if (length - *i < 3)
		return -1;
	high = hex_digit(s[*i + 1]);
	low = hex_digit(s[*i + 2]);
	*i += 2;
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

enum err
percent_decode(struct ctx *cx, const char *field, const char *s, size_t length, bool plus_is_space,
               const char **out)
{
	char *decoded = arena_alloc(cx->arena, length + 1);
	size_t count = 0;

	for (size_t i = 0; i < length; i++) {
		int byte = byte_at(s, length, &i, plus_is_space);

		if (byte < 0)
			return err_set_field(cx, ERR_INPUT, field,
			                     ctx_say(cx,
			                             "百分号编码有误，应为 %% 后跟两位十六进制数字",
			                             "a percent sign must be followed by two "
			                             "hexadecimal digits"));
		if (byte < ' ' || byte == 0x7F)
			return err_set_field(cx, ERR_INPUT, field,
			                     ctx_say(cx, "含有控制字符", "has a control character"));
		decoded[count++] = (char)byte;
	}
	if (text_utf8_check(decoded, count) != count)
		return err_set_field(cx, ERR_INPUT, field,
		                     ctx_say(cx, "不是有效的 UTF-8 编码", "is not valid UTF-8"));
	*out = decoded;
	return ERR_OK;
}

static bool
is_unreserved(unsigned char c)
{
	if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
		return true;
	return c != '\0' && strchr("-._~", c) != NULL;
}

void
percent_encode(struct text *out, const char *s)
{
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (is_unreserved(c))
			text_add(out, s, 1);
		else
			text_add_fmt(out, "%%%02X", c);
	}
}
