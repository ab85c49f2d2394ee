/* A workbook on its way in: taken.c, taken_strings.c, taken_format.c, taken_sheet.c. */
#ifndef SHEET_TAKEN_INTERNAL_H
#define SHEET_TAKEN_INTERNAL_H

#include "sheet/archive.h"
#include "sheet/part.h"
#include "sheet/taken.h"

struct taking {
	struct ctx *cx;
	struct archive *archive;
	struct taken_book *book;
	const char **strings; /* the shared ones */
	size_t string_count;
	struct taken_format *formats; /* of cells, by their style */
	size_t format_count;
	size_t cell_count; /* of all sheets */
	unsigned sheet_count;
};

/* Read the shared strings, and the formats of numbers by style. */
MUST_USE enum err taken_read_strings(struct taking *taking, const struct text *bytes);
MUST_USE enum err taken_read_formats(struct taking *taking, const struct text *bytes);

/* Read the cells of a sheet. */
MUST_USE enum err taken_read_sheet(struct taking *taking, const char *name,
                                   struct taken_sheet *sheet);

/* Read a text with its runs, up to the end of `element`, which begins here. Readings above it are left out. */
MUST_USE enum err taken_read_text(struct part *part, const char *element, const char **out);

#endif
