/*
 * The columns of all lists, once for CSV and workbook: the path to the member in
 * the list's JSON, the name that readers see, and what kind of value it is.
 */
#ifndef PAGE_COLUMN_H
#define PAGE_COLUMN_H

#include "render/order.h"

extern const struct list_column column_department[];
extern const struct list_column column_overall[];
extern const struct list_column column_summary[];
extern const struct list_column column_project[];
extern const struct list_column column_indicator[];
extern const struct list_column column_report[];
extern const struct list_column column_revision[];
extern const struct list_column column_search[];
extern const struct list_column column_change[];

/* A table with a column for each face of a document where it says LIST_FACES. */
const struct list_column *column_expand(struct arena *arena, const struct list_column *columns);

#endif
