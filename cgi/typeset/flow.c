#include "typeset/flow.h"

#include <linebreak.h>

#include "typeset/line.h"
#include "typeset/table.h"

void
flow_init(void)
{
	init_linebreak();
}

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
	return ERR_OK;
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

/* Draw lines one below the other from y on. Returns where the last one ends. */
static int
draw_lines(struct flow *flow, struct page *page, const struct lines *lines, int y_mpt)
{
	for (size_t i = 0; i < lines->count; i++) {
		line_draw(flow->cx->arena, page, &lines->lines[i], flow->format->left_mpt, y_mpt,
		          flow_width(flow));
		y_mpt += lines->lines[i].height_mpt;
	}
	return y_mpt;
}

static enum err
place_line(struct flow *flow, const struct line *line)
{
	if (line->height_mpt > flow_room(flow) && !flow->is_fresh)
		TRY(flow_next_page(flow));
	line_draw(flow->cx->arena, flow->page, line, flow->format->left_mpt, flow->y_mpt,
	          flow_width(flow));
	flow->y_mpt += line->height_mpt;
	flow->is_fresh = false;
	return ERR_OK;
}

static enum err
place_paragraphs(struct flow *flow, const struct paragraph *paragraphs)
{
	struct lines lines = { 0 };

	TRY(line_break(flow->cx, flow->fonts, paragraphs, flow_width(flow), &lines));
	for (size_t i = 0; i < lines.count; i++)
		TRY(place_line(flow, &lines.lines[i]));
	return ERR_OK;
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

/*
 * The parts of a line stand beside each other, or one below the other when they
 * are too long for that; each may have several lines.
 */
static enum err
place_tabs(struct flow *flow, const struct tabs *tabs)
{
	struct lines parts[3] = { { 0 } };
	bool are_beside;
	int height = 0;
	int y;

	for (int i = 0; i < 3; i++)
		TRY(line_break(flow->cx, flow->fonts, tabs->parts[i], flow_width(flow), &parts[i]));
	are_beside = fit_beside(parts, flow_width(flow));
	for (int i = 0; i < 3; i++) {
		int part = line_height(&parts[i], 0, parts[i].count);

		height = !are_beside ? height + part : part > height ? part : height;
	}
	if (height > flow_room(flow) && !flow->is_fresh)
		TRY(flow_next_page(flow));
	y = flow->y_mpt;
	for (int i = 0; i < 3; i++) {
		y = are_beside ? flow->y_mpt : y;
		y = draw_lines(flow, flow->page, &parts[i], y);
	}
	flow->y_mpt += height;
	flow->is_fresh = false;
	return ERR_OK;
}

static enum err
place_item(struct flow *flow, const struct item *item)
{
	switch (item->kind) {
	case ITEM_PARAGRAPH:
	case ITEM_HEADING: return place_paragraphs(flow, item->paragraphs);
	case ITEM_TABS: return place_tabs(flow, &item->tabs);
	case ITEM_TABLE: return table_place(flow, item->table);
	case ITEM_SPACE: flow->y_mpt += flow->is_fresh ? 0 : item->height_mpt; return ERR_OK;
	}
	return err_set(flow->cx, ERR_INTERNAL, "an item of unknown kind");
}

/* The text of a header or footer on one page. */
static enum err
marginal_text(struct flow *flow, const struct form *form, const struct piece *pieces,
              unsigned number, const char **out)
{
	struct text text = text_make(flow->cx->arena);

	for (const struct piece *piece = pieces; piece != NULL; piece = piece->next) {
		const char *part = piece->literal;

		if (piece->kind == PIECE_BINDING)
			TRY(bind_text(flow->cx, piece, form->scope, &part));
		if (piece->kind == PIECE_PAGE || piece->kind == PIECE_PAGES)
			part = arena_printf(flow->cx->arena, "%u",
			                    piece->kind == PIECE_PAGE ? number : flow->numbered);
		text_add_str(&text, part);
	}
	*out = text.data;
	return ERR_OK;
}

static enum err
place_marginal(struct flow *flow, const struct form *form, const struct section *section,
               struct page *page, bool at_foot)
{
	const struct piece *pieces = at_foot ? section->footer : section->header;
	const struct style *style = section->marginal;
	const struct page_format *format = flow->format;
	struct span span = { 0 };
	struct paragraph paragraph = { .style = style, .spans = &span };
	struct lines lines = { 0 };
	int y;

	if (pieces == NULL)
		return ERR_OK;
	span.font = FONT_CHOICE(style->role, style->bold);
	TRY(marginal_text(flow, form, pieces, page->number, &span.text));
	TRY(line_break(flow->cx, flow->fonts, &paragraph, flow_width(flow), &lines));
	y = at_foot ? format->height_mpt -
	                      (format->bottom_mpt + line_height(&lines, 0, lines.count)) / 2
	            : (format->top_mpt - line_height(&lines, 0, lines.count)) / 2;
	draw_lines(flow, page, &lines, y);
	return ERR_OK;
}

/* The pages of one section, from `*first` on. */
static enum err
place_section(struct flow *flow, const struct section *section, struct page **first)
{
	struct page *before = flow->page;

	flow->format = &section->page;
	flow->is_unnumbered = section->is_unnumbered;
	TRY(flow_next_page(flow));
	*first = before == NULL ? flow->first : before->next;
	for (const struct item *item = section->items; item != NULL; item = item->next)
		TRY(place_item(flow, item));
	return ERR_OK;
}

/* Headers and footers come last: they may say how many pages there are. */
static enum err
place_marginals(struct flow *flow, const struct form *form, struct page *const *firsts)
{
	for (const struct section *section = form->sections; section != NULL;
	     section = section->next) {
		struct page *end = section->next == NULL ? NULL : firsts[1];

		flow->format = &section->page;
		for (struct page *page = *firsts++; page != end; page = page->next) {
			TRY(place_marginal(flow, form, section, page, false));
			TRY(place_marginal(flow, form, section, page, true));
		}
	}
	return ERR_OK;
}

enum err
flow_form(struct ctx *cx, struct fonts *fonts, const struct form *form, struct layout *out)
{
	struct flow flow = { .cx = cx, .fonts = fonts };
	struct page **firsts;
	size_t count = 0;

	for (const struct section *section = form->sections; section != NULL;
	     section = section->next)
		count++;
	firsts = arena_array(cx->arena, count, sizeof(struct page *));
	count = 0;
	for (const struct section *section = form->sections; section != NULL;
	     section = section->next)
		TRY(place_section(&flow, section, &firsts[count++]));
	TRY(place_marginals(&flow, form, firsts));
	*out = (struct layout){ .pages = flow.first, .page_count = flow.page_count };
	return ERR_OK;
}
