#include "typeset/qr.h"

#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "typeset/line.h"

#define MM_MPT 2835

#define SIZE_MAX_MPT (13 * MM_MPT)
/* What printers leave white, a sixth of an inch, beside the distance to what stands above. */
#define EDGE_MPT (5 * MM_MPT)
#define ABOVE_MPT (MM_MPT / 2)
#define GAP_MPT (2 * MM_MPT)
#define TEXT_MPT 6500

/*
 * By so much runs of modules overlap their square at each end: a line without a length has no
 * direction, and a viewer draws nothing.
 */
#define OVERLAP_MPT 10

bool
qr_is_on(const struct form *form, const struct page *page)
{
	if (form->code == NULL || form->site == NULL)
		return false;
	return form->verify == VERIFY_EVERY || (form->verify == VERIFY_LAST && page->next == NULL);
}

int
qr_room(const struct form *form, const struct section *section)
{
	int room = SIZE_MAX_MPT + GAP_MPT - (section->page.bottom_mpt - EDGE_MPT);

	return form->verify != VERIFY_NOWHERE && room > GAP_MPT ? room : 0;
}

static void
free_code(void *code)
{
	QRcode_free(code);
}

/* A row of modules: each run of dark ones is a rule as thick as a module. */
static void
draw_row(struct flow *flow, struct page *page, const QRcode *code, int row, int x_mpt, int y_mpt,
         int module_mpt)
{
	const unsigned char *modules = code->data + (ptrdiff_t)row * code->width;
	int y = y_mpt + row * module_mpt + module_mpt / 2;

	for (int from = 0, to; from < code->width; from = to) {
		struct rule *rule;

		for (to = from + 1; to < code->width && ((modules[to] ^ modules[from]) & 1) == 0;)
			to++;
		if ((modules[from] & 1) == 0)
			continue;
		rule = arena_alloc(flow->cx->arena, sizeof *rule);
		*rule = (struct rule){
			.x0_mpt = x_mpt + from * module_mpt + module_mpt / 2 - OVERLAP_MPT,
			.y0_mpt = y,
			.x1_mpt = x_mpt + to * module_mpt - module_mpt / 2 + OVERLAP_MPT,
			.y1_mpt = y,
			.width_mpt = module_mpt,
		};
		*page->rule_tail = rule;
		page->rule_tail = &rule->next;
	}
}

/* The address, with the code as short as it may be typed. */
static const char *
address_of(struct arena *arena, const struct form *form)
{
	struct text out = text_make(arena);

	text_add_fmt(&out, "%s/v/", form->site);
	for (const char *s = form->code; *s != '\0'; s++)
		if (*s != '-')
			text_add(&out, s, 1);
	return out.data;
}

static enum err
draw_code(struct flow *flow, const struct form *form, struct page *page, int x_mpt, bool is_left,
          int y_mpt, int *size_mpt)
{
	const char *address = address_of(flow->cx->arena, form);
	QRcode *code = QRcode_encodeString8bit(address, 0, QR_ECLEVEL_M);
	int module;

	if (code == NULL)
		return err_set(flow->cx, ERR_INPUT, "地址做不成二维码：%s", address);
	arena_defer(flow->cx->arena, free_code, code);
	module = *size_mpt / code->width;
	*size_mpt = module * code->width;
	for (int row = 0; row < code->width; row++)
		draw_row(flow, page, code, row, x_mpt - (is_left ? 0 : *size_mpt), y_mpt, module);
	return ERR_OK;
}

static const char *
host_of(const char *site)
{
	const char *slashes = strstr(site, "://");

	return slashes == NULL ? site : slashes + 3;
}

static struct paragraph *
say(struct arena *arena, const struct style *style, const char *text)
{
	struct paragraph *paragraph = arena_alloc(arena, sizeof *paragraph);
	struct span *span = arena_alloc(arena, sizeof *span);

	span->text = text;
	span->font = FONT_CHOICE(style->role, style->bold);
	*paragraph = (struct paragraph){ .style = style, .spans = span };
	return paragraph;
}

/* For whoever has no camera at hand. */
static enum err
draw_words(struct flow *flow, const struct form *form, struct page *page, int left_mpt,
           int width_mpt, int y_mpt, enum align align)
{
	struct arena *arena = flow->cx->arena;
	struct style *style = arena_alloc(arena, sizeof *style);
	struct paragraph *first;
	struct lines lines = { 0 };

	*style = (struct style){
		.role = FONT_HEI, .align = align, .size_mpt = TEXT_MPT, .leading = 1200
	};
	first = say(arena, style, arena_printf(arena, "验证码 %s", form->code));
	first->next = say(arena, style, arena_printf(arena, "核对网址 %s/v", host_of(form->site)));
	TRY(line_break(flow->cx, flow->fonts, first, width_mpt, &lines));
	for (size_t i = 0; i < lines.count; i++) {
		line_draw(arena, page, &lines.lines[i], left_mpt, y_mpt, width_mpt);
		y_mpt += lines.lines[i].height_mpt;
	}
	return ERR_OK;
}

/* What is empty above the bottom margin, where the text ends before it; all but a gap. */
static int
room_above(const struct flow *flow, const struct page_format *format, const struct page *page)
{
	int room = format->height_mpt - format->bottom_mpt - flow->y_mpt - GAP_MPT;

	return page == flow->page && room > 0 ? room : 0;
}

/* Is the right of the bottom margin the page number's? */
static bool
has_number_right(const struct page_format *format, const struct page *page)
{
	return format->is_footer_outer && format->width_mpt < format->height_mpt &&
	       page->number % 2 != 0;
}

/* It stands in the bottom margin, and what it wants more than there is it takes above. */
enum err
qr_place(struct flow *flow, const struct form *form, const struct section *section,
         struct page *page)
{
	const struct page_format *format = &section->page;
	int margin = format->bottom_mpt - EDGE_MPT;
	int size = margin + room_above(flow, format, page);
	int right = format->width_mpt - format->right_mpt;
	int y = format->height_mpt - format->bottom_mpt + ABOVE_MPT;
	int middle = format->width_mpt / 2;
	bool is_left = has_number_right(format, page);

	if (size > SIZE_MAX_MPT)
		size = SIZE_MAX_MPT;
	if (size > margin)
		y -= size - margin;
	TRY(draw_code(flow, form, page, is_left ? format->left_mpt : right, is_left, y, &size));
	if (is_left)
		return draw_words(flow, form, page, format->left_mpt + size + GAP_MPT,
		                  middle - format->left_mpt - size - GAP_MPT, y, ALIGN_LEFT);
	return draw_words(flow, form, page, middle, right - size - GAP_MPT - middle, y, ALIGN_RIGHT);
}
