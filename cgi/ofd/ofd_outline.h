/*
 * The outline that readers show beside the pages (GB/T 33190-2016, 7.8).
 */
#ifndef OFD_OFD_OUTLINE_H
#define OFD_OFD_OUTLINE_H

#include "ofd/ofd_xml.h"

struct ofd_outline_entry;

struct ofd_outline {
	struct arena *arena;
	struct ofd_outline_entry *entries; /* in reading order */
	size_t count;
	size_t capacity;
};

/* Add an entry, which is copied: it leads to a place of a page. Level 1 is outermost. */
void ofd_outline_add(struct ofd_outline *outline, const char *title, unsigned level,
                     unsigned page_id, ofd_um y);

/* Append its element; nothing without entries. */
void ofd_outline_write(const struct ofd_outline *outline, struct text *out);

#endif
