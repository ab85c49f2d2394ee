/*
 * Filling a template with a document: boxes ready for layout.
 */
#ifndef TEMPLATE_FILL_H
#define TEMPLATE_FILL_H

#include "template/box.h"
#include "template/template.h"

/*
 * The member of a draft that has the words which its public edition will have as
 * asterisks (gongkai.draft_document, edition marked): texts show them struck.
 */
#define FILL_MASKED "masked"

/*
 * Fill the template with a document. Each value that cannot be printed is a
 * fault with its place (template/place.h) and stays empty, so that layout finds
 * the others: the caller asks err_faults(). ERR_INPUT or ERR_TOO_LONG when there
 * can be no form. The form lives in the context's arena and borrows from
 * template and document.
 */
MUST_USE enum err fill_document(struct ctx *cx, const struct template *template,
                                const struct json *document, struct form **out);

/*
 * The same for a form that is to be typed in: a loop without items turns once, for the
 * item that is not there yet.
 */
MUST_USE enum err fill_entry(struct ctx *cx, const struct template *template,
                             const struct json *document, struct form **out);

/*
 * The full title of a document. ERR_INPUT when a value cannot be printed or the
 * title is longer than FILL_TITLE_MAX characters, with the place of the longest.
 */
#define FILL_TITLE_MAX 500
MUST_USE enum err fill_title(struct ctx *cx, const struct template *template,
                             const struct json *document, const char **out);

/*
 * Fill the template with nothing, each loop running once and every row shown,
 * to find rows that do not fit their columns, and whether it is about a project.
 * ERR_INPUT with the reason.
 */
MUST_USE enum err fill_try(struct ctx *cx, const struct template *template, bool *is_of_project);

#endif
