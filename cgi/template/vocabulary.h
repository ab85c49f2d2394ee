/*
 * The vocabulary of templates, read from its RELAX NG schema: which attributes
 * and children an element may have. Used to explain errors and to find all of
 * them; the schema itself has the last word.
 */
#ifndef TEMPLATE_VOCABULARY_H
#define TEMPLATE_VOCABULARY_H

#include <libxml/tree.h>

#include "base/err.h"

struct vocabulary;

/* Read templates/template.rng. Lives until vocabulary_free(). */
MUST_USE enum err vocabulary_load(struct ctx *cx, const char *path, struct vocabulary **out);
void vocabulary_free(struct vocabulary *vocabulary);

/*
 * Check a parsed template. Every fault is added with "path:line" and the cure;
 * ERR_INPUT when there was one.
 */
MUST_USE enum err vocabulary_check(struct ctx *cx, const struct vocabulary *vocabulary,
                                   const char *path, xmlDocPtr document);

#endif
