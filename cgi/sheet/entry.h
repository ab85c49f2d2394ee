/*
 * What is to be filled in: values that the form prints from the document, but not
 * those by which the document is known, which whoever asked for the sheet has
 * given. A row may grow when its loop may, and when it has a cell for everything
 * that an item must have.
 */
#ifndef SHEET_ENTRY_H
#define SHEET_ENTRY_H

#include "sheet/plan.h"

/* Is it a value of the document that may be filled in? */
bool entry_is_open(const struct place *place);

/* Is it one by which the document is known: form, year, department, code of the project? */
bool entry_is_given(const struct place *place);

/* Mark the cells and rows of the sheets. */
void entry_set(struct plan_sheet *sheets);

/* What says of a plan that another one is the same: a digest. */
const char *entry_signature(struct arena *arena, const struct plan_sheet *sheets);

#endif
