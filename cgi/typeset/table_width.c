/* How wide the columns of a block are, and how narrow they may be. */
#include "typeset/table_internal.h"

void
table_share_width(struct laid_block *laid, int width_mpt)
{
	long long total = 0;
	long long before = 0;

	laid->width_mpt = width_mpt;
	for (unsigned i = 0; i < laid->block->column_count; i++)
		total += laid->block->shares[i];
	/* Each position is rounded by itself, so that errors do not add up. */
	for (unsigned i = 0; i < laid->block->column_count; i++) {
		before += laid->block->shares[i];
		laid->edges[i + 1] = (int)((before * width_mpt + total / 2) / total);
	}
}

/* Of a form with its columns on paper, letters may be smaller; columns from the data go on elsewhere first. */
static enum err
least_of_cell(struct flow *flow, const struct block *block, const struct cell *cell, int *least_mpt)
{
	TRY(line_least(flow->cx, flow->fonts, cell->paragraphs, block->is_open ? 2 : 1, least_mpt));
	if (!block->is_open)
		*least_mpt = (int)((long long)*least_mpt * line_smallest(cell->style) / 1000);
	*least_mpt += 2 * cell->style->padding_x_mpt;
	return ERR_OK;
}

enum err
table_least_widths(struct flow *flow, const struct block *block, int **out)
{
	int *widths = arena_array(flow->cx->arena, block->column_count, sizeof *widths);
	int most = flow_width(flow) / 2;

	for (unsigned row = 0; row < block->row_count; row++)
		for (unsigned column = 0; column < block->column_count; column++) {
			const struct cell *cell =
				block->grid[(size_t)row * block->column_count + column];
			int least;

			if (cell->column_span > 1 || !table_starts(cell, row, column))
				continue;
			TRY(least_of_cell(flow, block, cell, &least));
			least = least < most ? least : most;
			widths[column] = least > widths[column] ? least : widths[column];
		}
	*out = widths;
	return ERR_OK;
}
