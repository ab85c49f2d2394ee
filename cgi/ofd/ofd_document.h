/*
 * OFD files from layouts (GB/T 33190-2016). The same input gives the same bytes.
 */
#ifndef OFD_OFD_DOCUMENT_H
#define OFD_OFD_DOCUMENT_H

#include "base/sink.h"
#include "render/info.h"
#include "typeset/canvas.h"

struct ofd_document;

/*
 * Begin a file. Of what was added only packed bytes are kept, some thousands a page,
 * in the context's arena.
 */
MUST_USE enum err ofd_document_open(struct ctx *cx, const struct fonts *fonts,
                                    struct ofd_document **out);

/*
 * Tell what will come, before any layout is added: its glyphs go into fonts that all
 * pages share. What was not told gets fonts of its own.
 */
void ofd_document_expect(struct ofd_document *document, const struct layout *layout);

/*
 * Add a layout, which is not needed any more then. With `part`, a title, it
 * becomes a part of the document, and its bookmarks stand below one of that
 * title. Without, it is the whole document, and the only one.
 */
MUST_USE enum err ofd_document_add(struct ofd_document *document, const struct layout *layout,
                                   const char *part);

/* Write the file. */
MUST_USE enum err ofd_document_close(struct ofd_document *document,
                                     const struct document_info *info, const struct sink *sink);

#endif
