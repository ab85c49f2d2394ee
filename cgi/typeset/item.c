#include "typeset/item.h"

#include "typeset/content.h"
#include "typeset/line.h"
#include "typeset/table.h"

/* A measured item. */
struct laid {
	const struct item *item;
	struct lines lines;    /* of a paragraph or a heading */
	struct lines parts[3]; /* of a line of parts */
	bool are_beside;       /* the parts, and not one below the other */
	struct laid_table *table;
	int height_mpt; /* of a line of parts, or a space */
	bool is_glued;  /* no page break between this and the next item */
	int lead_mpt;   /* the part of the item that its page must have room for at once */
	int trail_mpt;  /* what must have room below the item's end: the next one's lead */
};

/* A paragraph that has text is an element. */
static void
tag_paragraphs(struct flow *flow, struct lines *lines)
{
	struct structure *element = NULL;
	const struct paragraph *tagged = NULL;

	for (size_t i = 0; i < lines->count; i++) {
		struct line *line = &lines->lines[i];

		if (line->count == 0)
			continue;
		if (line->paragraph != tagged)
			element = content_leaf(flow->cx->arena, flow->structure, STRUCTURE_PARAGRAPH,
			                       line->paragraph, line->paragraph->next);
		tagged = line->paragraph;
		line->structure = element;
	}
}

/* A heading that has text is one element, however many paragraphs it has. */
static void
tag_heading(struct flow *flow, const struct item *item, struct lines *lines)
{
	struct structure *element = NULL;

	for (size_t i = 0; i < lines->count; i++) {
		if (lines->lines[i].count > 0 && element == NULL) {
			element = content_leaf(flow->cx->arena, flow->structure, STRUCTURE_HEADING,
			                       item->paragraphs, NULL);
			element->level = item->level;
		}
		lines->lines[i].structure = element;
	}
}

static int
widest(const struct lines *lines)
{
	int width = 0;

	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->lines[i];

		if (line->indent_mpt + line->width_mpt > width)
			width = line->indent_mpt + line->width_mpt;
	}
	return width;
}

/* Is there room for the left, the centred and the right part beside each other? */
static bool
fit_beside(const struct lines parts[3], int width_mpt)
{
	int left = widest(&parts[0]);
	int centre = widest(&parts[1]);
	int right = widest(&parts[2]);

	if (centre == 0)
		return left + right <= width_mpt;
	return centre + 2 * (left > right ? left : right) <= width_mpt;
}

static enum err
measure_lines(struct flow *flow, const struct paragraph *paragraphs, struct lines *out)
{
	TRY(line_break(flow->cx, flow->fonts, paragraphs, flow_width(flow), out));
	line_check(flow->cx, out, flow_width(flow), 0);
	return ERR_OK;
}

/*
 * The parts of a line stand beside each other, or one below the other when they
 * are too long for that; each may have several lines.
 */
static enum err
measure_parts(struct flow *flow, struct laid *laid)
{
	for (int i = 0; i < 3; i++) {
		TRY(measure_lines(flow, laid->item->tabs.parts[i], &laid->parts[i]));
		tag_paragraphs(flow, &laid->parts[i]);
	}
	laid->are_beside = fit_beside(laid->parts, flow_width(flow));
	for (int i = 0; i < 3; i++) {
		int part = line_height(&laid->parts[i], 0, laid->parts[i].count);

		laid->height_mpt = !laid->are_beside         ? laid->height_mpt + part
		                   : part > laid->height_mpt ? part
		                                             : laid->height_mpt;
	}
	return ERR_OK;
}

static enum err
measure(struct flow *flow, struct laid *laid)
{
	const struct item *item = laid->item;

	switch (item->kind) {
	case ITEM_PARAGRAPH:
	case ITEM_HEADING:
		TRY(measure_lines(flow, item->paragraphs, &laid->lines));
		if (item->kind == ITEM_HEADING)
			tag_heading(flow, item, &laid->lines);
		else
			tag_paragraphs(flow, &laid->lines);
		return ERR_OK;
	case ITEM_TABS: return measure_parts(flow, laid);
	case ITEM_TABLE: return table_lay(flow, item->table, &laid->table);
	case ITEM_SPACE: laid->height_mpt = item->height_mpt; return ERR_OK;
	}
	return err_set(flow->cx, ERR_INTERNAL, "an item of unknown kind");
}

/* Two items stay together if either says so, with the space between them. */
static void
find_glue(struct laid *laid, size_t count)
{
	for (size_t first = 0, next; first < count; first = next) {
		bool is_glued = laid[first].item->keeps_with_next;

		for (next = first + 1; next < count && laid[next].item->kind == ITEM_SPACE; next++)
			if (laid[next].item->keeps_with_next || laid[next].item->keeps_with_previous)
				is_glued = true;
		if (next == count)
			return;
		is_glued = is_glued || laid[next].item->keeps_with_previous;
		for (size_t i = first; i < next; i++)
			laid[i].is_glued = is_glued;
	}
}

/* The height of the lines up to the first place where a page may end. */
static int
lead_of_lines(const struct laid *laid)
{
	const struct lines *lines = &laid->lines;
	size_t end = 1;

	if (laid->item->kind == ITEM_HEADING)
		end = lines->count;
	while (end < lines->count && !line_may_part(lines, end))
		end++;
	return line_height(lines, 0, end) + (end >= lines->count ? laid->trail_mpt : 0);
}

static int
lead_of(struct flow *flow, struct laid *laid)
{
	switch (laid->item->kind) {
	case ITEM_PARAGRAPH:
	case ITEM_HEADING: return lead_of_lines(laid);
	case ITEM_TABLE: return table_lead(flow, laid->table, laid->trail_mpt);
	case ITEM_TABS:
	case ITEM_SPACE: break;
	}
	return laid->height_mpt + laid->trail_mpt;
}

/* From the last item to the first: what each must have room for, and what must stand below it. */
static void
find_leads(struct flow *flow, struct laid *laid, size_t count)
{
	int page = flow_height(flow);

	for (size_t i = count; i-- > 0;) {
		laid[i].trail_mpt = laid[i].is_glued ? laid[i + 1].lead_mpt : 0;
		laid[i].lead_mpt = lead_of(flow, &laid[i]);
		if (laid[i].lead_mpt > page)
			laid[i].lead_mpt = page;
	}
}

static size_t
lines_within(const struct lines *lines, size_t first, int room_mpt)
{
	size_t count = 0;

	while (first + count < lines->count) {
		room_mpt -= lines->lines[first + count].height_mpt;
		if (room_mpt < 0)
			break;
		count++;
	}
	return count;
}

/* Where the page ends that has line `first` next: `first` itself when it goes to a new page. */
static size_t
page_end(const struct flow *flow, const struct laid *laid, const struct lines *lines, size_t first)
{
	bool is_solid = laid->item->kind == ITEM_HEADING;
	int room = flow_room(flow);
	size_t end = first + lines_within(lines, first, room);
	size_t legal = end;

	if (end == lines->count) {
		if (line_height(lines, first, end - first) + laid->trail_mpt <= room)
			return end;
		legal = end - 1;
	}
	while (legal > first && (is_solid || !line_may_part(lines, legal)))
		legal--;
	return legal > first || flow_may_break(flow) ? legal : end;
}

/* Draw lines one below the other from y on. Returns where the last one ends. */
static int
draw_lines(struct flow *flow, const struct lines *lines, size_t first, size_t end, int y_mpt)
{
	for (size_t i = first; i < end; i++) {
		line_draw(flow->cx->arena, flow->page, &lines->lines[i], flow->format->left_mpt,
		          y_mpt, flow_width(flow));
		y_mpt += lines->lines[i].height_mpt;
	}
	return y_mpt;
}

static void
add_bookmark(struct flow *flow, const struct item *heading)
{
	struct text title = text_make(flow->cx->arena);
	struct bookmark *bookmark;

	for (const struct paragraph *paragraph = heading->paragraphs; paragraph != NULL;
	     paragraph = paragraph->next)
		for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
			text_add_str(&title, span->text);
	if (title.length == 0)
		return;
	bookmark = arena_alloc(flow->cx->arena, sizeof *bookmark);
	bookmark->title = title.data;
	bookmark->level = heading->level;
	bookmark->page = flow->page_count - 1;
	bookmark->y_mpt = flow->y_mpt;
	*flow->bookmark_tail = bookmark;
	flow->bookmark_tail = &bookmark->next;
}

static enum err
place_lines(struct flow *flow, const struct laid *laid, const struct lines *lines)
{
	size_t end;

	for (size_t first = 0; first < lines->count; first = end) {
		end = page_end(flow, laid, lines, first);
		if (end == first && flow->is_fresh)
			return err_set(flow->cx, ERR_INPUT, "页面太矮，放不下一行字");
		if (first == 0 && end > 0 && laid->item->kind == ITEM_HEADING)
			add_bookmark(flow, laid->item);
		if (end > first) {
			flow->y_mpt = draw_lines(flow, lines, first, end, flow->y_mpt);
			flow->is_fresh = false;
		}
		if (end < lines->count)
			TRY(flow_next_page(flow));
	}
	return ERR_OK;
}

/* A line of parts is not parted, unless it is higher than a page. */
static enum err
place_parts(struct flow *flow, const struct laid *laid)
{
	int y;

	if ((laid->height_mpt + laid->trail_mpt > flow_room(flow) && flow_may_break(flow)) ||
	    (laid->height_mpt > flow_room(flow) && !flow->is_fresh))
		TRY(flow_next_page(flow));
	if (laid->height_mpt > flow_room(flow)) {
		for (int i = 0; i < 3; i++)
			TRY(place_lines(flow, laid, &laid->parts[i]));
		return ERR_OK;
	}
	y = flow->y_mpt;
	for (int i = 0; i < 3; i++) {
		y = laid->are_beside ? flow->y_mpt : y;
		y = draw_lines(flow, &laid->parts[i], 0, laid->parts[i].count, y);
	}
	flow->y_mpt += laid->height_mpt;
	flow->is_fresh = false;
	return ERR_OK;
}

static enum err
place(struct flow *flow, const struct laid *laid)
{
	switch (laid->item->kind) {
	case ITEM_PARAGRAPH:
	case ITEM_HEADING: return place_lines(flow, laid, &laid->lines);
	case ITEM_TABS: return place_parts(flow, laid);
	case ITEM_TABLE: return table_place(flow, laid->table);
	case ITEM_SPACE: flow->y_mpt += flow->is_fresh ? 0 : laid->height_mpt; break;
	}
	return ERR_OK;
}

enum err
item_place_all(struct flow *flow, const struct item *items)
{
	struct laid *laid;
	size_t count = 0;

	for (const struct item *item = items; item != NULL; item = item->next)
		count++;
	laid = arena_array(flow->cx->arena, count, sizeof *laid);
	for (size_t i = 0; i < count; i++, items = items->next) {
		laid[i].item = items;
		TRY(measure(flow, &laid[i]));
	}
	find_glue(laid, count);
	find_leads(flow, laid, count);
	for (size_t i = 0; i < count; i++) {
		TRY(place(flow, &laid[i]));
		flow->is_held = laid[i].is_glued && !flow->is_fresh;
	}
	return ERR_OK;
}
