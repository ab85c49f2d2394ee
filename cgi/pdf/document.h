/*
 * PDF files: PDF/A-1a from layouts. The same input gives the same bytes.
 */
#ifndef PDF_DOCUMENT_H
#define PDF_DOCUMENT_H

#include "pdf/file.h"
#include "pdf/metadata.h"
#include "typeset/canvas.h"

struct document;

/*
 * Begin a file. Layouts are written as they are added, so that memory does not
 * grow with what has been written, but for some dozens of bytes for each page,
 * bookmark and object. What is kept is in the context's arena.
 */
MUST_USE enum err document_open(struct ctx *cx, const struct fonts *fonts, const struct sink *sink,
                                struct document **out);

/*
 * Add a layout, which is not needed any more then. With `part`, a title, it
 * becomes a part of the document, and its bookmarks stand below one of that
 * title. Without, it is the whole document, and the only one.
 */
MUST_USE enum err document_add(struct document *document, const struct layout *layout,
                               const char *part);

/* Write the fonts and what else is left. */
MUST_USE enum err document_close(struct document *document, const struct document_info *info);

/* All of it for one layout, into memory. */
MUST_USE enum err document_write(struct ctx *cx, const struct fonts *fonts,
                                 const struct layout *layout, const struct document_info *info,
                                 struct text *out);

#endif
