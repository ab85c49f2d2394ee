/* A sheet being planned (plan.c). */
#ifndef SHEET_PLAN_INTERNAL_H
#define SHEET_PLAN_INTERNAL_H

#include "sheet/columns.h"
#include "sheet/plan.h"

/* Excel's rows are 409.5 points high at most, and its cells keep some room at both sides. */
#define PLAN_ROW_MAX_MPT 400000
#define PLAN_ROW_MIN_MPT 13500
#define PLAN_PADDING_MPT 3000

/* Office programs set no lines closer. */
#define PLAN_LEADING_MIN 1400

struct planning {
	struct ctx *cx;
	int width_mpt; /* between the margins */
	struct columns columns;
	unsigned text_columns; /* that text beside tables goes over */
	unsigned label_columns;
	struct plan_row *rows;
	size_t row_capacity;
	unsigned row_count;
	struct plan_cell **tail;
	unsigned cell_count;
};

#endif
