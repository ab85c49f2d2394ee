/* What only one form has, `extra` and `lists`, held against what its template declares. */
#ifndef COMMAND_FIELDS_H
#define COMMAND_FIELDS_H

#include "doc/json.h"
#include "template/template.h"

/*
 * Add a fault for each member of a document's `extra` and `lists` that the
 * form's template does not declare, or that is not of its type. `template` is
 * NULL when the form has none.
 */
void fields_check(struct ctx *cx, const char *path, const struct json *document,
                  const struct template *template);

/*
 * The declared types as a JSON object: names of fields to their types, names of
 * lists to such objects, in which `children` is another, and "/funds" and
 * "/indicators" to such objects of what these have in this form. In the context's arena.
 */
const char *fields_types(struct ctx *cx, const struct template *template);

#endif
