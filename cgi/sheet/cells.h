/* Writing the cells of a plan into a sheet of a workbook. */
#ifndef SHEET_CELLS_H
#define SHEET_CELLS_H

#include "sheet/book.h"

/* Write one cell, over all columns and rows that it takes. */
MUST_USE enum err cells_write(struct book *book, lxw_worksheet *sheet, const struct plan_cell *cell);

#endif
