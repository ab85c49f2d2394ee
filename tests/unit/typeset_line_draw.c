#include "typeset/line.h"

#include "tests/unit/boxes.h"
#include "tests/unit/manifest.h"
#include "tests/unit/tap.h"

/* Draws the first line of a text in a box at (20, 30). */
static const struct text_run *
drawn_with(struct arena *arena, struct fonts *fonts, const struct style *style, const char *text,
           int width_mpt)
{
	struct ctx cx = ctx_make(arena);
	struct page *page = arena_alloc(arena, sizeof *page);
	struct lines lines = { 0 };

	page->run_tail = &page->runs;
	if (line_break(&cx, fonts, boxes_paragraphs(arena, style, text), width_mpt, &lines) == ERR_OK)
		line_draw(arena, page, &lines.lines[0], 20000, 30000, width_mpt);
	return page->runs;
}

static const struct text_run *
drawn(struct arena *arena, const struct style *style, const char *text, int width_mpt)
{
	struct fonts *fonts = font_fixed();
	const struct text_run *runs = drawn_with(arena, fonts, style, text, width_mpt);

	font_free(fonts);
	return runs;
}

static void
check_places(struct arena *arena)
{
	struct style style = boxes_plain;

	is_int(drawn(arena, &style, "一二", 100000)->x_mpt, 20000, "left: 20");
	is_int(drawn(arena, &style, "一二", 100000)->baseline_mpt, 38800,
	       "baseline: 30 + 0.88 x 10");
	style.align = ALIGN_CENTER;
	is_int(drawn(arena, &style, "一二", 100000)->x_mpt, 60000, "centre: 20 + (100 - 20) / 2");
	style.align = ALIGN_RIGHT;
	is_int(drawn(arena, &style, "一二", 100000)->x_mpt, 100000, "right: 20 + 100 - 20");
	is_int(drawn(arena, &style, "1,234.50", 100000)->x_mpt, 80000, "an amount: 120 - 8 x 5");
	style.indent = 1000;
	style.align = ALIGN_LEFT;
	is_int(drawn(arena, &style, "一二", 100000)->x_mpt, 30000, "indented by one em");
	style.leading = 1500;
	is_int(drawn(arena, &style, "一二", 100000)->baseline_mpt, 41300,
	       "leading 1.5: half of 5 pt above, 30 + 2.5 + 8.8");
	style.vertical = true;
	style.indent = 0;
	is_int(drawn(arena, &style, "一二", 100000)->x_mpt, 65000,
	       "vertical: each character in the middle");
}

static void
check_justified(struct arena *arena)
{
	struct style style = boxes_plain;
	const struct text_run *run;

	style.align = ALIGN_JUSTIFY;
	run = drawn(arena, &style, "一二三四五六七八九十甲乙", 105000);
	is_int(run->spacing_mpt, 555, "justified: 5 pt over nine gaps");
	is_int(run->x_mpt, 20000, "from the left edge");
	is_int(drawn(arena, &style, "一二三四五六七八九十", 105000)->spacing_mpt, 0,
	       "the last line is not spread");
	run = drawn(arena, &style, "一二三四五，六", 50000);
	is_int(run->spacing_mpt, 0, "10 pt over three gaps would be too much");
	is_int(run->x_mpt, 20000, "such a line stands left");
	run = drawn(arena, &style, "一二三四五六七八九\n十", 105000);
	is_int(run->spacing_mpt, 0, "the last line before a line feed is not spread");
	is_int(drawn(arena, &style, "一二三四五六七八九十", 9000)->spacing_mpt, 0,
	       "a line wider than its box is not squeezed");
	run = drawn(arena, &style, "一二三四五六七八九十甲乙丙丁戊己庚辛壬1234567890元", 200000);
	is_int(run->spacing_mpt, 555, "a column of text is filled: 10 pt over eighteen gaps");
	run = drawn(arena, &style, "一二三四五六七八九十甲乙丙丁戊己庚辛1234567890元", 200000);
	is_int(run->spacing_mpt, 0, "but not with 20 pt over seventeen: a reader would see spaces");
	run = drawn(arena, &style, "一二三95.5%四五六——七八九十", 110000);
	is_int(run->spacing_mpt, 714, "5 pt over seven gaps, not within a number or a dash");
	is_int(run->next->spacing_mpt, 0, "the number stays as it is");
	is_int(run->next->x_mpt, 52142, "behind three spread characters: 20 + 3 x 10.714");
	is_int(run->next->next->x_mpt, 77856, "and so do those behind it: + 25 + 0.714");
}

static void
check_auto(struct arena *arena)
{
	struct style style = boxes_plain;
	const struct text_run *run;

	style.align = ALIGN_AUTO;
	is_int(drawn(arena, &style, "一二", 100000)->x_mpt, 60000, "auto: one line is centred");
	is_int(drawn(arena, &style, "一\n二三", 100000)->x_mpt, 65000, "so are two");
	run = drawn(arena, &style, "一二三四五六七八九十甲乙", 105000);
	is_int(run->x_mpt, 42500, "which break in the middle: 20 + (105 - 60) / 2");
	run = drawn(arena, &style, "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子", 105000);
	is_int(run->x_mpt, 20000, "three begin at the left");
	is_int(run->spacing_mpt, 555, "and are filled: 5 pt over nine gaps");
	run = drawn(arena, &style, "一二三四五六七八九十甲丙\n乙", 105000);
	is_int(run->x_mpt, 20000, "also those of two paragraphs");
	is_int(run->spacing_mpt, 555, "and they are not balanced");
}

/* The first line of a justified text: its runs, each at its place in mpt from the left. */
static const char *
squeezed(struct arena *arena, struct fonts *fonts, enum align align, const char *line, int width_mpt)
{
	struct text out = text_make(arena);
	struct style style = boxes_plain;
	const struct text_run *run;

	style.align = align;
	for (run = drawn_with(arena, fonts, &style, line, width_mpt); run != NULL; run = run->next) {
		text_add_fmt(&out, "%s%d ", out.length == 0 ? "" : " ", run->x_mpt - 20000);
		for (size_t i = 0; i < run->count; i++)
			text_add_char(&out, run->glyphs[i].scalar);
		if (run->spacing_mpt > 0)
			text_add_fmt(&out, "+%d", run->spacing_mpt);
	}
	return out.data;
}

/* Marks give up blank halves, 5 pt each, so that a line is full that would stay loose. */
static const struct {
	const char *text;
	int width_mpt;
	const char *runs;
	const char *why;
} squeezes[] = {
	{ "一二三四五，六七八", 55000, "0 一二三四五，", "the mark at the line's end gives 5 pt" },
	{ "一二三四五，六七八", 54000, "0 一二三四", "6 pt it has not" },
	{ "一二，三四五）六七八", 79000, "0 一二， 29500 三四五） 69000 六",
	  "1 pt is shared by two marks" },
	{ "一二，三四五）六七八", 75000, "0 一二，三四五）+833",
	  "5 pt over six gaps are no loose line" },
	{ "一二）。三，四五，六七八九", 98000, "0 一二） 28000 。三，四五，六",
	  "2 pt from the mark that adjoins another, before all others" },
	{ "一二三，四五。", 65000, "0 一二三，四五。",
	  "no last line of one character: it is taken in" },
	{ "一二三四五。", 52000, "0 一二三", "nor where there is no room for it" },
	{ "一二三四五，六", 55000, "0 一二三四", "nor is one made by it" },
};

static void
check_squeezed(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct fonts *fonts = font_fixed();
	const char *line = "党组织积极开展党员志愿服务和“微心愿行动";

	for (size_t i = 0; i < sizeof squeezes / sizeof squeezes[0]; i++)
		is_str(squeezed(arena, fonts, ALIGN_JUSTIFY, squeezes[i].text, squeezes[i].width_mpt),
		       squeezes[i].runs, squeezes[i].why);
	is_str(squeezed(arena, fonts, ALIGN_LEFT, squeezes[0].text, squeezes[0].width_mpt),
	       "0 一二三四", "lines that are not to be full are not squeezed");
	font_free(fonts);
	if (!is_int(font_load(&cx, MANIFEST_REAL, false, &fonts), ERR_OK, "the project's fonts"))
		return;
	is_str(squeezed(arena, fonts, ALIGN_JUSTIFY, line, 156000),
	       "0 党组织积极开展党员志愿服务和 136000 “微",
	       "an opening mark begins 4 pt to the left of its place");
	font_free(fonts);
}

int
main(void)
{
	struct arena *arena = arena_new();

	layout_init();
	check_places(arena);
	check_justified(arena);
	check_auto(arena);
	check_squeezed(arena);
	arena_free(arena);
	return done_testing();
}
