/*
 * Documents and sets as OFD, the format in which the administration exchanges and
 * keeps documents (GB/T 33190-2016): the pages of the PDF.
 */
#ifndef OFD_OFD_FACE_H
#define OFD_OFD_FACE_H

#include "render/order.h"
#include "render/renderer.h"

/* The OFD of a document, as pages_write() has it. */
MUST_USE enum err ofd_face_write(struct ctx *cx, const struct renderer *renderer,
                                 const struct order *order, struct text *out);

/* A set as one file, as pages_write_set() has it. */
MUST_USE enum err ofd_face_write_set(struct ctx *cx, const struct renderer *renderer,
                                     const struct set_order *order, const struct sink *sink);

#endif
