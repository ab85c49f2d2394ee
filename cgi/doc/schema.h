/*
 * The schema of a disclosure document (sql/document.schema.json): checks a
 * document at import and the paths of a template when it is loaded.
 *
 * It understands the part of JSON Schema 2020-12 that the file uses: type,
 * properties, required, additionalProperties, items, enum, pattern, format
 * (date, date-time), minLength, maxLength, minimum, maximum, maxItems,
 * minProperties, maxProperties and $ref to #/$defs. schema_load() refuses any
 * other keyword, so that none is silently without effect. Two keywords of our
 * own are for messages in Chinese: `x-label`, what staff call a member, and
 * `x-expected`, which says in words what a `pattern` demands; `x-unit` is what a number that is
 * typed may have behind it, such as %; `x-yearly` marks what is filled in anew each year;
 * `x-added` is what a required member is in an item that is added where no cell says it, the
 * greater one of its neighbours' where it is empty.
 */
#ifndef DOC_SCHEMA_H
#define DOC_SCHEMA_H

#include "doc/json.h"

struct schema;

/* Compile a schema text. It lives in the context's arena. */
MUST_USE enum err schema_load(struct ctx *cx, const char *name, const char *data, size_t length,
                              const struct schema **out);

/*
 * Check a document. Every fault is added to `cx->faults` with the place
 * "name: /json/pointer", what was found and what was expected; ERR_INPUT when
 * there was one.
 */
MUST_USE enum err schema_check(struct ctx *cx, const struct schema *schema, const char *name,
                               const struct json *document);

/* The schema of a member of an object, or NULL when it can have no such member. */
const struct schema *schema_member(const struct schema *schema, const char *name);

/* Is a member left out of what is published (`x-internal`)? */
bool schema_is_internal(const struct schema *schema, const char *name);

/* What staff call a member (`x-label`), or NULL when the schema does not say. */
const char *schema_label(const struct schema *schema, const char *name);

/* The member name or enum value closest to a misspelt one, or NULL: for "did you mean". */
const char *schema_suggest(const struct schema *schema, const char *name);

/* Add the names of the members that an object may have, with commas between them. */
void schema_add_names(const struct schema *schema, struct text *out);

/* The values of an enum, or NULL when it is none. */
const struct json *schema_choices(const struct schema *schema);

/* Could the text stand for a value: one of the enum, a whole number, true or false? */
bool schema_allows(const struct schema *schema, const char *text);

/* Is the text a value of it, where it is one of strings: by its length, its choices and its pattern? */
bool schema_takes(const struct schema *schema, const char *text);

/* Is it a number by what it takes: a whole number, or strings that are numbers and no words? */
bool schema_is_number(const struct schema *schema);

/* Is it one of strings? */
bool schema_is_string(const struct schema *schema);

/* Is the member one that is filled in anew each year (`x-yearly`)? */
bool schema_is_yearly(const struct schema *schema, const char *name);

/* Is the member one that nobody types: the database adds it (`readOnly`)? */
bool schema_is_read_only(const struct schema *schema, const char *name);

/* What a member is in an item that is added (`x-added`); NULL when the schema does not say. */
const char *schema_added(const struct schema *schema, const char *name);

/* What its numbers count (`x-unit`), such as %; NULL when the schema does not say. */
const char *schema_unit(const struct schema *schema);

/* What its strings are, in words (`x-expected`); NULL when the schema does not say. */
const char *schema_expected(const struct schema *schema);

/* The names of the members that an object must have: a list, or NULL. */
const struct json *schema_required(const struct schema *schema);

/* The schema of an array's elements, or NULL when it is no array. */
const struct schema *schema_items(const struct schema *schema);

/* Can the value be printed as text (a string or an integer)? */
bool schema_is_text(const struct schema *schema);

/*
 * What a value is, in a word: the name of its definition (`amount`, `code`), else
 * `date`, `boolean`, `integer` or `text`.
 */
const char *schema_kind(const struct schema *schema);

bool schema_is_boolean(const struct schema *schema);
bool schema_is_object(const struct schema *schema);

/* Is `s` a day of the calendar, as in 2025-02-11 (`format` date)? */
bool schema_is_date(const char *s);

#endif
