/*
 * A workbook being written: the only place, with sheet/look.h, that knows
 * libxlsxwriter. It is written into memory, with the time of the revision and
 * no clock, so that the same plan gives the same bytes.
 */
#ifndef SHEET_BOOK_H
#define SHEET_BOOK_H

#include <time.h>
#include <xlsxwriter.h>

#include "sheet/look.h"
#include "sheet/plan.h"

struct book {
	struct ctx *cx;
	lxw_workbook *workbook;
	struct look_book looks;
	int fd; /* of the file in memory */
	unsigned long parts_before;
	bool is_to_fill;
	unsigned origin; /* first row and column of the grid: 1 when keys stand before them */
	unsigned sheet_count;
	lxw_worksheet *sheet;    /* the last one */
	const char *first_sheet; /* name of the first one since this was NULL */
};

MUST_USE enum err book_open(struct ctx *cx, bool is_to_fill, struct book *out);

/* What the file says about itself. `created_at` is RFC 3339, or NULL for a draft. */
void book_describe(struct book *book, const char *title, const struct form *form,
                   const char *created_at);

/* The same of a list, of which there is only a title. */
void book_title(struct book *book, const char *title);

MUST_USE enum err book_add(struct book *book, const struct plan_sheet *sheet,
                           const struct form *form);

/* The bytes of the file. The book is closed whether it fails or not. */
MUST_USE enum err book_close(struct book *book, struct text *out);

/* A text as libxlsxwriter has to get it: what would be read as an escape is escaped. */
char *book_text(struct arena *arena, const char *text);

#endif
