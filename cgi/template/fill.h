/*
 * Filling a template with a document: boxes ready for layout.
 */
#ifndef TEMPLATE_FILL_H
#define TEMPLATE_FILL_H

#include "template/box.h"
#include "template/template.h"

/*
 * Fill the template with a document. Fails with ERR_INPUT and the field when
 * the document does not fit. The form lives in the context's arena and borrows
 * from template and document.
 */
MUST_USE enum err fill_document(struct ctx *cx, const struct template *template,
                                const struct json *document, struct form **out);

/* The full title of a document. */
MUST_USE enum err fill_title(struct ctx *cx, const struct template *template,
                             const struct json *document, const char **out);

/*
 * Fill the template with nothing, each loop running once and every row shown,
 * to find rows that do not fit their columns. ERR_INPUT with the reason.
 */
MUST_USE enum err fill_try(struct ctx *cx, const struct template *template);

#endif
