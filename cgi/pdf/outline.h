/*
 * Bookmarks (ISO 32000-1, 12.3.3): kept until the end of the file, since each
 * names its neighbours.
 */
#ifndef PDF_OUTLINE_H
#define PDF_OUTLINE_H

#include "pdf/file.h"

struct outline_entry;

struct outline {
	struct file *file;
	struct outline_entry *entries; /* [0] is the root */
	size_t count;                  /* with the root */
	size_t capacity;
};

struct outline outline_make(struct file *file);

/* Add a bookmark: level 1 is outermost; `y_mpt` from the lower edge of the page object. */
void outline_add(struct outline *outline, const char *title, unsigned level, unsigned page,
                 int y_mpt);

/* Number of bookmarks. */
size_t outline_count(const struct outline *outline);

/* Write the bookmarks, if any. Returns the number of their root. */
unsigned outline_end(struct outline *outline);

#endif
