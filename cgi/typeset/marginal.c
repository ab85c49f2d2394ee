#include "typeset/marginal.h"

#include "typeset/line.h"
#include "typeset/qr.h"

static const char *const draft = "草稿";

/* The text of one piece of a header or footer on one page; what cannot be printed is a fault, and "". */
static const char *
piece_text(struct flow *flow, const struct form *form, const struct piece *piece, unsigned number)
{
	struct ctx inner = ctx_make(flow->cx->arena);
	unsigned pages = form->pages_in_set > 0 ? form->pages_in_set : flow->numbered;
	const char *text;

	switch (piece->kind) {
	case PIECE_PAGE: return arena_printf(inner.arena, "%u", number);
	case PIECE_PAGES: return arena_printf(inner.arena, "%u", pages);
	case PIECE_LITERAL: return piece->literal;
	case PIECE_BINDING: break;
	}
	if (bind_text(&inner, piece, form->scope, &text) == ERR_OK)
		return text;
	err_add_fault_once(flow->cx, inner.field == NULL ? "/" : inner.field, inner.reason);
	return "";
}

/* A header or footer on one page, as a paragraph with its places. */
static struct paragraph *
marginal_paragraph(struct flow *flow, const struct form *form, const struct section *section,
                   const struct piece *pieces, unsigned number)
{
	struct arena *arena = flow->cx->arena;
	const struct style *style = section->marginal;
	struct paragraph *paragraph = arena_alloc(arena, sizeof *paragraph);
	struct span **tail = &paragraph->spans;

	paragraph->style = style;
	for (const struct piece *piece = pieces; piece != NULL; piece = piece->next) {
		struct span *span = arena_alloc(arena, sizeof *span);

		span->text = piece_text(flow, form, piece, number);
		span->place.piece = piece;
		span->place.turn = form->scope == NULL ? NULL : form->scope->turn;
		span->font = FONT_CHOICE(style->role, style->bold);
		*tail = span;
		tail = &span->next;
	}
	return paragraph;
}

static const char *
said(struct arena *arena, const struct paragraph *paragraph)
{
	struct text text = text_make(arena);

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		text_add_str(&text, span->text);
	return text.data;
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
	const struct paragraph *paragraph;
	int y;

	if (pieces == NULL)
		return ERR_OK;
	paragraph = marginal_paragraph(flow, form, section, pieces, page->number);
	TRY(line_break(flow->cx, flow->fonts, paragraph, width, &lines));
	margin -= line_height(&lines, 0, lines.count);
	if (margin < 0)
		return err_set(flow->cx, ERR_INPUT, "%s放不进页边：%s", at_foot ? "页脚" : "页眉",
		               said(flow->cx->arena, paragraph));
	y = at_foot ? format->height_mpt - format->bottom_mpt + margin / 2 : margin / 2;
	for (size_t i = 0; i < lines.count; i++) {
		line_draw(flow->cx->arena, page, &lines.lines[i], format->left_mpt, y, width);
		y += lines.lines[i].height_mpt;
	}
	return ERR_OK;
}

/* A text in the middle of the page, below `y`; returns where it ends. */
static enum err
add_mark(struct flow *flow, const struct page_format *format, struct page *page, const char *text,
         int size_mpt, int *y)
{
	struct lines lines = { 0 };
	struct style *style = arena_alloc(flow->cx->arena, sizeof *style);
	struct span span = { .text = text, .font = FONT_CHOICE(FONT_HEI, false) };
	struct paragraph paragraph = { .style = style, .spans = &span };

	*style = (struct style){
		.role = FONT_HEI, .align = ALIGN_CENTER, .size_mpt = size_mpt, .leading = 1000
	};
	TRY(line_break(flow->cx, flow->fonts, &paragraph, format->width_mpt, &lines));
	for (size_t i = 0; i < lines.count; i++) {
		line_draw(flow->cx->arena, page, &lines.lines[i], 0, *y, format->width_mpt);
		*y += lines.lines[i].height_mpt;
	}
	return ERR_OK;
}

/* 草稿 across the middle of the page, a fifth of its shorter side high; below it, who has it since when. */
static enum err
watermark(struct flow *flow, const struct page_format *format, const char *holder,
          const struct text_run **out)
{
	int side = format->width_mpt < format->height_mpt ? format->width_mpt : format->height_mpt;
	struct page page = { .run_tail = &page.runs };
	int y = (format->height_mpt - side / 5) / 2;

	TRY(add_mark(flow, format, &page, draft, side / 5, &y));
	if (holder != NULL)
		TRY(add_mark(flow, format, &page, holder, side / 20, &y));
	*out = page.runs;
	return ERR_OK;
}

enum err
marginal_place(struct flow *flow, const struct form *form, const struct section *section,
               struct page *first, const struct page *end)
{
	const struct text_run *mark = NULL;

	if (form->is_draft)
		TRY(watermark(flow, &section->page, form->holder, &mark));
	for (struct page *page = first; page != end; page = page->next) {
		page->watermark = mark;
		TRY(place_text(flow, form, section, page, false));
		TRY(place_text(flow, form, section, page, true));
		if (qr_is_on(form, page))
			TRY(qr_place(flow, form, section, page));
	}
	return ERR_OK;
}
