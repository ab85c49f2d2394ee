/*
 * Parameters of the query: declared beside the route, checked before the
 * handler runs. What is not declared, comes twice or is malformed is an error
 * that names the parameter.
 */
#ifndef HTTP_PARAM_H
#define HTTP_PARAM_H

#include <stdbool.h>

#include "base/err.h"

enum param_kind {
	PARAM_INT,    /* decimal digits, from min to max */
	PARAM_YEAR,   /* a fiscal year, four digits */
	PARAM_CODE,   /* letters, digits and single hyphens, at most 64 */
	PARAM_REGION, /* six digits (GB/T 2260) */
	PARAM_FORM,   /* a form's identifier */
	PARAM_CURSOR, /* what a list gave as `next` */
	PARAM_AFTER,  /* the same of a list by identifier: a report's */
	PARAM_BOOL,   /* true or false */
	PARAM_TEXT,   /* from 1 to max characters */
	PARAM_CHOICE, /* one of `choices` */
	PARAM_PAIR    /* one or two different ones of `choices`, with a comma between */
};

/* A table ends with an element whose name is NULL. */
struct param {
	const char *name;
	enum param_kind kind;
	int min;
	int max;
	const char *fallback;
	const char *implied;        /* given, it means the same as none; it counts as not sent */
	const char *const *choices; /* up to NULL */
	bool required;
};

#define PARAM_MAX 16

#define PARAM_YEAR_FIRST 1994
#define PARAM_YEAR_LAST 2199
#define PARAM_CURSOR_MAX 1024

/* The values, in the order of the table; NULL where neither sent nor defaulted. */
struct param_values {
	const struct param *table;
	const char *value[PARAM_MAX];
};

/* Check `query` against a table of at most PARAM_MAX parameters. NULL allows none. */
MUST_USE enum err param_parse(struct ctx *cx, const struct param *table, const char *query,
                              struct param_values *values);

/* A query without the parameters that have no value: forms of pages send what nobody filled in. */
const char *param_filled(struct arena *arena, const char *query);

/* The value of a declared parameter, or NULL. */
const char *param_value(const struct param_values *values, const char *name);

/* Is `s` a code, as PARAM_CODE has it, or a year? For what stands in a path. */
bool param_is_code(const char *s);
bool param_is_year(const char *s);

/* Form in lower case, fiscal year, code: may `s` be the identifier of a report? */
bool param_is_report(const char *s);

#endif
