/*
 * Changes of a JSON value: JSON Patch (RFC 6902) and JSON Merge Patch (RFC 7396).
 *
 * The trees that are given stay as they are; the result is a new tree in the arena
 * of `cx`. Names keep their case, strings their bytes. A change of a change may cost
 * no more than a bounded amount of work, whatever it copies or compares: beyond,
 * it is ERR_INPUT.
 */
#ifndef DOC_JSON_PATCH_H
#define DOC_JSON_PATCH_H

#include "doc/json.h"

/* A patch has at most so many operations. */
#define JSON_PATCH_STEPS_MAX 10000

/*
 * Apply the operations of a JSON Patch in order, all or none. ERR_INPUT when the
 * patch is malformed or names a place that is not there, ERR_CONFLICT when a `test`
 * fails; the field is the JSON pointer, in the patch, of what could not be done.
 */
MUST_USE enum err json_patch_apply(struct ctx *cx, const struct json *document,
                                   const struct json *patch, const struct json **out);

/* Merge: a member that is null is taken out, an object is merged, all else is replaced. */
MUST_USE enum err json_patch_merge(struct ctx *cx, const struct json *document,
                                   const struct json *patch, const struct json **out);

#endif
