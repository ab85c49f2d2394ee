/* Formulas: what the template computes, over the cells in which its values stand. */
#ifndef SHEET_FORMULA_H
#define SHEET_FORMULA_H

#include "sheet/value.h"

/*
 * Give the computed cells of a form their formulas where they can be one; the
 * cells have their values (value_set()). `first_column` is that of the grid.
 */
void formula_set(struct values *values, struct plan_sheet *sheets, unsigned first_column);

#endif
