#include "typeset/marginal.h"

#include "tests/unit/boxes.h"
#include "tests/unit/tap.h"

static struct piece title = { NULL, PIECE_LITERAL, 0, "一二三四五六七八九十甲", NULL, NULL, 0 };

/* A form of two pages, with a header and a number at the foot. */
static struct form *
make_form(struct arena *arena)
{
	static struct piece number = { NULL, PIECE_PAGE, 0, NULL, NULL, NULL, 0 };
	struct form *form = boxes_empty_form(arena, 10);

	form->sections->page.top_mpt = 30000;
	form->sections->page.bottom_mpt = 40000;
	form->sections->header = &title;
	form->sections->footer = &number;
	boxes_add_text(arena, form, "一\n二\n三\n四");
	return form;
}

static void
check_places(struct arena *arena)
{
	struct layout layout = boxes_layout(arena, make_form(arena));
	const struct text_run *run = boxes_find(arena, layout.pages, "一二三四五六七八九");

	is_str(boxes_said(arena, layout.pages),
	       "一 二 三 一二三四五六七八九 十甲 1 / 四 一二三四五六七八九 十甲 2",
	       "a header of two lines, the last not of one character, and a number");
	is_int(run->baseline_mpt, 13800, "in the middle of the margin: (30 - 20) / 2 + 8.8");
	ok(run->structure == NULL, "an artifact");
	ok(boxes_find(arena, layout.pages, "2")->structure == NULL, "like the number");
	ok(boxes_find(arena, layout.pages, "四")->structure != NULL, "unlike the text");
}

/* GB/T 9704-2012, 7.5: right on odd pages, left on even ones, a character in. */
static void
check_outer(struct arena *arena)
{
	struct form *form = make_form(arena);
	struct style *style = arena_alloc(arena, sizeof *style);
	struct layout layout;

	*style = boxes_plain;
	style->align = ALIGN_CENTER;
	style->indent = 1000;
	form->sections->marginal = style;
	form->sections->page.is_footer_outer = true;
	form->sections->page.footer_mpt = 15000;
	layout = boxes_layout(arena, form);
	is_int(boxes_find(arena, layout.pages, "1")->x_mpt, 85000, "odd: 100 - 10 - 5");
	is_int(boxes_find(arena, layout.pages->next, "2")->x_mpt, 10000, "even: 10");
	is_int(boxes_find(arena, layout.pages, "1")->baseline_mpt,
	       form->sections->page.height_mpt - 40000 + 15000 - 5000 + 8800,
	       "the middle of its line 15 pt below the text");
	form->sections->page.is_footer_outer = false;
	layout = boxes_layout(arena, form);
	is_int(boxes_find(arena, layout.pages, "1")->baseline_mpt,
	       form->sections->page.height_mpt - 40000 + 15000 - 5000 + 8800,
	       "also one that stands in the middle");
}

/* Bound with upright pages, the left margin of a landscape page is its foot. */
static void
check_landscape(struct arena *arena)
{
	struct form *form = make_form(arena);
	struct style *style = arena_alloc(arena, sizeof *style);
	const struct text_run *odd;
	const struct text_run *even;
	struct layout layout;

	*style = boxes_plain;
	style->indent = 1000;
	form->sections->marginal = style;
	form->sections->page.is_footer_outer = true;
	form->sections->page.footer_mpt = 15000;
	form->sections->page.left_mpt = 40000;
	form->sections->page.width_mpt = 240000;
	form->sections->page.height_mpt = 100000;
	layout = boxes_layout(arena, form);
	odd = boxes_find(arena, layout.pages, "1");
	even = boxes_find(arena, layout.pages->next, "2");
	ok(odd->is_turned && even->is_turned, "its number is turned");
	is_int(even->baseline_mpt, 30000 + 10000, "even: at the top, 30 and a character");
	is_int(odd->baseline_mpt, 100000 - 40000 - 10000 - 5000,
	       "odd: at the bottom, 60 less a character and its own width");
	is_int(odd->x_mpt, 40000 - 15000 - 5000 + 1200, "its middle 15 pt left of the text");
}

static void
check_revision(struct arena *arena)
{
	struct form *form = make_form(arena);
	struct layout layout;

	form->sections->page.width_mpt = 200000;
	form->sections->header = NULL;
	form->revision = 1;
	layout = boxes_layout(arena, form);
	ok(strstr(boxes_said(arena, layout.pages), "修订") == NULL,
	   "the first edition says nothing");
	form->revision = 2;
	layout = boxes_layout(arena, form);
	ok(strstr(boxes_said(arena, layout.pages), "第2次修订") != NULL, "a correction says so");
	ok(strstr(boxes_said(arena, layout.pages->next), "第2次修订") != NULL, "on each page");
}

static void
check_sections(struct arena *arena)
{
	struct form *form = make_form(arena);
	struct section *cover = arena_alloc(arena, sizeof *cover);
	struct layout layout;

	cover->page = form->sections->page;
	cover->page.width_mpt = 200000;
	cover->is_unnumbered = true;
	cover->next = form->sections;
	form->sections = cover;
	layout = boxes_layout(arena, form);
	is_str(boxes_said(arena, layout.pages),
	       " / 一 二 三 一二三四五六七八九 十甲 1 / 四 一二三四五六七八九 十甲 2",
	       "a cover has neither, and does not count");
	is_int(layout.pages->number, 0, "its page has no number");
	is_int(layout.pages->next->number, 1, "the next one is the first");
	is_int(layout.pages->width_mpt, 200000, "it has its own format");
	is_int(layout.pages->next->width_mpt, 100000, "and the others theirs");
}

static void
check_watermark(struct arena *arena)
{
	struct form *form = make_form(arena);
	const struct text_run *mark;
	struct layout layout;

	ok(boxes_layout(arena, form).pages->watermark == NULL, "no watermark when published");
	form->is_draft = true;
	form->sections->page.width_mpt = 200000;
	layout = boxes_layout(arena, form);
	mark = layout.pages->watermark;
	is_int((long long)mark->count, 2, "a draft has one");
	is_int(mark->glyphs[0].scalar, U'草', "草");
	is_int(mark->glyphs[1].scalar, U'稿', "稿");
	is_int(mark->size_mpt, 20000, "a fifth of the shorter side: 100 pt");
	is_int(mark->x_mpt, 80000, "in the middle: (200 - 2 x 20) / 2");
	is_int(mark->baseline_mpt, 57600, "and (100 - 20) / 2 + 0.88 x 20");
	ok(layout.pages->next == NULL || layout.pages->next->watermark == mark, "on each page");
}

static void
check_refusal(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct fonts *fonts = font_fixed();
	struct form *form = make_form(arena);
	struct layout layout;

	form->sections->page.top_mpt = 19000;
	is_int(layout_form(&cx, fonts, form, &layout), ERR_INPUT, "a header higher than its margin");
	ok(cx.reason != NULL && strstr(cx.reason, "页眉放不进页边") != NULL, "  %s", cx.reason);
	font_free(fonts);
}

int
main(void)
{
	struct arena *arena = arena_new();

	layout_init();
	check_places(arena);
	check_outer(arena);
	check_landscape(arena);
	check_revision(arena);
	check_sections(arena);
	check_watermark(arena);
	check_refusal(arena);
	arena_free(arena);
	return done_testing();
}
