#include "base/text.h"

#include <errno.h>
#include <openssl/sha.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

struct text
text_make(struct arena *arena)
{
	return (struct text){ .arena = arena, .data = arena_alloc(arena, 1) };
}

static void
grow(struct text *text, size_t more)
{
	size_t capacity = text->capacity == 0 ? 256 : text->capacity;
	char *data;

	while (capacity <= text->length + more)
		capacity *= 2;
	data = arena_alloc(text->arena, capacity);
	memcpy(data, text->data, text->length);
	text->data = data;
	text->capacity = capacity;
}

static inline void
reserve(struct text *text, size_t more)
{
	if (text->capacity <= text->length + more)
		grow(text, more);
}

void
text_add(struct text *text, const void *bytes, size_t length)
{
	if (length == 0)
		return;
	reserve(text, length);
	memcpy(text->data + text->length, bytes, length);
	text->length += length;
	text->data[text->length] = '\0';
}

void
text_add_str(struct text *text, const char *s)
{
	text_add(text, s, strlen(s));
}

void
text_add_fmt(struct text *text, const char *fmt, ...)
{
	va_list args;
	va_list again;
	int length;

	va_start(args, fmt);
	va_copy(again, args);
	length = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (length > 0) {
		reserve(text, (size_t)length);
		vsnprintf(text->data + text->length, (size_t)length + 1, fmt, again);
		text->length += (size_t)length;
	}
	va_end(again);
}

void
text_add_number(struct text *text, size_t number)
{
	char digits[24];
	char *at = digits + sizeof digits;

	do {
		*--at = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	text_add(text, at, (size_t)(digits + sizeof digits - at));
}

void
text_add_thousandths(struct text *text, long thousandths)
{
	char digits[24];
	char *at = digits + sizeof digits;
	unsigned long left = thousandths < 0 ? 0UL - (unsigned long)thousandths
	                                     : (unsigned long)thousandths;
	bool is_fraction = false;

	for (int place = 0; place < 3; place++, left /= 10)
		if (is_fraction || left % 10 != 0) {
			*--at = (char)('0' + left % 10);
			is_fraction = true;
		}
	if (is_fraction)
		*--at = '.';
	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (thousandths < 0)
		*--at = '-';
	text_add(text, at, (size_t)(digits + sizeof digits - at));
}

void
text_add_char(struct text *text, uint32_t scalar)
{
	uint8_t bytes[6];
	int length = u8_uctomb(bytes, scalar, sizeof bytes);

	if (length > 0)
		text_add(text, bytes, (size_t)length);
}

void
text_add_json(struct text *text, const char *s)
{
	if (s == NULL) {
		text_add_str(text, "null");
		return;
	}
	text_add_str(text, "\"");
	for (; *s != '\0'; s++) {
		if ((unsigned char)*s < ' ')
			text_add_fmt(text, "\\u%04x", (unsigned char)*s);
		else if (*s == '"' || *s == '\\')
			text_add_fmt(text, "\\%c", *s);
		else
			text_add(text, s, 1);
	}
	text_add_str(text, "\"");
}

void
text_clear(struct text *text)
{
	text->length = 0;
	text->data[0] = '\0';
}

size_t
text_utf8_check(const char *s, size_t length)
{
	const uint8_t *bad = u8_check((const uint8_t *)s, length);

	return bad == NULL ? length : (size_t)(bad - (const uint8_t *)s);
}

size_t
text_utf8_next(const char *s, uint32_t *scalar)
{
	ucs4_t value;
	int length = u8_strmbtouc(&value, (const uint8_t *)s);

	if (length <= 0)
		return 0;
	*scalar = value;
	return (size_t)length;
}

size_t
text_utf8_count(const char *s)
{
	size_t count = 0;

	for (; *s != '\0'; s++)
		count += ((unsigned char)*s & 0xc0) != 0x80 ? 1 : 0;
	return count;
}

const char *
text_utf8_shorten(struct arena *arena, const char *s, size_t most)
{
	size_t length = 0;
	uint32_t scalar;

	for (; most > 0; most--)
		length += text_utf8_next(s + length, &scalar);
	return s[length] == '\0' ? s : arena_printf(arena, "%.*s……", (int)length, s);
}

bool
text_starts_with(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool
text_ends_with(const char *s, const char *suffix)
{
	size_t length = strlen(s);
	size_t tail = strlen(suffix);

	return length >= tail && strcmp(s + length - tail, suffix) == 0;
}

static enum err
read_all(struct ctx *cx, const char *path, FILE *file, size_t limit, struct text *out)
{
	char buffer[16384];
	size_t got;

	while ((got = fread(buffer, 1, sizeof buffer, file)) > 0) {
		if (got > limit - out->length)
			return err_set(cx, ERR_TOO_LONG, "%s：大于 %zu 字节", path, limit);
		text_add(out, buffer, got);
	}
	if (ferror(file))
		return err_set(cx, ERR_INPUT, "%s：%s", path, err_system(errno));
	return ERR_OK;
}

enum err
text_read_file(struct ctx *cx, const char *path, size_t limit, struct text *out)
{
	FILE *file = fopen(path, "rbe");
	enum err status;

	if (file == NULL)
		return err_set(cx, ERR_INPUT, "%s：%s", path, err_system(errno));
	*out = text_make(cx->arena);
	status = read_all(cx, path, file, limit, out);
	fclose(file);
	return status;
}

const char *
text_sha256(struct arena *arena, const void *bytes, size_t length)
{
	unsigned char digest[SHA256_DIGEST_LENGTH];
	char *hex = arena_alloc(arena, 2 * sizeof digest + 1);

	SHA256(bytes, length, digest);
	for (size_t i = 0; i < sizeof digest; i++) {
		hex[2 * i] = "0123456789abcdef"[digest[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
	}
	return hex;
}
