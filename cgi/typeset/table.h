/*
 * Tables: column widths, row heights, page breaks, rules and text.
 *
 * At a page break the head rows repeat; a cell that is cut is closed; a label
 * that is cut stands again on the next page with （续）, other text goes on.
 */
#ifndef TYPESET_TABLE_H
#define TYPESET_TABLE_H

#include "typeset/flow.h"

struct laid_table;

/* Measure a table for the flow's page format, and add it to the structure. */
MUST_USE enum err table_lay(struct flow *flow, const struct table *table, struct laid_table **out);

/*
 * The height that a page must have for the table to begin on it: all of the
 * page's where the first row needs more. `trail_mpt` must have room below the
 * table's end, on its page.
 */
int table_lead(struct flow *flow, struct laid_table *laid, int trail_mpt);

/* Place a table, after table_lead(), at the flow's position, on as many pages as it needs. */
MUST_USE enum err table_place(struct flow *flow, struct laid_table *laid);

#endif
