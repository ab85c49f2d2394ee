/*
 * A disclosure set as one PDF: each document on new pages in its own format, with
 * bookmarks, pages numbered through, and the table of contents.
 *
 * The set is written as it is made. What is kept of a document is its title and
 * its page, so that memory does not grow with their contents.
 */
#ifndef PDF_PDF_SET_H
#define PDF_PDF_SET_H

#include "render/order.h"
#include "render/renderer.h"

/*
 * Write the set under its title. It has the author that all its documents share,
 * and the time of the latest; a set with a draft in it has no time. ERR_INPUT
 * tells which document does not fit its template and why.
 */
MUST_USE enum err pdf_set_write(struct ctx *cx, const struct renderer *renderer,
                                const struct set_order *order, const struct sink *sink);

#endif
