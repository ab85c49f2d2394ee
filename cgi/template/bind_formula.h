/*
 * What a template computes as a formula of a sheet, over the cells that its
 * values stand in. The formula says the same: what is absent or a dash is left
 * out of sums, and makes all else empty; so does a division by zero.
 */
#ifndef TEMPLATE_BIND_FORMULA_H
#define TEMPLATE_BIND_FORMULA_H

#include "template/bind.h"

/* A place that a value has, as bind_path_visit_spots() tells it. */
struct bind_spot {
	const void *at;
	const char *rest;
};

struct bind_formula {
	struct arena *arena;
	/*
	 * The reference to the cells in which the values at places stand, such as
	 * `B2:B7,D3`, and the power of ten that they are multiplied by there. False
	 * when one of them is in no cell.
	 */
	bool (*refer)(void *user, const struct bind_spot *spots, size_t count,
	              const char **reference, int *power);
	void *user;
};

/*
 * The formula, without `=`, of the binding in a turn; `power` is the power of ten
 * by which its own cell is multiplied. NULL when it is none, or cannot be one.
 */
const char *bind_formula(const struct bind_formula *formula, const struct piece *piece,
                         const struct bind_turn *turn, int power);

#endif
