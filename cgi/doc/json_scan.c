#include "doc/json_scan.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "doc/json.h"

struct scan {
	struct ctx *cx;
	const char *name;
	const char *data;
	size_t length;
	size_t at;
	unsigned depth;
	size_t values;
};

unsigned
json_scan_line(const char *data, size_t offset)
{
	unsigned line = 1;

	for (size_t i = 0; i < offset; i++)
		if (data[i] == '\n')
			line++;
	return line;
}

static enum err
refuse(struct scan *scan, const char *reason)
{
	return err_set(scan->cx, ERR_INPUT, "%s:%u：%s", scan->name,
	               json_scan_line(scan->data, scan->at), reason);
}

static char
peek(const struct scan *scan)
{
	if (scan->at < scan->length)
		return scan->data[scan->at];
	return '\0';
}

/* At the `u` of an escape: cJSON takes what is no hexadecimal digit for \u0000. */
static enum err
scan_hexadecimal(struct scan *scan)
{
	const char *code = scan->data + scan->at + 1;

	for (size_t i = 0; i < 4; i++)
		if (scan->at + 1 + i >= scan->length || !isxdigit((unsigned char)code[i]))
			return refuse(scan, "\\u 之后应是四位十六进制数字");
	if (memcmp(code, "0000", 4) == 0)
		return refuse(scan, "字符串里有 \\u0000，空字符不是文字");
	return ERR_OK;
}

static enum err
scan_string(struct scan *scan)
{
	for (scan->at++; scan->at < scan->length; scan->at++) {
		char c = scan->data[scan->at];

		if (c == '"')
			return ERR_OK;
		if ((unsigned char)c < ' ')
			return refuse(scan, "字符串里有控制字符，应写成转义，如 \\n");
		if (c != '\\')
			continue;
		if (++scan->at == scan->length)
			break;
		if (peek(scan) == 'u')
			TRY(scan_hexadecimal(scan));
	}
	return refuse(scan, "字符串没有结束");
}

static size_t
digits(struct scan *scan)
{
	size_t start = scan->at;

	while (isdigit((unsigned char)peek(scan)))
		scan->at++;
	return scan->at - start;
}

static enum err
scan_number(struct scan *scan)
{
	bool zero;

	if (peek(scan) == '-')
		scan->at++;
	zero = peek(scan) == '0';
	if (zero)
		scan->at++;
	else if (digits(scan) == 0)
		return refuse(scan, "负号后没有数字");
	if (zero && isdigit((unsigned char)peek(scan)))
		return refuse(scan, "数不能以 0 开头");
	if (peek(scan) == '.') {
		scan->at++;
		if (digits(scan) == 0)
			return refuse(scan, "小数点后没有数字");
	}
	if (peek(scan) == 'e' || peek(scan) == 'E') {
		scan->at++;
		if (peek(scan) == '+' || peek(scan) == '-')
			scan->at++;
		if (digits(scan) == 0)
			return refuse(scan, "指数没有数字");
	}
	scan->at--;
	return ERR_OK;
}

/* Each value but the first stands behind a comma or as the first of a container. */
static enum err
count_value(struct scan *scan)
{
	if (++scan->values > JSON_VALUES_MAX)
		return err_set(scan->cx, ERR_INPUT, "%s：多于 %d 个值，太大，请分成几份",
		               scan->name, JSON_VALUES_MAX);
	return ERR_OK;
}

static enum err
scan_one(struct scan *scan)
{
	char c = scan->data[scan->at];

	if (c == ',' || c == '[' || c == '{')
		TRY(count_value(scan));

	if (c == '"')
		return scan_string(scan);
	if (c == '-' || isdigit((unsigned char)c))
		return scan_number(scan);
	if (c == '[' || c == '{') {
		if (++scan->depth > JSON_DEPTH_MAX)
			return refuse(scan, "嵌套太深");
	} else if (c == ']' || c == '}') {
		scan->depth -= scan->depth > 0;
	} else if (strchr(" \t\r\n,:truefalsn", c) == NULL || c == '\0') {
		return refuse(scan, "这里不应有这个字符");
	}
	return ERR_OK;
}

enum err
json_scan(struct ctx *cx, const char *name, const char *data, size_t length)
{
	struct scan scan = { .cx = cx, .name = name, .data = data, .length = length };

	if (length > JSON_LENGTH_MAX)
		return err_set(cx, ERR_INPUT, "%s：多于 %zu MiB，太大，请分成几份", name,
		               JSON_LENGTH_MAX / 1024 / 1024);
	scan.at = text_utf8_check(data, length);
	if (scan.at < length)
		return refuse(&scan, "不是 UTF-8 编码");
	if (length >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0)
		return err_set(cx, ERR_INPUT, "%s:1：开头有 BOM，请另存为不带 BOM 的 UTF-8", name);
	for (scan.at = 0; scan.at < length; scan.at++)
		TRY(scan_one(&scan));
	return ERR_OK;
}
