#include "template/bind_formula.h"

#include <string.h>

#include "template/bind_expression_internal.h"
#include "template/bind_path.h"
#include "template/place.h"

/* A formula in the making. */
struct writing {
	const struct bind_formula *formula;
	const struct bind_scope *scope;
	struct text conditions; /* under which there is a result, each with a comma before it */
	bool divides;
};

struct spots {
	struct arena *arena;
	struct bind_spot *items;
	size_t count;
	size_t capacity;
};

static bool
add_spot(void *user, const void *at, const char *rest)
{
	struct spots *spots = user;

	spots->items = arena_grow(spots->arena, spots->items, spots->count, &spots->capacity,
	                          sizeof *spots->items);
	spots->items[spots->count++] = (struct bind_spot){ at, rest };
	return true;
}

static bool
add_first_spot(void *user, const void *at, const char *rest)
{
	add_spot(user, at, rest);
	return false;
}

static const char *
scaled(struct arena *arena, const char *source, int power)
{
	if (power == 0)
		return source;
	return arena_printf(arena, "%s%c1%.*s", source, power > 0 ? '*' : '/',
	                    power > 0 ? power : -power, "0000000000");
}

/* One value: a cell's number in the unit of the document. */
static const char *
write_path(struct writing *writing, const struct bind_path *path)
{
	struct arena *arena = writing->formula->arena;
	struct spots spots = { .arena = arena };
	const char *reference;
	int power;

	bind_path_visit_spots(arena, path, writing->scope, add_first_spot, &spots);
	if (spots.count == 0 ||
	    !writing->formula->refer(writing->formula->user, spots.items, 1, &reference, &power))
		return NULL;
	text_add_fmt(&writing->conditions, ",ISNUMBER(%s)", reference);
	return power == 0 ? reference
	                  : arena_printf(arena, "(%s)", scaled(arena, reference, -power));
}

static const char *
name_of(enum expression_kind kind)
{
	return kind == EXPRESSION_SUM ? "SUM" : kind == EXPRESSION_MAX ? "MAX" : "MIN";
}

/* All values that the arguments lead to. */
static const char *
write_call(struct writing *writing, const struct expression *expression)
{
	struct arena *arena = writing->formula->arena;
	struct spots spots = { .arena = arena };
	const char *reference;
	int power;

	for (const struct expression *argument = expression->left; argument != NULL;
	     argument = argument->next) {
		if (argument->kind != EXPRESSION_PATH)
			return NULL;
		bind_path_visit_spots(arena, argument->path, writing->scope, add_spot, &spots);
	}
	if (spots.count == 0 || !writing->formula->refer(writing->formula->user, spots.items,
	                                                 spots.count, &reference, &power))
		return NULL;
	text_add_fmt(&writing->conditions, ",COUNT(%s)>0", reference);
	return scaled(arena, arena_printf(arena, "%s(%s)", name_of(expression->kind), reference),
	              -power);
}

static const char *write_expression(struct writing *writing, const struct expression *expression);

static const char *
write_operation(struct writing *writing, const struct expression *expression)
{
	static const char signs[] = {
		[EXPRESSION_ADD] = '+', [EXPRESSION_SUBTRACT] = '-', [EXPRESSION_MULTIPLY] = '*', [EXPRESSION_DIVIDE] = '/'
	};
	const char *left = write_expression(writing, expression->left);
	const char *right = left == NULL ? NULL : write_expression(writing, expression->right);

	writing->divides |= expression->kind == EXPRESSION_DIVIDE;
	return right == NULL ? NULL
	                     : arena_printf(writing->formula->arena, "(%s%c%s)", left,
	                                    signs[expression->kind], right);
}

static const char *
write_expression(struct writing *writing, const struct expression *expression)
{
	switch (expression->kind) {
	case EXPRESSION_NUMBER: return expression->number;
	case EXPRESSION_PATH: return write_path(writing, expression->path);
	case EXPRESSION_ADD:
	case EXPRESSION_SUBTRACT:
	case EXPRESSION_MULTIPLY:
	case EXPRESSION_DIVIDE: return write_operation(writing, expression);
	case EXPRESSION_SUM:
	case EXPRESSION_MAX:
	case EXPRESSION_MIN: return write_call(writing, expression);
	default: return NULL; /* turns and counts are not in cells */
	}
}

/* Excel's formulas are no longer. */
#define FORMULA_MAX 8000

const char *
bind_formula(const struct bind_formula *formula, const struct piece *piece,
             const struct bind_turn *turn, int power)
{
	const struct expression *expression = bind_piece_expression(piece);
	struct bind_scope scope = place_scope(turn);
	struct writing writing = { .formula = formula,
		                   .scope = &scope,
		                   .conditions = text_make(formula->arena) };
	const char *out = expression == NULL ? NULL : write_expression(&writing, expression);

	if (out == NULL || writing.conditions.length == 0)
		return NULL;
	out = arena_printf(formula->arena, "IF(AND(%s),%s,\"\")", writing.conditions.data + 1,
	                   scaled(formula->arena, out, power));
	if (writing.divides)
		out = arena_printf(formula->arena, "IFERROR(%s,\"\")", out);
	return strlen(out) <= FORMULA_MAX ? out : NULL;
}
