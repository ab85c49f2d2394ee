/*
 * From a template's XML to its compiled tree.
 */
#ifndef TEMPLATE_COMPILE_H
#define TEMPLATE_COMPILE_H

#include "doc/schema.h"
#include "template/node.h"
#include "template/vocabulary.h"

/*
 * Compile the template in a file. All faults are added to `cx->faults` with
 * "path:line", the element and the cure. The template lives in an arena of its
 * own, `(*out)->arena`.
 */
MUST_USE enum err compile_template(struct ctx *cx, const struct vocabulary *vocabulary,
                                   const struct schema *schema, const char *path,
                                   struct template **out);

/* The same of a template's text; `name` stands for the path. */
MUST_USE enum err compile_source(struct ctx *cx, const struct vocabulary *vocabulary,
                                 const struct schema *schema, const char *name,
                                 const struct text *file, struct template **out);

#endif
