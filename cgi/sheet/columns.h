/* The column grid of a section: the lines of all its blocks. */
#ifndef SHEET_COLUMNS_H
#define SHEET_COLUMNS_H

#include "template/box.h"

struct columns {
	int *edges_mpt; /* one more than there are columns; the first is 0 */
	unsigned count;
};

/* Lines less than this apart become one, unless they are of one block. */
#define COLUMNS_NEAR_MPT 3400

/* The grid of a section whose content is `width_mpt` wide. */
struct columns columns_of(struct arena *arena, const struct section *section, int width_mpt);

/* How wide a block is: as the content, or more when its columns come from the data. */
int columns_block_width(const struct block *block, int width_mpt);

/*
 * The grid lines of a block: where each column begins, and at `column_count`
 * where the last one ends. They are distinct and rise.
 */
void columns_find_all(const struct columns *columns, const struct block *block, int width_mpt,
                      unsigned *lines);

/* The grid line nearest to a distance from the left. */
unsigned columns_nearest(const struct columns *columns, int x_mpt);

/* Where the parts of a line begin that has more than one, in proportion to their texts; from 0 to `width_mpt`. */
void columns_of_tabs(const struct tabs *tabs, int width_mpt, int starts_mpt[4]);

#endif
