/*
 * A list of the API as rows and columns, for the faces that are tables.
 */
#ifndef RENDER_LIST_H
#define RENDER_LIST_H

#include <stdbool.h>

#include "render/order.h"

struct json;

struct list {
	struct arena *arena;
	const struct list_column *columns;
	const struct json *whole;
	const struct json **items; /* the rows */
	size_t count;
};

/*
 * Read a list: a row is one of its `items`, or its `total` where there are no items
 * and LIST_TOTAL is asked for. ERR_INTERNAL when it is no JSON.
 */
MUST_USE enum err list_read(struct ctx *cx, const struct list_order *order, struct list *out);

/*
 * The cell of a row, in the arena: exactly the value, an array joined with
 * `separator`, "" where there is none. What a row does not have is taken from the
 * list itself, as the unit of all amounts is.
 */
const char *list_cell(const struct list *list, const struct json *item,
                      const struct list_column *column, const char *separator);

/*
 * Is it a number that spreadsheets, which compute with 15 digits, show to the last
 * digit? Not with a zero before it.
 */
bool list_is_exact(const char *cell);

#endif
