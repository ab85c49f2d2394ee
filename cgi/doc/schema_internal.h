/* A compiled schema, shared by the compiler (schema.c) and the checker (schema_check.c). */
#ifndef DOC_SCHEMA_INTERNAL_H
#define DOC_SCHEMA_INTERNAL_H

#include <regex.h>

#include "doc/schema.h"

struct property {
	struct property *next;
	const char *name;
	struct schema *schema;
};

struct schema {
	const struct schema *target; /* of a $ref: everything else is empty then */
	const char *name;            /* of the definition that it is, or NULL */
	enum json_type type;
	struct property *properties;
	struct schema *additional; /* NULL: no other members */
	struct schema *items;
	const struct json *required;
	const struct json *choices;
	const char *label;
	const char *unit;
	const char *added; /* x-added */
	bool is_yearly;
	bool is_read_only;
	bool is_internal;
	const char *expected; /* what the pattern demands, in words */
	regex_t *pattern;
	bool is_date;
	long min; /* of the value, the length or the count */
	long max;
};

/* Follow references to the schema that says something. NULL gives NULL. */
const struct schema *schema_resolve(const struct schema *schema);

#endif
