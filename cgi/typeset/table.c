#include "typeset/table.h"

#include "typeset/table_internal.h"

/* Between strips of columns that stand one below the other. */
#define STRIP_GAP_MPT 12000

static void
advance(struct placing *placing, const struct fragment *fragment)
{
	unsigned end = placing->row + (fragment->count - fragment->repeated) -
	               (fragment->is_cut ? 1 : 0);

	placing->is_row_cut = fragment->is_cut;
	for (; placing->row < end; placing->row++)
		if (placing->block->block->rows[placing->row].is_head) {
			if (placing->head_end != placing->row)
				placing->head_first = placing->row;
			placing->head_end = placing->row + 1;
		}
	placing->is_continued = true;
}

static enum err
next_page(struct placing *placing)
{
	table_close(placing->flow, &placing->frame, false);
	return flow_next_page(placing->flow);
}

/* Place what fits on this page; begin a new page when rows are left. */
static enum err
place_fragment(struct placing *placing)
{
	struct flow *flow = placing->flow;
	struct fragment fragment = table_fragment_new(flow->cx->arena, placing->block);
	bool fits;

	fragment.y_mpt = flow->y_mpt;
	fragment.resumes = placing->is_row_cut;
	fits = table_fill(placing, &fragment);
	if (!fits && flow->is_fresh)
		return err_set(flow->cx, ERR_INPUT, "页面太矮，放不下表格的一行字");
	if (!fits)
		return next_page(placing);
	table_rule(flow, &placing->frame, &fragment);
	TRY(table_draw(flow, &fragment));
	flow->y_mpt += table_fragment_height(&fragment, 0, fragment.count);
	flow->is_fresh = false;
	advance(placing, &fragment);
	return placing->row < placing->block->block->row_count ? next_page(placing) : ERR_OK;
}

int
table_lead(struct flow *flow, struct laid_table *laid, int trail_mpt)
{
	int page = flow_height(flow);
	int lead = 0;

	for (struct laid_block *block = laid->last; block != NULL; block = block->previous) {
		int last = block->heights[block->block->row_count - 1];

		block->trail_mpt = last + trail_mpt <= page ? trail_mpt : 0;
		lead = table_block_lead(flow, block);
		lead = lead < page ? lead : page;
		trail_mpt = block->block->rows[0].keeps_with_previous && !block->begins_strip ? lead
		                                                                              : 0;
	}
	return lead;
}

enum err
table_lay(struct flow *flow, const struct table *table, struct laid_table **out)
{
	struct laid_table *laid = arena_alloc(flow->cx->arena, sizeof *laid);
	struct laid_block **tail = &laid->blocks;

	laid->table = table;
	for (const struct block *block = table->blocks; block != NULL; block = block->next) {
		TRY(table_measure(flow, block, tail));
		for (; *tail != NULL; tail = &(*tail)->next) {
			(*tail)->previous = laid->last;
			laid->last = *tail;
		}
	}
	*out = laid;
	return ERR_OK;
}

/*
 * Does a strip begin below the one before? If all of it has room there, or if
 * more than half of the page would stay empty.
 */
static bool
begins_below(struct flow *flow, struct laid_block *strip)
{
	int room = flow_room(flow) - STRIP_GAP_MPT;
	long long height = strip->trail_mpt;

	for (unsigned row = 0; row < strip->block->row_count; row++)
		height += strip->heights[row];
	return height <= room ||
	       (room > flow_height(flow) / 2 && table_block_lead(flow, strip) <= room);
}

/* More columns of a block. */
static enum err
begin_strip(struct placing *placing, struct laid_block *strip)
{
	struct flow *flow = placing->flow;

	table_close(flow, &placing->frame, true);
	placing->frame = (struct frame){ .table = placing->frame.table };
	if (!begins_below(flow, strip))
		return flow_next_page(flow);
	flow->y_mpt += STRIP_GAP_MPT;
	return ERR_OK;
}

enum err
table_place(struct flow *flow, struct laid_table *laid)
{
	struct placing placing = { .flow = flow, .frame = { .table = laid->table } };

	for (struct laid_block *block = laid->blocks; block != NULL; block = block->next) {
		if (block->begins_strip)
			TRY(begin_strip(&placing, block));
		placing.block = block;
		placing.row = 0;
		placing.head_first = 0;
		placing.head_end = 0;
		placing.is_continued = false;
		placing.is_row_cut = false;
		while (placing.row < block->block->row_count)
			TRY(place_fragment(&placing));
		flow->is_held = block->trail_mpt > 0;
	}
	table_close(flow, &placing.frame, true);
	return ERR_OK;
}
