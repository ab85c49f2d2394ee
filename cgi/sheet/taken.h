/*
 * A workbook as it came back: what stands in its cells, whichever program saved
 * it. It knows nothing of forms.
 */
#ifndef SHEET_TAKEN_H
#define SHEET_TAKEN_H

#include "base/text.h"

#define TAKEN_ROWS_MAX 1048576
#define TAKEN_COLUMNS_MAX 16384
#define TAKEN_CELLS_MAX 1000000
#define TAKEN_SHEETS_MAX 255

enum taken_kind { TAKEN_TEXT, TAKEN_NUMBER, TAKEN_BOOLEAN, TAKEN_ERROR };

/* How a number is shown. */
struct taken_format {
	bool is_date;
	bool is_percent;
	int places; /* behind the point; -1 when the format does not say */
	const char *code;
};

/* A cell that holds something. */
struct taken_cell {
	unsigned row;
	unsigned column;
	enum taken_kind kind;
	bool has_formula;
	bool has_value;   /* a formula may come without its result */
	const char *text; /* a text, or the number as the file has it */
	const struct taken_format *format;
};

struct taken_area {
	unsigned first_row;
	unsigned first_column;
	unsigned last_row;
	unsigned last_column;
};

struct taken_sheet {
	struct taken_sheet *next;
	const char *name;
	struct taken_cell *cells; /* by row, then by column */
	size_t cell_count;
	struct taken_area *merged;
	size_t merged_count;
};

struct taken_book {
	struct taken_sheet *sheets;
	bool is_from_1904; /* the epoch of its days */
};

/*
 * Read a workbook. ERR_INPUT says what is wrong with it, in words for staff.
 */
MUST_USE enum err taken_read(struct ctx *cx, const char *bytes, size_t length,
                             struct taken_book *out);

/* The cell at a place, or NULL when it holds nothing. */
const struct taken_cell *taken_find(const struct taken_sheet *sheet, unsigned row, unsigned column);

/* The merged area that a place is in, or NULL. */
const struct taken_area *taken_merged(const struct taken_sheet *sheet, unsigned row,
                                      unsigned column);

#endif
