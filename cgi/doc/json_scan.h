/*
 * The checks that cJSON does not make, in one pass over the text before it is
 * parsed: number grammar, control characters, \u escapes, depth.
 */
#ifndef DOC_JSON_SCAN_H
#define DOC_JSON_SCAN_H

#include "base/err.h"

/* ERR_INPUT with `name:line: reason` when the text breaks one of the rules. */
MUST_USE enum err json_scan(struct ctx *cx, const char *name, const char *data, size_t length);

/* The line, counted from 1, of an offset. */
unsigned json_scan_line(const char *data, size_t offset);

#endif
