/*
 * Tables: column widths, row heights, page breaks, rules and text.
 *
 * At a page break the head rows repeat; a cell that is cut is closed; a label
 * that is cut stands again on the next page with （续）, other text goes on.
 */
#ifndef TYPESET_TABLE_H
#define TYPESET_TABLE_H

#include "typeset/flow.h"

/* Place a table at the flow's position, on as many pages as it needs. */
MUST_USE enum err table_place(struct flow *flow, const struct table *table);

#endif
