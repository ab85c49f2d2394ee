/*
 * What a cell of a sheet is: a number or a day in the format in which the
 * template prints it, or a text. Only a cell that says one value and nothing
 * else can be a number.
 */
#ifndef SHEET_VALUE_H
#define SHEET_VALUE_H

#include "sheet/plan.h"
#include "template/filter_undo.h"

/* What is known of the bindings of a template, each asked once. */
struct values {
	struct ctx *cx;
	bool is_to_fill; /* the format is that of what is to come, too */
	struct value_known *known;
};

/* Set kind, number and number format of a cell. */
void value_set(struct values *values, struct plan_cell *cell);

/* The one binding that a cell says; NULL when it says more, less, or what is fixed. */
const struct place *value_place(const struct plan_cell *cell);

/* How a binding is printed, by its filters or, without any, by what its value is. */
struct filter_look value_look(struct values *values, const struct place *place);

#endif
