/*
 * Documents and sets as PDF. What is written of a set goes to the sink at once.
 */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "render/order.h"
#include "render/renderer.h"

/* The PDF of a document, as pages_write() has it. */
MUST_USE enum err pdf_write(struct ctx *cx, const struct renderer *renderer,
                            const struct order *order, struct text *out);

/* A set as one PDF with bookmarks, as pages_write_set() has it. */
MUST_USE enum err pdf_write_set(struct ctx *cx, const struct renderer *renderer,
                                const struct set_order *order, const struct sink *sink);

/* The version of libharu, and that of the build. Static. */
const char *pdf_library_version(const char **built);

#endif
