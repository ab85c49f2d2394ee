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
	const struct text_run *run = boxes_find(arena, layout.pages, "一二三四五六七八九十");

	is_str(boxes_said(arena, layout.pages),
	       "一 二 三 一二三四五六七八九十 甲 1 / 四 一二三四五六七八九十 甲 2",
	       "a header of two lines, and a number");
	is_int(run->baseline_mpt, 13800, "in the middle of the margin: (30 - 20) / 2 + 8.8");
	ok(run->structure == NULL, "an artifact");
	ok(boxes_find(arena, layout.pages, "2")->structure == NULL, "like the number");
	ok(boxes_find(arena, layout.pages, "四")->structure != NULL, "unlike the text");
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
	       " / 一 二 三 一二三四五六七八九十 甲 1 / 四 一二三四五六七八九十 甲 2",
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
	check_sections(arena);
	check_watermark(arena);
	check_refusal(arena);
	arena_free(arena);
	return done_testing();
}
