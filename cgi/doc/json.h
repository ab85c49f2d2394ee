/*
 * Reading JSON (RFC 8259), strictly: the only door to cJSON.
 *
 * A tree belongs to the arena of the context that parsed it and is never
 * changed. Names are looked up with their case. Numbers are only ever small
 * integers here: amounts, rates and points are strings.
 */
#ifndef DOC_JSON_H
#define DOC_JSON_H

#include <stdbool.h>

#include "base/text.h"

struct json;

enum json_type {
	JSON_NULL,
	JSON_BOOLEAN,
	JSON_INTEGER,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT
};

/* Values nested deeper than this, or objects with more members, are refused. */
#define JSON_DEPTH_MAX 64
#define JSON_MEMBERS_MAX 1000

/*
 * A text with more bytes or values is refused, so that no document takes a worker's
 * memory or time: at most 200 MB and two seconds to print, about 1,000 pages of
 * tables or 5,000 of prose. A published document has up to twice the values that
 * were imported, because what a target says is taken apart; import allows less.
 */
#define JSON_LENGTH_MAX ((size_t)10 * 1024 * 1024)
#define JSON_VALUES_MAX 160000

/*
 * Parse one JSON text. `name` is what errors call it (a file name). Refused
 * with line and reason: ill-formed UTF-8, anything outside the grammar,
 * duplicate names, \u0000, too deep a nesting, too large a text.
 */
MUST_USE enum err json_parse(struct ctx *cx, const char *name, const char *data, size_t length,
                             const struct json **out);

enum json_type json_type(const struct json *value);

/* The word for a type in messages: "string", "object", … */
const char *json_type_name(enum json_type type);

/* The string of a JSON_STRING; NULL for any other value and for NULL. */
const char *json_string(const struct json *value);

/* The value of a JSON_INTEGER, else `fallback`. */
long json_integer(const struct json *value, long fallback);

bool json_is_true(const struct json *value);

/* The member of that name, or NULL (also when `object` is NULL or no object). */
const struct json *json_member(const struct json *object, const char *name);

/* Append a value that is no string, array or object as JSON. */
void json_add_scalar(struct text *out, const struct json *value);

/* Append any value as JSON, without spaces. */
void json_add(struct text *out, const struct json *value);

/* First member or element, the one after `value`, and its name in an object. */
const struct json *json_first(const struct json *container);
const struct json *json_next(const struct json *value);
const char *json_name(const struct json *value);
size_t json_count(const struct json *container);

/* Do two values say the same, whatever the order of members? */
bool json_equal(const struct json *a, const struct json *b);

/* The number of values in it, itself and all that are nested. */
size_t json_size(const struct json *value);

/* The version of cJSON. Static. */
const char *json_library_version(void);

#define json_each(item, container)                                                                 \
	for (const struct json *item = json_first(container); item != NULL; item = json_next(item))

#endif
