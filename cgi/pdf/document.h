/*
 * The PDF canvas: pages of typeset/canvas.h into a PDF file.
 */
#ifndef PDF_DOCUMENT_H
#define PDF_DOCUMENT_H

#include "base/text.h"
#include "typeset/canvas.h"

/* What the file says about itself. Any may be NULL but the title. */
struct document_info {
	const char *title;
	const char *author;
	const char *subject;
	const char *keywords;
	const char *created_at; /* RFC 3339 */
};

/* Write a layout as a PDF. The same input gives the same bytes. */
MUST_USE enum err document_write(struct ctx *cx, const struct fonts *fonts,
                                 const struct layout *layout, const struct document_info *info,
                                 struct text *out);

#endif
