/*
 * What of a sheet is to be filled in (template/place_input.h). A row may grow when its loop may, and when it has a cell for everything
 * that an item must have.
 */
#ifndef SHEET_ENTRY_H
#define SHEET_ENTRY_H

#include "sheet/plan.h"

/* Mark the cells and rows of the sheets. */
void entry_set(struct plan_sheet *sheets);

/*
 * The label of a member that an item of the row's loop must have, and for which the row has no
 * cell; NULL when there is none. The row is in a loop.
 */
const char *entry_lack(const struct plan_sheet *sheet, unsigned row);

/* What says of a plan that another one is the same: a digest. */
const char *entry_signature(struct arena *arena, const struct plan_sheet *sheets);

#endif
