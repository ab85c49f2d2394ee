/* Where lines end in and beside numbers, and when letters become smaller for them. */
#include "tests/unit/boxes.h"
#include "tests/unit/random.h"
#include "tests/unit/tap.h"
#include "typeset/line.h"

/*
 * A text, a width in half-width letters of 5 pt (twice as much for a Chinese
 * one), its lines with "/" between them, and their size in tenths of a point
 * where that is not 10 pt.
 */
struct breaking {
	const char *text;
	int width;
	const char *lines;
	int size;
};

static const struct breaking cases[] = {
	/* It has room, with its operator and its unit, on a line of its own. */
	{ "一二三四≥11.376万元", 12, "一二三四/≥11.376万元", 0 },
	/* Before the unit, behind the operator, where the number fits. */
	{ "≥11.376万元", 8, "≥11.376/万元", 0 },
	{ "≥11.376万元", 6, "≥/11.376/万元", 0 },
	{ "≤ 11.376 亿元", 6, "≤/11.376/亿元", 0 },
	{ "￥1234.50", 7, "￥/1234.50", 0 },
	{ "50000平方米", 5, "50000/平方/米", 0 },
	{ "50000km", 5, "50000/km", 0 },
	{ "50000㎡", 5, "50000/㎡", 0 },
	{ "12345百万元", 6, "12345/百万元", 0 },
	/* A unit ends with its clause. */
	{ "一二12公里。五六", 9, "一二/12公里。/五六", 0 },
	/* What stands behind a year is no unit. */
	{ "2023年决算", 6, "2023年/决算", 0 },
	{ "2023年度", 7, "2023/年度", 0 },
	/* Smaller by half a point a step: 6 letters of 5 pt in 27.5 and 25 pt. */
	{ "≥11.376万元", 5, "≥/11.376/万元", 80 },
	{ "123456", 5, "123456", 80 },
	{ "1234567", 6, "1234567", 85 },
	/* Not smaller than two thirds: 45 pt of digits have room in 30 pt, and 50 pt have not. */
	{ "123456789", 6, "123456789", 66 },
	{ "1234567890", 6, "1234567890", 66 },
	/* All members of the kind. */
	{ "1,234,567.89", 10, "1,234,567.89", 80 },
	{ "-1234.56", 7, "-1234.56", 85 },
	{ "增长+12.5%", 5, "增长/+12.5%", 80 },
	{ "－1234", 5, "－1234", 80 },
	{ "100.00％", 7, "100.00％", 85 },
	{ "３４５．６", 9, "３４５．６", 90 },
	{ "１２３４元", 8, "１２３４/元", 0 },
	{ "12345/67890", 10, "12345/67890", 90 },
	{ "23:59:59", 7, "23:59:59", 85 },
	{ "2025.02.11", 9, "2025.02.11", 90 },
	{ "3×10⁸元", 6, "3×10⁸/元", 0 },
	{ "3×10⁸元", 4, "3×10⁸/元", 80 },
	{ "5\u202f000\u202f000\u202f元", 9, "5\u202f000\u202f000/元", 0 },
	{ "1234½", 4, "1234½", 80 },
	/* A range parts behind its dash, which no line begins with. */
	{ "1000-2000", 6, "1000-/2000", 0 },
	{ "10%～20%", 6, "10%～/20%", 0 },
	{ "1000—2000年", 6, "1000—/2000年", 0 },
	{ "-50~+50", 5, "-50~/+50", 0 },
	/* A date only when smaller letters do not help: 10 letters in 40 and in 30 pt. */
	{ "2025-02-11", 8, "2025-02-11", 80 },
	{ "2025-02-11", 6, "2025-/02-11", 0 },
	/* A bracket or a comma stays with its number as long as that can be. */
	{ "（12345）", 8, "（12345）", 85 },
	{ "12345，一", 6, "12345，/一", 85 },
	/* Codes break when they are wider than the line: behind a hyphen, beside letters, anywhere. */
	{ "430699-001-2024-01", 12, "430699-001-/2024-01", 0 },
	{ "91430600MA4L3XYZ0X", 10, "91430600/MA4L3XYZ0X", 0 },
	{ "4306992400000001", 10, "4306992400/000001", 0 },
	{ "13800138000", 10, "13800138000", 90 },
	{ "13800138000", 7, "1380013/8000", 0 },
	{ "13800138000元", 7, "13800138000/元", 66 },
	{ "≥13800138000", 7, "≥/13800138000", 66 },
	{ "http://a.example/2024/t20240211_12.html", 12,
	  "http:///a.example//2024//t20240211_/12.html", 0 },
	/* Spaces that forbid a break are where a line ends before a word is torn. */
	{ "The\u00a0quick\u00a0brown\u00a0fox", 10, "The\u00a0quick/brown\u00a0fox", 0 },
	{ "ab\u2007cd", 3, "ab/cd", 0 },
	/* Too long to be one: not even an error. */
	{ "1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1", 10, "1.1.1.1.1./1.1.1.1.1./1.1.1.1.1./1.1.1", 0 },
};

/* Centred: never before the last character, and before the points that a label ends with. */
static const struct breaking centred[] = {
	{ "一二三四五六", 10, "一二三/四五六", 0 },
	{ "产出指标40分", 10, "产出指标/40分", 0 },
	{ "产出指标（40分）", 12, "产出指标/（40分）", 0 },
	{ "社会效益指标(7.5%)", 14, "社会效益指标/(7.5%)", 0 },
	{ "经济效益和社会效益指标40分", 12, "经济效益和社/会效益指标/40分", 0 },
	/* Not when that takes one line more: then with two characters before them. */
	{ "满意度指标10分", 8, "满意度/指标10分", 0 },
	{ "满意度指标10分", 6, "满意度/指标/10分", 0 },
	/* Balancing tears no number and no word that a left-aligned text leaves whole. */
	{ "≥11.376万元", 8, "≥11.376/万元", 0 },
	{ "一12345678", 9, "一/12345678", 0 },
	{ "12345678元", 8, "12345678/元", 0 },
	{ "一二三四abcdefgh五", 10, "一二三四/abcdefgh五", 0 },
};

static const char *
lines_of(struct arena *arena, const struct style *style, const char *text, int width_mpt,
         int *size_mpt)
{
	struct ctx cx = ctx_make(arena);
	struct fonts *fonts = font_fixed();
	struct text out = text_make(arena);
	struct lines lines = { 0 };

	if (line_break(&cx, fonts, boxes_paragraphs(arena, style, text), width_mpt, &lines) != ERR_OK)
		text_add_str(&out, cx.reason);
	for (size_t i = 0; i < lines.count; i++) {
		for (size_t j = 0; j < lines.lines[i].count; j++)
			text_add_char(&out, lines.lines[i].atoms[j].scalar);
		text_add_str(&out, i + 1 < lines.count ? "/" : "");
	}
	*size_mpt = lines.count == 0 ? 0 : lines.lines[0].style->size_mpt;
	font_free(fonts);
	return out.data;
}

static void
check_cases(struct arena *arena, const struct breaking *cases_, size_t count,
            const struct style *style)
{
	for (size_t i = 0; i < count; i++) {
		const struct breaking *c = &cases_[i];
		int size;

		is_str(lines_of(arena, style, c->text, c->width * 5000, &size), c->lines, c->text);
		is_int(size / 100, c->size == 0 ? 100 : c->size, "  of this size");
	}
}

/* Too wide even when smaller: the table's column and the field are told. */
static void
check_refusal(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct fonts *fonts = font_fixed();
	struct paragraph paragraph = { .style = &boxes_plain };
	struct lines lines = { 0 };

	paragraph.spans = boxes_span(arena, "约", NULL);
	paragraph.spans->next = boxes_span(arena, "1,234,567.89元", "project.name");
	is_int(line_break(&cx, fonts, &paragraph, 35000, &lines), ERR_OK, "12 letters in 40 pt");
	line_check(&cx, &lines, 40000, 3);
	is_int((long long)cx.fault_count, 0, "have room at two thirds, 40 pt");
	line_check(&cx, &lines, 35000, 3);
	if (is_int((long long)cx.fault_count, 1, "but not in 35 pt")) {
		is_str(cx.faults->place, "/project/name", "with the place in the document");
		ok(strstr(cx.faults->what,
		          "表格第 3 列太窄，放不下“1,234,567.89”，字号缩到 6.6 磅也不行；"
		          "请加宽或改短") != NULL,
		   "the column, the number and the cure: %s", cx.faults->what);
	}
	font_free(fonts);
}

static const char *
random_text(struct arena *arena)
{
	static const char *const numbers[] = { "1,234,567.8", "-12.5", "95%", "≥60",     "3/4",
		                               "10:30",       "1.5万", "+8",  "0.376亿", "２５．３" };
	static const char *const others[] = { "一", "元", "二三四", "（",   "，", "。",
		                              "）", "ab", " ",      "甲乙", "、", "：" };
	struct text text = text_make(arena);

	for (unsigned i = 1 + random_below(12); i > 0; i--) {
		if (random_below(3) == 0)
			text_add_str(&text, numbers[random_below(sizeof numbers / sizeof *numbers)]);
		text_add_str(&text, i % 2 == 0 ? "的" : "");
		text_add_str(&text, others[random_below(sizeof others / sizeof *others)]);
		text_add_str(&text, "中");
	}
	return text.data;
}

/* Is a line's end, "/", inside of one of the numbers? */
static bool
is_torn(const char *lines)
{
	static const char *const torn[] = { "1/,", ",/2", "4/,", ",/5",   "7/.",   "./8",
		                            "2/.", "./5", "5/%", "9/5",   "6/0",   "1/2",
		                            "2/3", "3/4", "5/6", "6/7",   "0/:",   ":/3",
		                            "3/0", "1/0", "-/1", "+/8",   "1/.",   "0/.",
		                            "./3", "3/7", "7/6", "２/５", "５/．", "．/３" };

	for (size_t i = 0; i < sizeof torn / sizeof *torn; i++)
		if (strstr(lines, torn[i]) != NULL)
			return true;
	return false;
}

static const char *
run(struct arena *arena, bool is_alone)
{
	struct style style = boxes_plain;
	const char *text = random_text(arena);
	const char *lines;
	int size;

	style.align = (enum align)random_below(5);
	lines = lines_of(arena, &style, text, (int)(4 + random_below(30)) * 5000, &size);
	if (is_alone)
		printf("# %s\n# %s\n", text, lines);
	/* A fraction's own stroke is no line's end. */
	for (char *s = strstr((char *)(uintptr_t)lines, "3/4"); s != NULL; s = strstr(s, "3/4"))
		s[1] = '|';
	return is_torn(lines) ? arena_printf(arena, "%s", lines) : NULL;
}

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct style style = boxes_plain;

	layout_init();
	check_cases(arena, cases, sizeof cases / sizeof *cases, &style);
	style.align = ALIGN_CENTER;
	check_cases(arena, centred, sizeof centred / sizeof *centred, &style);
	check_refusal(arena);
	random_run(argc, argv, 3000, run, "3000 random texts in all alignments: no number is torn");
	arena_free(arena);
	return done_testing();
}
