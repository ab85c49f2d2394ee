#include "typeset/marginal.h"

#include "typeset/line.h"
#include "typeset/qr.h"

/* Of the letters that say that a paper corrects another: 小五. */
#define REVISION_MPT 9000

static const char *const draft = "草稿";
static const char *const internal = "划去的不公开";

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

static void
draw_lines(struct flow *flow, struct page *page, const struct lines *lines, int x_mpt, int y_mpt,
           int width_mpt)
{
	for (size_t i = 0; i < lines->count; i++) {
		line_draw(flow->cx->arena, page, &lines->lines[i], x_mpt, y_mpt, width_mpt);
		y_mpt += lines->lines[i].height_mpt;
	}
}

static enum err
check_margin(struct flow *flow, bool at_foot, int free_mpt, const struct paragraph *paragraph)
{
	return free_mpt >= 0 ? ERR_OK
	                     : err_set(flow->cx, ERR_INPUT, "%s放不进页边：%s",
	                               at_foot ? "页脚" : "页眉", said(flow->cx->arena, paragraph));
}

/* A header or footer stands in the middle of its margin, or a footer as far from the text as is said. */
static enum err
place_text(struct flow *flow, const struct form *form, const struct section *section,
           struct page *page, bool at_foot)
{
	const struct page_format *format = &section->page;
	int margin = at_foot ? format->bottom_mpt : format->top_mpt;
	int width = format->width_mpt - format->left_mpt - format->right_mpt;
	struct lines lines = { 0 };
	const struct paragraph *paragraph = marginal_paragraph(flow, form, section,
	                                                       at_foot ? section->footer
	                                                               : section->header,
	                                                       page->number);
	int above;

	TRY(line_break(flow->cx, flow->fonts, paragraph, width, &lines));
	margin -= line_height(&lines, 0, lines.count);
	above = margin / 2;
	if (at_foot && format->footer_mpt > 0)
		above = format->footer_mpt - line_height(&lines, 0, 1) / 2;
	TRY(check_margin(flow, at_foot, margin - above < above ? margin - above : above, paragraph));
	draw_lines(flow, page, &lines, format->left_mpt,
	           at_foot ? format->height_mpt - format->bottom_mpt + above : above, width);
	return ERR_OK;
}

/*
 * On a landscape page, a footer at the outer edge: the page is bound with its head at
 * the spine or, when it is even, at the edge, so that its left margin is at the foot.
 */
static void
place_turned(struct flow *flow, const struct page_format *format, struct page *page,
             const struct lines *lines, int inset_mpt, int distance_mpt)
{
	int bottom = format->height_mpt - format->bottom_mpt - inset_mpt;
	int x = format->left_mpt - distance_mpt;

	for (size_t i = 0; i < lines->count; i++) {
		struct line line = lines->lines[i];
		int along = line.width_mpt;
		int from = page->number % 2 == 0 ? format->top_mpt + inset_mpt : bottom - along;

		line_turn(&line);
		/* It takes an em at least, in whose middle it stands. */
		if (along < line.style->size_mpt)
			from -= (line.style->size_mpt - along) / 2;
		line_draw(flow->cx->arena, page, &line, x - line.width_mpt / 2, from,
		          line.width_mpt);
		x -= lines->lines[i].height_mpt;
	}
}

/* A footer at the outer edge, as many ems in as its style is indented. */
static enum err
place_outer(struct flow *flow, const struct form *form, const struct section *section,
            struct page *page)
{
	const struct page_format *format = &section->page;
	bool is_landscape = format->width_mpt > format->height_mpt;
	int margin = is_landscape ? format->left_mpt : format->bottom_mpt;
	int inset = (int)((long long)section->marginal->indent * section->marginal->size_mpt / 1000);
	int width = (is_landscape ? format->height_mpt - format->top_mpt - format->bottom_mpt
	                          : format->width_mpt - format->left_mpt - format->right_mpt) -
	            inset;
	struct paragraph *paragraph = marginal_paragraph(flow, form, section, section->footer,
	                                                 page->number);
	struct style *style = arena_alloc(flow->cx->arena, sizeof *style);
	struct lines lines = { 0 };
	int middle = format->footer_mpt > 0 ? format->footer_mpt : margin / 2;
	int half;

	*style = *section->marginal;
	style->indent = 0;
	style->align = page->number % 2 == 0 ? ALIGN_LEFT : ALIGN_RIGHT;
	paragraph->style = style;
	TRY(line_break(flow->cx, flow->fonts, paragraph, width, &lines));
	half = line_height(&lines, 0, 1) / 2;
	margin -= middle - half + line_height(&lines, 0, lines.count);
	TRY(check_margin(flow, true, margin < middle - half ? margin : middle - half, paragraph));
	if (is_landscape)
		place_turned(flow, format, page, &lines, inset, middle);
	else
		draw_lines(flow, page, &lines,
		           format->left_mpt + (page->number % 2 == 0 ? inset : 0),
		           format->height_mpt - format->bottom_mpt + middle - half, width);
	return ERR_OK;
}

/* That what is published corrects what was before, at the right of the top margin. */
static enum err
place_revision(struct flow *flow, const struct form *form, const struct page_format *format,
               struct page *page)
{
	struct style *style = arena_alloc(flow->cx->arena, sizeof *style);
	struct span *span = arena_alloc(flow->cx->arena, sizeof *span);
	struct paragraph *paragraph = arena_alloc(flow->cx->arena, sizeof *paragraph);
	int width = format->width_mpt - format->left_mpt - format->right_mpt;
	struct lines lines = { 0 };

	*style = (struct style){
		.role = FONT_HEI, .align = ALIGN_RIGHT, .size_mpt = REVISION_MPT, .leading = 1200
	};
	*span = (struct span){ .text = arena_printf(flow->cx->arena, "第%ld次修订", form->revision),
		               .font = FONT_CHOICE(FONT_HEI, false) };
	*paragraph = (struct paragraph){ .style = style, .spans = span };
	TRY(line_break(flow->cx, flow->fonts, paragraph, width, &lines));
	draw_lines(flow, page, &lines, format->left_mpt,
	           format->top_mpt - line_height(&lines, 0, lines.count) - REVISION_MPT / 2, width);
	return ERR_OK;
}

/* All that stands in the margins of a page. */
static enum err
place_all(struct flow *flow, const struct form *form, const struct section *section,
          struct page *page)
{
	if (section->header != NULL)
		TRY(place_text(flow, form, section, page, false));
	if (section->footer != NULL && section->page.is_footer_outer)
		TRY(place_outer(flow, form, section, page));
	else if (section->footer != NULL)
		TRY(place_text(flow, form, section, page, true));
	if (form->revision > 1)
		TRY(place_revision(flow, form, &section->page, page));
	return qr_is_on(form, page) ? qr_place(flow, form, section, page) : ERR_OK;
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

/*
 * 草稿 across the middle of the page, a fifth of its shorter side high; below it, what its
 * struck texts are, and who has it since when.
 */
static enum err
watermark(struct flow *flow, const struct page_format *format, const struct form *form,
          const struct text_run **out)
{
	int side = format->width_mpt < format->height_mpt ? format->width_mpt : format->height_mpt;
	struct page page = { .run_tail = &page.runs };
	int y = (format->height_mpt - side / 5) / 2;

	TRY(add_mark(flow, format, &page, draft, side / 5, &y));
	if (form->shows_internal)
		TRY(add_mark(flow, format, &page, internal, side / 20, &y));
	if (form->holder != NULL)
		TRY(add_mark(flow, format, &page, form->holder, side / 20, &y));
	*out = page.runs;
	return ERR_OK;
}

enum err
marginal_place(struct flow *flow, const struct form *form, const struct section *section,
               struct page *first, const struct page *end)
{
	const struct text_run *mark = NULL;

	if (form->is_draft)
		TRY(watermark(flow, &section->page, form, &mark));
	for (struct page *page = first; page != end; page = page->next) {
		page->watermark = mark;
		TRY(place_all(flow, form, section, page));
	}
	return ERR_OK;
}
