/*
 * What all faces of a disclosure set share: many documents as one file, in order,
 * with a table of contents when there are more than SET_CONTENTS_ABOVE of them.
 */
#ifndef RENDER_SET_H
#define RENDER_SET_H

#include "base/err.h"

#define SET_CONTENTS_ABOVE 3

/* The form whose template prints the table of contents: `lists.parts`, each with title and page. */
#define SET_FORM "SET"

/*
 * The title of what a department publishes for a year, from any of its documents:
 * 某某局2024年度预算绩效信息. In the context's arena.
 */
MUST_USE enum err set_title(struct ctx *cx, const char *document, size_t length, const char **title);

/*
 * A document's fault becomes the set's, with its place in the set: the reason says
 * which one, by its number from 0 and its title (or NULL). Returns `status`.
 */
MUST_USE enum err set_fail(struct ctx *cx, size_t index, const char *title, const struct ctx *inner,
                           enum err status);

#endif
