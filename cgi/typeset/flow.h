/*
 * Pages as they are filled, one after the other: what all that flows onto them
 * shares. It knows nothing of what that is.
 */
#ifndef TYPESET_FLOW_H
#define TYPESET_FLOW_H

#include "template/box.h"
#include "typeset/canvas.h"

/* More pages than this are refused; a worker's memory stays bounded. */
#define FLOW_PAGES_MAX 5000

/* How the texts of tables have room in their cells, so far. */
struct flow_cells {
	size_t smaller;     /* that are set smaller than their style */
	size_t single;      /* that have one line */
	size_t label_lines; /* lines of labels */
};

/* Where the next thing goes. */
struct flow {
	struct ctx *cx;
	struct fonts *fonts;
	const struct page_format *format;
	struct page *first;
	struct page *page; /* the page being filled */
	unsigned page_count;
	unsigned numbered;           /* pages that count, so far */
	bool is_unnumbered;          /* the section's pages do not count */
	int y_mpt;                   /* the next thing's upper edge */
	bool is_fresh;               /* nothing stands on the page yet */
	bool is_held;                /* what stands above stays with the next thing */
	struct structure *structure; /* the element that the next thing belongs to */
	struct bookmark **bookmark_tail;
	struct flow_cells cells;
};

/* Go on to a new, empty page. */
MUST_USE enum err flow_next_page(struct flow *flow);

/* May the page end here, with something on it and nothing parted from it that must not be? */
bool flow_may_break(const struct flow *flow);

/* Height left on the page; height and width between the margins. */
int flow_room(const struct flow *flow);
int flow_height(const struct flow *flow);
int flow_width(const struct flow *flow);

/* Add a rule to the page. A width of 0 draws nothing. */
void flow_rule(struct flow *flow, int x0_mpt, int y0_mpt, int x1_mpt, int y1_mpt, int width_mpt);

#endif
