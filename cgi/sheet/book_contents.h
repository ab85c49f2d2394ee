/* The first sheet of a workbook of many documents: which they are, and links to them. */
#ifndef SHEET_BOOK_CONTENTS_H
#define SHEET_BOOK_CONTENTS_H

#include "render/contents.h"
#include "sheet/book.h"

struct book_contents {
	const char *title;
	const struct contents_part *parts;
	const char *const *sheets; /* the name of each part's first one, when it is filled */
	size_t count;
	lxw_worksheet *sheet; /* set by book_contents_begin() */
};

/* Add the sheet, before those of the parts. */
MUST_USE enum err book_contents_begin(struct book *book, struct book_contents *contents);

/* Write what stands in it, when all sheets are there. */
MUST_USE enum err book_contents_fill(struct book *book, const struct book_contents *contents);

#endif
