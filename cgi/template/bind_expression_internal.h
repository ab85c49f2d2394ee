/* A compiled expression, shared by what computes it (bind_expression.c) and what writes it as a formula (bind_formula.c). */
#ifndef TEMPLATE_BIND_EXPRESSION_INTERNAL_H
#define TEMPLATE_BIND_EXPRESSION_INTERNAL_H

#include "template/bind_expression.h"

enum expression_kind {
	EXPRESSION_NUMBER,
	EXPRESSION_PATH,
	EXPRESSION_TURN, /* of a loop */
	EXPRESSION_ADD,
	EXPRESSION_SUBTRACT,
	EXPRESSION_MULTIPLY,
	EXPRESSION_DIVIDE,
	EXPRESSION_SUM,
	EXPRESSION_MAX,
	EXPRESSION_MIN,
	EXPRESSION_COUNT
};

struct expression {
	enum expression_kind kind;
	const struct expression *left; /* of an operation; the first argument of a function */
	const struct expression *right;
	const struct expression *next; /* argument */
	const char *number;
	const struct bind_path *path;
	int slot;
};

#endif
