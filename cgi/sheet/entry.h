/*
 * What of a sheet is to be filled in (template/place_input.h). A row may grow when its loop may, and when it has a cell for everything
 * that an item must have.
 */
#ifndef SHEET_ENTRY_H
#define SHEET_ENTRY_H

#include "sheet/plan.h"

/* Mark the cells and rows of the sheets. */
void entry_set(struct plan_sheet *sheets);

/* What says of a plan that another one is the same: a digest. */
const char *entry_signature(struct arena *arena, const struct plan_sheet *sheets);

#endif
