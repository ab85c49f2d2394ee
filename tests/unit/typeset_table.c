#include "typeset/table.h"

#include "tests/unit/boxes.h"
#include "tests/unit/tap.h"
#include "typeset/trace.h"

#define ROWS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* A table 100 pt wide on pages of so many lines of 10 pt, and what the pages say. */
struct breaking {
	const char *name;
	int lines;
	const char *const *rows;
	const char *said;
};

static const struct breaking cases[] = {
	{ "rows that fit stand on one page", 3, ROWS("一", "二", "三"), "一 二 三" },
	{ "others go on", 2, ROWS("一", "二", "三"), "一 二 / 三" },
	{ "heads repeat", 3, ROWS("H:头|部", "一|1", "二|2", "三|3", "四|4", "五|5"),
	  "头 部 一 1 二 2 / 头 部 三 3 四 4 / 头 部 五 5" },
	{ "heads of two rows too", 4, ROWS("H:头|部", "H:^|位", "一|1", "二|2", "三|3"),
	  "头 部 位 一 1 二 2 / 头 部 位 三 3" },
	{ "a second head takes the place of the first", 4,
	  ROWS("H:头", "一", "二", "H:首", "三", "四", "五", "六"),
	  "头 一 二 / 首 三 四 五 / 首 六" },
	{ "a label that is cut stands again", 3, ROWS("*甲|一", "^|二", "^|三", "^|四", "^|五"),
	  "甲 一 二 三 / 甲 （续） 四 五" },
	{ "also beside a head that it begins in", 4,
	  ROWS("H:*甲|头", "^|一", "^|二", "^|三", "^|四", "^|五"),
	  "甲 头 一 二 三 / 甲 （续） 头 四 五" },
	{ "a label that ends with the page does not", 2, ROWS("*甲|一", "^|二", "*乙|三", "^|四"),
	  "甲 一 二 / 乙 三 四" },
	{ "labels of two levels", 3,
	  ROWS("*甲|*子|一", "^|^|二", "^|*丑|三", "^|^|四", "^|^|五", "^|*寅|六"),
	  "甲 子 一 二 丑 三 / 甲 （续） 丑 （续） 四 五 寅 六" },
	{ "merged text goes on and is not repeated", 2,
	  ROWS("一二三四五六七八九十甲乙丙丁戊己庚|1", "^|2", "^|3", "^|4"),
	  "一二三四五 六七八九十 1 2 / 甲乙丙丁戊 己庚 3 4" },
	{ "and makes its last row higher where it must", 3, ROWS("甲\n乙\n丙\n丁\n戊|1", "^|2"),
	  "甲 乙 1 / 丙 丁 戊 2" },
	{ "a row that fits on a page is not split", 3, ROWS("一", "二三四五六七八九十甲乙丙丁戊己"),
	  "一 二三四五六七八九十甲 乙丙丁戊己" },
	{ "it moves", 3, ROWS("一", "二", "甲\n乙\n丙"), "一 二 / 甲 乙 丙" },
	{ "a row that fits on none is split at lines", 3, ROWS("甲\n乙\n丙\n丁\n戊|一", "己|二"),
	  "甲 乙 丙 一 / 丁 戊 己 二" },
	{ "on as many pages as it needs", 2, ROWS("甲\n乙\n丙\n丁\n戊"), "甲 乙 / 丙 丁 / 戊" },
	{ "its label is repeated", 3, ROWS("*标|甲\n乙\n丙\n丁\n戊"),
	  "标 甲 乙 丙 / 标 （续） 丁 戊" },
	{ "its head too, which does not stand alone", 3, ROWS("H:头", "甲\n乙\n丙\n丁"),
	  "头 甲 乙 / 头 丙 丁" },
	{ "two cells of one such row go on at their own pace", 3,
	  ROWS("甲\n乙\n丙\n丁|一\n二\n三\n四\n五\n六\n七"), "甲 乙 丙 一 二 三 / 丁 四 五 六 / 七" },
	{ "no line of a paragraph stands alone there", 3,
	  ROWS("一二三四五六七八九十百千万亿兆京垓秭穰沟甲乙丙丁戊己庚辛壬癸子丑寅"),
	  "一二三四五六七八九十 百千万亿兆京垓秭穰沟 / 甲乙丙丁戊己庚辛壬癸 子丑寅" },
	{ "nor its first one", 3, ROWS("甲\n乙\n一二三四五六七八九十百千"),
	  "甲 乙 / 一二三四五六七八九十 百千" },
	{ "such a row begins where it stands", 3, ROWS("一|1", "甲\n乙\n丙\n丁\n戊|2", "三|3"),
	  "一 1 甲 乙 2 / 丙 丁 戊 / 三 3" },
	{ "below its head", 4, ROWS("一", "H:头", "甲\n乙\n丙\n丁"), "一 头 甲 乙 / 头 丙 丁" },
	{ "unless its label has no room", 3, ROWS("一|1", "二|2", "*标\n签|甲\n乙\n丙\n丁\n戊"),
	  "一 1 二 2 / 标 签 甲 乙 丙 / 标 签 （续） 丁 戊" },
	{ "or its first lines", 2, ROWS("一", "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"),
	  "一 / 甲乙丙丁戊己庚辛壬癸 子丑寅卯辰巳午未申酉 / 戌亥" },
	{ "short data over several rows stands again, too", 3,
	  ROWS("50|一", "^|二", "^|三", "^|四", "^|五"), "50 一 二 三 / 50 （续） 四 五" },
	{ "a row stays with the previous one", 3, ROWS("一", "二", "三", "K:四"), "一 二 / 三 四" },
	{ "two rows do", 4, ROWS("一", "二", "三", "K:四", "K:五"), "一 二 / 三 四 五" },
	{ "as many as a page holds", 3, ROWS("一", "K:二", "K:三", "K:四"), "一 二 三 / 四" },
	{ "a row stays with the last of a merged cell", 3,
	  ROWS("*甲|一", "^|二", "^|三", "K:总|四"), "甲 一 二 / 甲 （续） 三 总 四" },
	{ "a label without room moves", 5,
	  ROWS("一|1", "二|2", "三|3", "*甲\n乙\n丙|4", "^|5", "^|6", "^|7"),
	  "一 1 二 2 三 3 / 甲 乙 丙 4 5 6 7" },
	{ "a label with room stays", 6,
	  ROWS("一|1", "二|2", "三|3", "*甲\n乙\n丙|4", "^|5", "^|6", "^|7"),
	  "一 1 二 2 三 3 甲 乙 丙 4 5 6 / 甲 乙 丙 （续） 7" },
	{ "a label at the top of a page has room before a high row", 4,
	  ROWS("*甲\n乙\n丙|1", "^|一\n二\n三\n四"), "甲 乙 丙 1 / 甲 乙 丙 （续） 一 二 三 四" },
	{ "a label higher than a page goes on as text does", 3,
	  ROWS("*甲\n乙\n丙\n丁\n戊|一", "己|二"), "甲 乙 丙 一 / 丁 戊 己 二" },
	{ "cells that share all their rows", 3, ROWS("甲\n乙\n丙\n丁\n戊\n己\n庚\n辛|一", "^|^"),
	  "甲 乙 丙 一 / 丁 戊 己 一 （续） / 庚 辛 一 （续）" },
	{ "spans over columns", 2, ROWS("甲|<|<", "一|二|<", "*丙|三|^^", "^|四|五"),
	  "甲 一 二 / 丙 三 ^^ 四 五" },
	{ "a high head is not repeated on every page", 4,
	  ROWS("H:头\n头\n头\n头", "一", "二", "三", "四", "五"), "头 头 头 头 / 一 二 三 四 / 五" },
};

static enum err
lay_out(struct ctx *cx, const struct form *form, struct layout *layout)
{
	struct fonts *fonts = font_fixed();
	enum err status = layout_form(cx, fonts, form, layout);

	font_free(fonts);
	return status;
}

static struct layout
layout_of(struct arena *arena, const struct form *form)
{
	struct ctx cx = ctx_make(arena);
	struct layout layout = { 0 };

	if (lay_out(&cx, form, &layout) != ERR_OK)
		printf("# %s\n", cx.reason);
	return layout;
}

static const struct page *
pages_of(struct arena *arena, const struct form *form)
{
	return layout_of(arena, form).pages;
}

static void
check_breaking(struct arena *arena)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct block *block = boxes_block(arena, &boxes_plain, cases[i].rows);
		const struct form *form = boxes_form(arena, block, 100000, cases[i].lines * 10000);

		is_str(boxes_said(arena, pages_of(arena, form)), cases[i].said, cases[i].name);
	}
}

/* What a template says of a cell that is cut. */
static void
check_repeat(struct arena *arena)
{
	struct block *block = boxes_block(arena, &boxes_plain,
	                                  ROWS("50|一", "^|二", "^|三", "^|四"));

	block->grid[0]->repeat = REPEAT_NO;
	is_str(boxes_said(arena, pages_of(arena, boxes_form(arena, block, 100000, 30000))),
	       "50 一 二 三 / 四", "data that shall not stand again does not");
	block = boxes_block(arena, &boxes_plain, ROWS("*标|甲\n乙\n丙\n丁"));
	block->grid[0]->repeat = REPEAT_NO;
	is_str(boxes_said(arena, pages_of(arena, boxes_form(arena, block, 100000, 30000))),
	       "标 甲 乙 丙 / 丁", "nor does a label");
	block = boxes_block(arena, &boxes_plain, ROWS("50|甲\n乙\n丙\n丁"));
	block->grid[0]->repeat = REPEAT_YES;
	is_str(boxes_said(arena, pages_of(arena, boxes_form(arena, block, 100000, 30000))),
	       "50 甲 乙 丙 / 50 （续） 丁", "data of one row does when it shall");
}

static int
baseline(struct arena *arena, const struct page *pages, const char *text)
{
	const struct text_run *run = boxes_find(arena, pages, text);

	return run == NULL ? -1 : run->baseline_mpt;
}

static int
left_edge(struct arena *arena, const struct page *pages, const char *text)
{
	const struct text_run *run = boxes_find(arena, pages, text);

	return run == NULL ? -1 : run->x_mpt;
}

static void
check_columns(struct arena *arena)
{
	static const int shares[] = { 1, 2, 4 };
	struct block *block = boxes_block(arena, &boxes_plain,
	                                  ROWS("甲|乙|丙", "丁|<|戊", "己|<|<"));
	const struct page *pages;

	block->shares = shares;
	pages = pages_of(arena, boxes_form(arena, block, 100000, 100000));
	is_int(left_edge(arena, pages, "甲"), 0, "the first column");
	is_int(left_edge(arena, pages, "乙"), 14286, "1/7 of 100 pt, rounded");
	is_int(left_edge(arena, pages, "丙"), 42857, "3/7");
	is_int(left_edge(arena, pages, "戊"), 42857, "after a span of two");
}

static void
check_heights(struct arena *arena)
{
	struct block *block = boxes_block(arena, &boxes_plain,
	                                  ROWS("一二三四五六|1", "二|2", "三|3", "四|4"));
	const struct page *pages;

	block->rows[1].min_height_mpt = 35000;
	block->rows[2].min_height_mpt = 5000;
	pages = pages_of(arena, boxes_form(arena, block, 100000, 100000));
	is_int(baseline(arena, pages, "1"), 8800, "the first row");
	is_int(baseline(arena, pages, "二"), 28800, "a row is as high as its highest cell: 20 pt");
	is_int(baseline(arena, pages, "三"), 63800, "or as it is told to be: 35 pt");
	is_int(baseline(arena, pages, "四"), 73800, "if that is more");
}

static void
check_stretching(struct arena *arena)
{
	struct block *block = boxes_block(arena, &boxes_plain,
	                                  ROWS("甲\n乙\n丙\n丁\n戊|1", "^|2", "己|3"));
	const struct page *pages = pages_of(arena, boxes_form(arena, block, 100000, 100000));

	is_int(baseline(arena, pages, "2"), 33800, "50 pt over two rows: 25 pt each");
	is_int(baseline(arena, pages, "3"), 58800, "the next row after both");
}

static void
check_padding(struct arena *arena)
{
	struct style style = boxes_plain;
	const struct page *pages;

	style.padding_x_mpt = 4000;
	style.padding_y_mpt = 3000;
	style.valign = VALIGN_MIDDLE;
	pages = pages_of(arena,
	                 boxes_form(arena, boxes_block(arena, &style, ROWS("甲\n乙\n丙|1", "丁|2")),
	                            100000, 100000));
	is_int(left_edge(arena, pages, "甲"), 4000, "padding at the left");
	is_int(baseline(arena, pages, "甲"), 11800, "padding above");
	is_int(baseline(arena, pages, "1"), 21800, "middle: 3 + (36 - 6 - 10) / 2 + 8.8");
	is_int(baseline(arena, pages, "丁"), 47800, "3 lines and twice the padding: 36 pt");
	style.valign = VALIGN_BOTTOM;
	pages = pages_of(arena,
	                 boxes_form(arena, boxes_block(arena, &style, ROWS("甲\n乙\n丙|1", "丁|2")),
	                            100000, 100000));
	is_int(baseline(arena, pages, "1"), 31800, "bottom: 36 - 3 - 10 + 8.8");
}

/* A number a little too wide for its cell even in the smallest letters. */
static void
check_overhang(struct arena *arena)
{
	static const enum align aligns[] = { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTER, ALIGN_JUSTIFY };
	static const int shares[] = { 34, 66 };

	for (size_t i = 0; i < sizeof aligns / sizeof aligns[0]; i++) {
		struct style style = boxes_plain;
		struct block *block = boxes_block(arena, &style, ROWS("12345678|甲"));

		style.padding_x_mpt = 5000;
		style.align = aligns[i];
		block->shares = shares;
		/* 8 digits of 3.333 pt in 34 - 2 * 5 pt. */
		is_int(left_edge(arena, pages_of(arena, boxes_form(arena, block, 100000, 50000)),
		                 "12345678"),
		       3668, "as far from one rule as from the other: (34 - 26.664) / 2");
	}
}

static const char *
trace_of(struct arena *arena, const struct form *form)
{
	struct fonts *fonts = font_fixed();
	struct text out = text_make(arena);

	struct layout layout = layout_of(arena, form);

	layout.structure = NULL;
	if (trace_layout(fonts, &layout, &out) != ERR_OK)
		text_add_str(&out, "failed");
	font_free(fonts);
	return out.data;
}

static void
check_rules(struct arena *arena)
{
	struct block *block = boxes_block(arena, &boxes_plain,
	                                  ROWS("*甲|一|<", "^|二|三", "^|四|五"));

	is_str(trace_of(arena, boxes_form(arena, block, 90000, 20000)),
	       "page 1 90.000 20.000\n"
	       "h 30.000 10.000 90.000 0.500\n"
	       "v 30.000 0.000 20.000 0.500\n"
	       "v 60.000 10.000 20.000 0.500\n"
	       "h 0.000 0.000 90.000 1.000\n"
	       "h 0.000 20.000 90.000 1.000\n"
	       "v 0.000 0.000 20.000 1.000\n"
	       "v 90.000 0.000 20.000 1.000\n"
	       "text fixed 10.000 0.000 8.800 甲\n"
	       "text fixed 10.000 30.000 8.800 一\n"
	       "text fixed 10.000 30.000 18.800 二\n"
	       "text fixed 10.000 60.000 18.800 三\n"
	       "page 2 90.000 20.000\n"
	       "v 30.000 0.000 20.000 0.500\n"
	       "v 60.000 0.000 20.000 0.500\n"
	       "h 0.000 0.000 90.000 1.000\n"
	       "h 0.000 20.000 90.000 1.000\n"
	       "v 0.000 0.000 20.000 1.000\n"
	       "v 90.000 0.000 20.000 1.000\n"
	       "text fixed 10.000 0.000 8.800 甲\n"
	       "text fixed 10.000 0.000 18.800 （续）\n"
	       "text fixed 10.000 30.000 8.800 四\n"
	       "text fixed 10.000 60.000 8.800 五\n",
	       "rules leave merged cells open, and a break closes them");
}

static void
check_blocks(struct arena *arena)
{
	struct block *first = boxes_block(arena, &boxes_plain, ROWS("甲|乙"));
	const struct page *pages;

	first->next = boxes_block(arena, &boxes_plain, ROWS("H:一|二|三|四", "五|六|七|八"));
	pages = pages_of(arena, boxes_form(arena, first, 100000, 100000));
	is_int(left_edge(arena, pages, "乙"), 50000, "a block of two columns");
	is_int(left_edge(arena, pages, "二"), 25000, "one of four below it");
	is_int(baseline(arena, pages, "二"), 18800, "without a gap");
	is_str(boxes_said(arena, pages_of(arena, boxes_form(arena, first, 100000, 20000))),
	       "甲 乙 / 一 二 三 四 五 六 七 八", "its head goes with its first row");
	first = boxes_block(arena, &boxes_plain, ROWS("甲", "乙"));
	first->next = boxes_block(arena, &boxes_plain, ROWS("K:一", "二"));
	is_str(boxes_said(arena, pages_of(arena, boxes_form(arena, first, 100000, 20000))),
	       "甲 / 乙 一 / 二", "a first row stays with the last one of the block above");
}

/* A mark that has no room is smaller; in a cell too narrow for that, it is broken rather than stand out. */
static void
check_mark(struct arena *arena)
{
	static const int shares[] = { 21, 79 };
	static const int narrow[] = { 19, 81 };
	struct block *block = boxes_block(arena, &boxes_plain,
	                                  ROWS("*甲|1", "^|2", "^|3", "^|4", "^|5", "^|6"));
	const struct page *pages;

	block->shares = shares;
	pages = pages_of(arena, boxes_form(arena, block, 100000, 40000));
	is_str(boxes_said(arena, pages), "甲 1 2 3 4 / 甲 （续） 5 6", "the mark is not torn");
	is_int(boxes_find(arena, pages, "（续）")->size_mpt, 7000, "smaller: 21 pt for 3 em");
	block->shares = narrow;
	is_str(boxes_said(arena, pages_of(arena, boxes_form(arena, block, 100000, 40000))),
	       "甲 1 2 3 4 / 甲 （ 续 ） 5 6", "the mark stays in a narrow cell");
}

static void
check_refusals(struct arena *arena)
{
	static const int shares[] = { 1, 19 };
	struct ctx cx = ctx_make(arena);
	struct layout layout;
	struct block *block = boxes_block(arena, &boxes_plain, ROWS("甲"));

	is_int(lay_out(&cx, boxes_form(arena, block, 100000, 5000), &layout), ERR_INPUT,
	       "a page lower than a line is refused");
	ok(cx.reason != NULL && strstr(cx.reason, "页面太矮") != NULL, "with the reason");
	ctx_clear(&cx);
	block = boxes_block(arena, &boxes_plain, ROWS("1|甲"));
	block->shares = shares;
	is_int(lay_out(&cx, boxes_form(arena, block, 100000, 50000), &layout), ERR_OK,
	       "a column as wide as half a letter");
	block = boxes_block(arena, &boxes_plain, ROWS("甲|乙"));
	block->shares = shares;
	block->grid[0]->paragraphs->spans->place = boxes_place_of(arena, "project.name");
	is_int(lay_out(&cx, boxes_form(arena, block, 100000, 50000), &layout), ERR_INPUT,
	       "is refused for a whole one");
	is_str(cx.field, "/project/name", "with the place");
	ok(cx.reason != NULL && strstr(cx.reason, "第 1 列太窄") != NULL, "and the column");
}

int
main(void)
{
	struct arena *arena = arena_new();

	layout_init();
	check_breaking(arena);
	check_repeat(arena);
	check_columns(arena);
	check_heights(arena);
	check_stretching(arena);
	check_padding(arena);
	check_overhang(arena);
	check_rules(arena);
	check_blocks(arena);
	check_mark(arena);
	check_refusals(arena);
	arena_free(arena);
	return done_testing();
}
