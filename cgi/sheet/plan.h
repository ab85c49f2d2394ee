/*
 * A filled form on the grid of worksheets: which cell stands where, how wide
 * columns and how high rows are. It knows no file format: sheet/book.c writes
 * it, and sheet/back.c makes it again of the same document to know what each
 * cell of a workbook that comes back is about.
 *
 * The blocks of a section share one column grid, whose lines are those of all
 * of them; a cell is merged over as many columns as it crosses. Lengths are
 * thousandths of a point, as in template/style.h.
 */
#ifndef SHEET_PLAN_H
#define SHEET_PLAN_H

#include "template/box.h"

/* What Excel takes in one cell, in UTF-16 units. */
#define PLAN_TEXT_MAX 32767

/* A part of what a cell says: fixed, or one binding, with the text that it prints. */
struct plan_part {
	struct plan_part *next;
	struct place place;
	const char *text;
};

enum plan_kind { PLAN_TEXT, PLAN_NUMBER, PLAN_DATE };

struct plan_cell {
	struct plan_cell *next;
	unsigned row;
	unsigned column;
	unsigned row_span;
	unsigned column_span;
	const struct style *style;
	const struct paragraph *paragraphs;
	struct plan_part *parts;
	const char *text;    /* all parts; lines are parted by line feeds */
	unsigned line_count; /* about as many lines */
	int borders_mpt[4];  /* top, right, bottom, left */
	bool is_label;
	bool is_input;       /* to be filled in: sheet/entry.h */
	bool is_free;        /* not to be filled in, but in a row that may be deleted */
	enum plan_kind kind; /* of its value: sheet/value.h */
	const char *number; /* of a number: the exact decimal in the sheet; of a date: the day; "" for none */
	const char *number_format; /* as the file has it */
	const char *formula;       /* of what is computed, without `=`; NULL for none */
};

struct plan_row {
	const struct bind_turn *turn; /* the innermost loop that it stands in */
	int height_mpt;
	bool is_head;
	bool may_grow; /* such a row may be inserted beside it: sheet/entry.h */
	bool is_continued; /* the row goes on that began above, which is higher than Excel's rows may be */
};

struct plan_sheet {
	struct plan_sheet *next;
	const char *name; /* not yet unique in the workbook */
	const struct section *section;
	int *widths_mpt;
	unsigned column_count;
	unsigned label_columns; /* that stand again where columns go on to another page */
	struct plan_row *rows;
	unsigned row_count;
	struct plan_cell *cells; /* by row, from left to right */
	unsigned cell_count;
};

/*
 * Plan the sheets of a form, one for each section. `name` is what they are
 * called. ERR_TOO_LARGE names the place of a text that no cell can take.
 */
MUST_USE enum err plan_form(struct ctx *cx, const struct form *form, const char *name,
                            struct plan_sheet **out);

#endif
