/*
 * Placing the cells of a block's rows on its column grid: spans as in HTML,
 * and merging of cells that say the same (`merge`).
 */
#ifndef TEMPLATE_GRID_H
#define TEMPLATE_GRID_H

#include "template/box.h"

/* Of a block; typesetting puts those that a page has no room for on pages beside it. */
#define GRID_COLUMNS_MAX 1000

struct grid;

/* An empty grid of so many columns. */
struct grid *grid_new(struct arena *arena, unsigned column_count);

/* What two cells of one column must share to become one cell. */
struct merge_key {
	const void *name; /* NULL: not merged */
	unsigned serial;
	const char *text; /* or NULL */
};

/* Begin a row. Its cells follow from left to right. */
MUST_USE enum err grid_row(struct ctx *cx, struct grid *grid, struct row row, unsigned line);

/*
 * Put a cell at the first free column of the row. When the cell above has the
 * same key and width it grows instead, and is `*placed`; else that is a new
 * cell, to be filled. ERR_INPUT when the row is full.
 */
MUST_USE enum err grid_cell(struct ctx *cx, struct grid *grid, struct merge_key key,
                            unsigned column_span, unsigned row_span, struct cell **placed,
                            bool *is_merged);

/* How many columns are free at the first free place of the last row. */
unsigned grid_room(const struct grid *grid);

/* The last row; NULL when there is none. */
const struct row *grid_last(const struct grid *grid);

/* Finish: the rows and the map of the block. ERR_INPUT when a row has empty places. */
MUST_USE enum err grid_finish(struct ctx *cx, struct grid *grid, struct block *block);

#endif
