/*
 * Building byte strings, and UTF-8.
 *
 * A `struct text` grows in an arena and is always NUL-terminated. It may hold
 * NUL bytes (a PDF does), so use `length`.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct text {
	struct arena *arena;
	char *data;
	size_t length;
	size_t capacity;
};

/* An empty text in `arena`. */
struct text text_make(struct arena *arena);

/* Append bytes, a string, a printf format, or one Unicode scalar value as UTF-8. */
void text_add(struct text *text, const void *bytes, size_t length);
void text_add_str(struct text *text, const char *s);
void text_add_fmt(struct text *text, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void text_add_char(struct text *text, uint32_t scalar);

/* Append a number, or thousandths as a decimal number without zeros at its end: -10500 is -10.5. */
void text_add_number(struct text *text, size_t number);
void text_add_thousandths(struct text *text, long thousandths);

/* Append a JSON string in its quotation marks (RFC 8259), or `null` for NULL. */
void text_add_json(struct text *text, const char *s);

/* Empty the text, keeping its memory. */
void text_clear(struct text *text);

/*
 * Offset of the first byte that is not well-formed UTF-8 (RFC 3629: no
 * overlong form, no surrogate, nothing above U+10FFFF), or `length` if all is.
 */
size_t text_utf8_check(const char *s, size_t length);

/*
 * Read the scalar value at `s`, which is well-formed and ends with NUL, and
 * return the bytes it takes; 0 at the end.
 */
size_t text_utf8_next(const char *s, uint32_t *scalar);

/* The number of characters of a well-formed text. */
size_t text_utf8_count(const char *s);

/* At most so many characters of a well-formed text, behind which …… stands when there are more. */
const char *text_utf8_shorten(struct arena *arena, const char *s, size_t most);

/* Does `s` start with `prefix`, or end with `suffix`? */
bool text_starts_with(const char *s, const char *prefix);
bool text_ends_with(const char *s, const char *suffix);

/*
 * Read a whole file of at most `limit` bytes into the arena. A fault names the
 * path and the system's reason.
 */
MUST_USE enum err text_read_file(struct ctx *cx, const char *path, size_t limit, struct text *out);

/* SHA-256 (FIPS 180-4) of `length` bytes as 64 lower-case hexadecimal digits. */
const char *text_sha256(struct arena *arena, const void *bytes, size_t length);

#endif
