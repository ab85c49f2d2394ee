#include "typeset/marginal.h"

#include "typeset/line.h"

static const char *const draft = "草稿";

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
		if (piece->kind == PIECE_PAGE)
			part = arena_printf(flow->cx->arena, "%u", number);
		if (piece->kind == PIECE_PAGES)
			part = arena_printf(flow->cx->arena, "%u",
			                    form->pages_in_set > 0 ? form->pages_in_set
			                                           : flow->numbered);
		text_add_str(&text, part);
	}
	*out = text.data;
	return ERR_OK;
}

/* The lines of a text that no paragraph of the form has. */
static enum err
lines_of(struct flow *flow, const struct style *style, const char *text, int width_mpt,
         struct lines *out)
{
	struct span span = { .text = text, .font = FONT_CHOICE(style->role, style->bold) };
	struct paragraph paragraph = { .style = style, .spans = &span };

	return line_break(flow->cx, flow->fonts, &paragraph, width_mpt, out);
}

/* A header or footer stands in the middle of its margin. */
static enum err
place_text(struct flow *flow, const struct form *form, const struct section *section,
           struct page *page, bool at_foot)
{
	const struct piece *pieces = at_foot ? section->footer : section->header;
	const struct page_format *format = &section->page;
	int margin = at_foot ? format->bottom_mpt : format->top_mpt;
	int width = format->width_mpt - format->left_mpt - format->right_mpt;
	struct lines lines = { 0 };
	const char *text;
	int y;

	if (pieces == NULL)
		return ERR_OK;
	TRY(marginal_text(flow, form, pieces, page->number, &text));
	TRY(lines_of(flow, section->marginal, text, width, &lines));
	margin -= line_height(&lines, 0, lines.count);
	if (margin < 0)
		return err_set(flow->cx, ERR_INPUT, "%s放不进页边：%s", at_foot ? "页脚" : "页眉",
		               text);
	y = at_foot ? format->height_mpt - format->bottom_mpt + margin / 2 : margin / 2;
	for (size_t i = 0; i < lines.count; i++) {
		line_draw(flow->cx->arena, page, &lines.lines[i], format->left_mpt, y, width);
		y += lines.lines[i].height_mpt;
	}
	return ERR_OK;
}

/* 草稿 across the middle of the page, a fifth of its shorter side high. */
static enum err
watermark(struct flow *flow, const struct page_format *format, const struct text_run **out)
{
	int side = format->width_mpt < format->height_mpt ? format->width_mpt : format->height_mpt;
	struct page page = { .run_tail = &page.runs };
	struct lines lines = { 0 };
	struct style *style = arena_alloc(flow->cx->arena, sizeof *style);

	*style = (struct style){
		.role = FONT_HEI, .align = ALIGN_CENTER, .size_mpt = side / 5, .leading = 1000
	};
	TRY(lines_of(flow, style, draft, format->width_mpt, &lines));
	line_draw(flow->cx->arena, &page, &lines.lines[0], 0,
	          (format->height_mpt - lines.lines[0].height_mpt) / 2, format->width_mpt);
	*out = page.runs;
	return ERR_OK;
}

enum err
marginal_place(struct flow *flow, const struct form *form, const struct section *section,
               struct page *first, const struct page *end)
{
	const struct text_run *mark = NULL;

	if (form->is_draft)
		TRY(watermark(flow, &section->page, &mark));
	for (struct page *page = first; page != end; page = page->next) {
		page->watermark = mark;
		TRY(place_text(flow, form, section, page, false));
		TRY(place_text(flow, form, section, page, true));
	}
	return ERR_OK;
}
