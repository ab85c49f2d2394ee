/*
 * A form while it is being filled in: somebody types, and gets the document with what is
 * meant by it, the form as it looks then with all that it computes, and what could not be
 * understood. Nothing is stored, and a document that is not whole yet is taken as it is.
 */
#ifndef HTML_HTML_FORM_H
#define HTML_HTML_FORM_H

#include "doc/json.h"
#include "render/renderer.h"

/* So many texts may be typed at once. */
#define HTML_FORM_EDITS_MAX 5000

/*
 * `request` is {"document": …, "edits": [{"place": …, "binding": …, "text": …}, …]}: what
 * was typed at places that the page of the document names so, in the order in which it was
 * typed. The answer is {"document": …, "style": …, "html": …, "faults": [{"place": …, "edit": …,
 * "message": …}, …]}: the document with the values, the address of the style
 * sheet, the article of its page (of html_write() with `is_entry`), and faults, those of a text with its number among the
 * edits. ERR_INPUT when the request is not like that, or the document has no form.
 */
MUST_USE enum err html_form(struct ctx *cx, const struct renderer *renderer,
                            const struct json *request, struct text *out);

#endif
