/*
 * What a file says about itself, twice: in its information dictionary, and in
 * an XMP packet that agrees with it and claims PDF/A-1, level A (ISO 19005-1,
 * 6.7).
 */
#ifndef PDF_METADATA_H
#define PDF_METADATA_H

#include "pdf/object.h"
#include "render/info.h"

/* Write the information dictionary, and the packet. Both return the object's number. */
unsigned metadata_write_info(struct object_doc *doc, const struct document_info *info);
unsigned metadata_write_xmp(struct file *file, const struct document_info *info);

/* What sets the file apart from others: for its identifier. */
const char *metadata_identity(struct arena *arena, const struct document_info *info);

#endif
