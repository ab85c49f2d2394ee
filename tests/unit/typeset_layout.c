#include "typeset/layout.h"

#include "tests/unit/boxes.h"
#include "tests/unit/tap.h"
#include "typeset/flow.h"

static const struct page *
pages_of(struct arena *arena, const struct form *form)
{
	return boxes_layout(arena, form).pages;
}

static const char *
said(struct arena *arena, const struct form *form)
{
	return boxes_said(arena, pages_of(arena, form));
}

static void
check_text(struct arena *arena)
{
	struct form *form = boxes_empty_form(arena, 3);
	const struct page *pages;

	is_str(said(arena, form), "", "an empty form has an empty page");
	boxes_add_text(arena, form, "一\n二");
	boxes_add_item(arena, form, ITEM_HEADING)->paragraphs = boxes_paragraphs(arena,
	                                                                         &boxes_plain, "题");
	boxes_add_text(arena, form, "三\n四");
	is_str(said(arena, form), "一 二 题 / 三 四", "texts one below the other, over pages");
	form->sections->page.top_mpt = 5000;
	form->sections->page.bottom_mpt = 5000;
	form->sections->page.left_mpt = 7000;
	pages = pages_of(arena, form);
	is_str(boxes_said(arena, pages), "一 二 / 题 三 / 四", "margins take their room");
	is_int(boxes_find(arena, pages, "题")->baseline_mpt, 13800, "above: 5 + 8.8");
	is_int(boxes_find(arena, pages, "题")->x_mpt, 7000, "at the left");
}

static void
check_space(struct arena *arena)
{
	struct form *form = boxes_empty_form(arena, 4);
	const struct page *pages;

	boxes_add_item(arena, form, ITEM_SPACE)->height_mpt = 10000;
	boxes_add_text(arena, form, "一");
	boxes_add_item(arena, form, ITEM_SPACE)->height_mpt = 15000;
	boxes_add_text(arena, form, "二\n三");
	pages = pages_of(arena, form);
	is_str(boxes_said(arena, pages), "一 二 / 三", "space takes room");
	is_int(boxes_find(arena, pages, "一")->baseline_mpt, 8800, "but not at the top of a page");
	is_int(boxes_find(arena, pages, "二")->baseline_mpt, 33800, "10 + 15 + 8.8");
}

static void
check_tabs(struct arena *arena)
{
	struct form *form = boxes_empty_form(arena, 3);
	const struct page *pages;

	boxes_add_tabs(arena, form, "左边", "中", "右边");
	boxes_add_text(arena, form, "下");
	pages = pages_of(arena, form);
	is_int(boxes_find(arena, pages, "左边")->x_mpt, 0, "the left part");
	is_int(boxes_find(arena, pages, "中")->x_mpt, 45000, "the centred one: (100 - 10) / 2");
	is_int(boxes_find(arena, pages, "右边")->x_mpt, 80000, "the right one: 100 - 20");
	is_int(boxes_find(arena, pages, "右边")->baseline_mpt, 8800, "all on one line");
	is_int(boxes_find(arena, pages, "下")->baseline_mpt, 18800, "the next line follows");
	form = boxes_empty_form(arena, 2);
	boxes_add_tabs(arena, form, "一二三四五六", NULL, "七八九十甲");
	boxes_add_text(arena, form, "下");
	pages = pages_of(arena, form);
	is_str(boxes_said(arena, pages), "一二三四五六 七八九十甲 / 下",
	       "parts that are too long for one line");
	is_int(boxes_find(arena, pages, "七八九十甲")->baseline_mpt, 18800,
	       "stand one below the other");
	is_int(boxes_find(arena, pages, "七八九十甲")->x_mpt, 50000, "each on its side");
	form = boxes_empty_form(arena, 2);
	boxes_add_text(arena, form, "上");
	boxes_add_tabs(arena, form, "一\n二", NULL, "三");
	is_str(said(arena, form), "上 / 一 二 三", "a line with parts is not parted");
}

static void
check_tables(struct arena *arena)
{
	static const char *const rows[] = { "H:头", "甲", "乙", NULL };
	static const char *const high[] = { "H:头", "甲\n乙\n丙\n丁", NULL };
	static const char *const merged[] = { "*标\n签|甲", "^|乙", "^|丙", NULL };
	struct form *form = boxes_empty_form(arena, 3);

	boxes_add_text(arena, form, "一\n二");
	boxes_add_table(arena, form, rows);
	boxes_add_text(arena, form, "三");
	is_str(said(arena, form), "一 二 / 头 甲 乙 / 三",
	       "a head does not stand alone at the foot of a page");
	form = boxes_empty_form(arena, 3);
	boxes_add_text(arena, form, "一");
	boxes_add_table(arena, form, high);
	is_str(said(arena, form), "一 头 甲 / 头 乙 丙 / 头 丁",
	       "a row that fits on no page begins below its head");
	form = boxes_empty_form(arena, 4);
	boxes_add_text(arena, form, "一\n二\n三");
	boxes_add_table(arena, form, merged);
	is_str(said(arena, form), "一 二 三 / 标 签 甲 乙 丙", "nor a label that has no room there");
}

static void
check_marginals(struct arena *arena)
{
	static struct piece pages_of_all = { NULL, PIECE_PAGES, 0, NULL, NULL, NULL, 0 };
	static struct piece slash = { &pages_of_all, PIECE_LITERAL, 0, "/", NULL, NULL, 0 };
	static struct piece number = { &slash, PIECE_PAGE, 0, NULL, NULL, NULL, 0 };
	static struct piece title = { NULL, PIECE_LITERAL, 0, "题", NULL, NULL, 0 };
	static struct style centred;
	struct form *form = boxes_empty_form(arena, 6);
	const struct page *pages;

	centred = boxes_plain;
	centred.align = ALIGN_CENTER;
	form->sections->page.top_mpt = 20000;
	form->sections->page.bottom_mpt = 30000;
	form->sections->marginal = &centred;
	form->sections->header = &title;
	form->sections->footer = &number;
	boxes_add_text(arena, form, "一\n二");
	pages = pages_of(arena, form);
	is_str(boxes_said(arena, pages), "一 题 1/2 / 二 题 2/2", "header, number, number of pages");
	is_int(boxes_find(arena, pages, "题")->baseline_mpt, 13800,
	       "the header in the middle of its margin: (20 - 10) / 2 + 8.8");
	is_int(boxes_find(arena, pages, "1/2")->baseline_mpt, 48800,
	       "the footer in the middle of its: 60 - (30 + 10) / 2 + 8.8");
	is_int(boxes_find(arena, pages, "1/2")->x_mpt, 42500, "centred: (100 - 15) / 2");
}

static void
check_limits(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct fonts *fonts = font_fixed();
	struct form *form = boxes_empty_form(arena, 1);
	struct text text = text_make(arena);
	struct layout layout;

	for (int i = 0; i < FLOW_PAGES_MAX; i++)
		text_add_str(&text, i == 0 ? "一" : "\n一");
	boxes_add_text(arena, form, text.data);
	is_int(layout_form(&cx, fonts, form, &layout), ERR_OK, "as many pages as are allowed");
	boxes_add_text(arena, form, "一");
	is_int(layout_form(&cx, fonts, form, &layout), ERR_TOO_LONG, "one more is refused");
	font_free(fonts);
}

int
main(void)
{
	struct arena *arena = arena_new();

	layout_init();
	check_text(arena);
	check_space(arena);
	check_tabs(arena);
	check_tables(arena);
	check_marginals(arena);
	check_limits(arena);
	arena_free(arena);
	return done_testing();
}
