/*
 * A document as a PDF.
 */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "render/order.h"
#include "render/renderer.h"

/*
 * The PDF of a document. ERR_INPUT with a reason that names the place when the
 * document does not fit its template; `cx->faults` has all of them.
 */
MUST_USE enum err pdf_write(struct ctx *cx, const struct renderer *renderer,
                            const struct order *order, struct text *out);

#endif
