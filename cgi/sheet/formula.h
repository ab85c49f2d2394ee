/* Formulas: what the template computes, over the cells in which its values stand. */
#ifndef SHEET_FORMULA_H
#define SHEET_FORMULA_H

#include "sheet/value.h"

/*
 * Give the computed cells of a form their formulas where they can be one; the
 * cells have their values (value_set()). `origin` is the first row and column of
 * the grid.
 */
void formula_set(struct values *values, struct plan_sheet *sheets, unsigned origin);

/* The name of a cell: F12. */
const char *formula_cell_name(struct arena *arena, unsigned row, unsigned column);

#endif
