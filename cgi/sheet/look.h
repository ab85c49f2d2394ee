/* The formats of cells: what styles and rules are in a workbook, each made once. */
#ifndef SHEET_LOOK_H
#define SHEET_LOOK_H

#include <xlsxwriter.h>

#include "sheet/plan.h"

/* All that a format says. */
struct look {
	const char *number_format;
	unsigned font;  /* a font_choice */
	unsigned looks; /* of enum span_look */
	int size_mpt;
	int borders[4];
	enum align align;
	enum valign valign;
	int indent;
	bool is_vertical;
	bool is_wrapped;
	bool is_input;  /* to be filled in */
	bool is_locked; /* as far as the sheet is protected */
	bool is_font;   /* only what letters have, for a part of a text */
};

struct look_book {
	struct arena *arena;
	lxw_workbook *workbook;
	struct look_made *made;
};

/* The format of a look. It belongs to the workbook. */
lxw_format *look_format(struct look_book *book, const struct look *look);

/* The look of a cell by its style and its rules. */
struct look look_of_cell(const struct plan_cell *cell);

#endif
