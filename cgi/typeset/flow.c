#include "typeset/flow.h"

int
flow_room(const struct flow *flow)
{
	return flow->format->height_mpt - flow->format->bottom_mpt - flow->y_mpt;
}

int
flow_height(const struct flow *flow)
{
	return flow->format->height_mpt - flow->format->top_mpt - flow->format->bottom_mpt;
}

int
flow_width(const struct flow *flow)
{
	return flow->format->width_mpt - flow->format->left_mpt - flow->format->right_mpt;
}

enum err
flow_next_page(struct flow *flow)
{
	struct page *page = arena_alloc(flow->cx->arena, sizeof *page);

	TRY(ctx_in_time(flow->cx));
	if (flow->page_count++ == FLOW_PAGES_MAX)
		return err_set(flow->cx, ERR_TOO_LONG, "文件多于 %d 页", FLOW_PAGES_MAX);
	page->width_mpt = flow->format->width_mpt;
	page->height_mpt = flow->format->height_mpt;
	page->number = flow->is_unnumbered ? 0 : ++flow->numbered;
	page->run_tail = &page->runs;
	page->rule_tail = &page->rules;
	if (flow->page == NULL)
		flow->first = page;
	else
		flow->page->next = page;
	flow->page = page;
	flow->y_mpt = flow->format->top_mpt;
	flow->is_fresh = true;
	flow->is_held = false;
	return ERR_OK;
}

bool
flow_may_break(const struct flow *flow)
{
	return !flow->is_fresh && !flow->is_held;
}

void
flow_rule(struct flow *flow, int x0_mpt, int y0_mpt, int x1_mpt, int y1_mpt, int width_mpt)
{
	struct rule *rule;

	if (width_mpt == 0)
		return;
	rule = arena_alloc(flow->cx->arena, sizeof *rule);
	*rule = (struct rule){ NULL, x0_mpt, y0_mpt, x1_mpt, y1_mpt, width_mpt };
	*flow->page->rule_tail = rule;
	flow->page->rule_tail = &rule->next;
}
