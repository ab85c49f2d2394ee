#include "typeset/line.h"

#include "tests/unit/boxes.h"
#include "tests/unit/manifest.h"
#include "tests/unit/tap.h"

/* A paragraph, a width in half-width letters of 5 pt, and its lines, "/" between them. */
struct breaking {
	const char *text;
	int width;
	const char *lines;
};

static const struct breaking cases[] = {
	{ "", 10, "" },
	{ "一二三四五", 10, "一二三四五" },
	{ "一二三四五六七", 10, "一二三四五/六七" },
	/* No last line of one character. */
	{ "一二三四五六", 10, "一二三四/五六" },
	{ "一二三四五六。", 10, "一二三四/五六。" },
	{ "一二三四五六七八九十甲", 10, "一二三四五/六七八九/十甲" },
	{ "一二三四五12", 10, "一二三四五/12" },
	{ "一二三12345六", 10, "一二三/12345六" },
	{ "一二1234567 六", 9, "一二/1234567/六" },
	{ "一二", 2, "一/二" },
	/* The number of an item stays with it. */
	{ "一二三四1.五六", 10, "一二三四1./五六" },
	{ "一二三。1.五六", 10, "一二三。/1.五六" },
	{ "一二三；2、五六", 10, "一二三；/2、五六" },
	{ "一二三。（三）五六", 14, "一二三。/（三）五六" },
	{ "一二三。 ④ 五六", 12, "一二三。/④ 五六" },
	{ "一二三。2、3五六", 12, "一二三。2、/3五六" },
	/* No closing mark begins a line. */
	{ "一二三四五，六", 10, "一二三四/五，六" },
	{ "一二三四五。六", 10, "一二三四/五。六" },
	{ "一二三四五、六", 10, "一二三四/五、六" },
	{ "一二三四五；六", 10, "一二三四/五；六" },
	{ "一二三四五：六", 10, "一二三四/五：六" },
	{ "一二三四五）六", 10, "一二三四/五）六" },
	{ "一二三四五》六", 10, "一二三四/五》六" },
	{ "一二三四五”六", 10, "一二三四/五”六" },
	{ "一二三四五〕六", 10, "一二三四/五〕六" },
	{ "一二三四五”。六", 10, "一二三四/五”。六" },
	{ "一二三四五％六", 10, "一二三四/五％六" },
	/* No opening mark ends one. */
	{ "一二三四（五六", 10, "一二三四/（五六" },
	{ "一二三四《五六", 10, "一二三四/《五六" },
	{ "一二三四“五六", 10, "一二三四/“五六" },
	{ "一二三四〔五六", 10, "一二三四/〔五六" },
	{ "一二三（“五六", 10, "一二三/（“五六" },
	/* An opening mark may begin a line, a closing one may end it. */
	{ "一二三四五（六", 10, "一二三四五/（六" },
	{ "一二三四》五六", 10, "一二三四》/五六" },
	{ "一二三四，“五六", 10, "一二三四，/“五六" },
	/* A number stays whole, with its sign and its unit. */
	{ "一二三123456", 10, "一二三/123456" },
	{ "一二三1,234.56", 10, "一二三/1,234.56" },
	{ "一二三四12元", 11, "一二三四/12元" },
	{ "一二三四12 元", 12, "一二三四/12 元" },
	{ "一二三12万元", 10, "一二三/12万元" },
	{ "一二三12.5亿元", 12, "一二三/12.5亿元" },
	{ "一二三≥95%", 8, "一二三/≥95%" },
	{ "一二三＝100%", 9, "一二三/＝100%" },
	{ "一二三95％", 8, "一二三/95％" },
	{ "一二三≤60000元", 9, "一二三/≤60000元" },
	/* Spaces hang at the end of a line and are not printed there. */
	{ "一二三四五 六七", 10, "一二三四五/六七" },
	{ "abc def ghi", 7, "abc def/ghi" },
	{ "abc def ghi", 8, "abc def/ghi" },
	{ "abc\tdef", 7, "abc def" },
	{ "一二三四五 ：六", 10, "一二三四/五 ：六" },
	/* What has no opportunity breaks all the same. */
	{ "ABCDEFGHIJKLMNOP", 10, "ABCDEFGHIJ/KLMNOP" },
	{ "……………", 4, "……/……/…" },
	{ "一ABCDEFGHIJKLMN", 10, "一/ABCDEFGHIJ/KLMN" },
	{ "一", 1, "一" },
	{ "一二", 1, "一/二" },
	/* What is invisible takes no room and breaks nothing; a soft hyphen ends no line. */
	{ "一二三四\xf3\xa0\x84\x80五六七", 10, "一二三四\xf3\xa0\x84\x80五/六七" },
	{ "一二三四五 \xe2\x80\x8b六七", 10, "一二三四五/六七" },
	{ "abc def\xc2\xadghi", 7, "abc/def\xc2\xadghi" },
	/* Then a number parts from its unit rather than in the middle. */
	{ "≤4090.01万元", 10, "≤4090.01/万元" },
	{ "≥12.3456公里", 11, "≥12.3456/公里" },
	{ "≥12.3456公里（含支线）", 11, "≥12.3456/公里（含/支线）" },
	{ "完成率98.5%（2024年）", 12, "完成率98.5%/（2024年）" },
	{ "采用PPP（政府）", 8, "采用PPP/（政府）" },
	{ "12公里道路建成", 6, "12公里/道路/建成" },
	{ "123456万元", 7, "123456/万元" },
	{ "12345678万元", 6, "12345678/万元" },
	/* Even then not before a closing mark, nor behind an opening one. */
	{ "ABCDEFGHIJ，一", 10, "ABCDEFGHI/J，一" },
	{ "ABCDEFGH（一", 10, "ABCDEFGH/（一" },
	{ "ABCDEFGHIJ”），一", 10, "ABCDEFGHI/J”），一" },
};

static const char *
lines_of(struct arena *arena, const struct style *style, const char *text, int width_mpt)
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
	font_free(fonts);
	return out.data;
}

static void
check_breaking(struct arena *arena)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		is_str(lines_of(arena, &boxes_plain, cases[i].text, cases[i].width * 5000),
		       cases[i].lines, cases[i].text);
}

static void
check_shapes(struct arena *arena)
{
	struct style style = boxes_plain;

	style.first_indent = 2000;
	is_str(lines_of(arena, &style, "一二三四五六七八九", 50000), "一二三/四五六七/八九",
	       "the first line is indented by two characters");
	style.indent = 1000;
	is_str(lines_of(arena, &style, "一二三四五六七八九", 50000), "一二/三四五六/七八九",
	       "beyond the indent of all lines");
	is_str(lines_of(arena, &style, "一二三\n四五", 50000), "一二/三/四五",
	       "each paragraph begins anew");
	style = boxes_plain;
	style.align = ALIGN_CENTER;
	is_str(lines_of(arena, &style, "一二三四五六", 50000), "一二三/四五六",
	       "a centred paragraph breaks in its middle");
	is_str(lines_of(arena, &style, "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子", 50000),
	       "一二三四五/六七八九十/甲乙丙丁戊/己庚辛壬/癸子", "unless it is long");
	style.vertical = true;
	is_str(lines_of(arena, &style, "绩效 指标", 50000), "绩/效/指/标",
	       "a vertical label: a character a line");
	is_str(lines_of(arena, &style, "产出(50分)", 15000), "产/出/(/50/分/)",
	       "but a number stays readable");
	is_str(lines_of(arena, &style, "达95.5%（优）", 25000), "达/95.5%/（/优/）",
	       "a percentage too, and brackets stand as they are");
	is_str(lines_of(arena, &style, "2024年", 15000), "2/0/2/4/年", "unless it is too wide");
	is_str(lines_of(arena, &style, "", 50000), "", "or nothing");
}

static void
check_heights(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct fonts *fonts = font_fixed();
	struct style style = { .size_mpt = 9000, .leading = 1250 };
	struct lines lines = { 0 };

	is_int(line_break(&cx, fonts, boxes_paragraphs(arena, &style, "甲\n乙\n"), 50000, &lines),
	       ERR_OK, "three paragraphs, the last one empty");
	is_int((long long)lines.count, 3, "an empty paragraph has a line");
	is_int(line_height(&lines, 0, 3), 33750, "three lines of 9 pt x 1.25");
	is_int(line_height(&lines, 1, 1), 11250, "the second");
	is_int(line_height(&lines, 2, 9), 11250, "not more than there are");
	is_int(line_height(&lines, 3, 1), 0, "none");
	font_free(fonts);
}

/*
 * Titles: words are those of the dictionary, a word of one character ends the one before, and of
 * all that takes as few lines the one nearest to a shape is chosen. Widths are in ems.
 */
static void
check_titles(struct arena *arena)
{
	struct style style = boxes_plain;

	style.align = ALIGN_CENTER;
	style.words = true;
	is_str(lines_of(arena, &style, "整体支出绩效自评报告", 100000), "整体支出绩效自评报告",
	       "a title of one line");
	is_str(lines_of(arena, &style, "2023年度岳阳楼区新时代文明实践服务中心整体支出绩效自评报告",
	                200000),
	       "2023年度岳阳楼区新时代文明/实践服务中心整体支出绩效自评报告",
	       "13 above 16, rather than 15 above 14");
	is_str(lines_of(arena, &style, "岳阳市岳阳楼区新时代文明实践服务中心绩效信息", 100000),
	       "岳阳市岳阳楼区/新时代文明实践服务/中心绩效信息", "a diamond: 7, 9, 6");
	is_str(lines_of(arena, &style, "新时代文明实践", 20000), "新时/代文/明实/践",
	       "where a word has no room, as it comes");
	style.words = false;
	is_str(lines_of(arena, &style, "岳阳市岳阳楼区新时代文明实践服务中心绩效信息", 110000),
	       "岳阳市岳阳楼区新时代文/明实践服务中心绩效信息",
	       "in the middle, unless words are asked for");
}

/* A balanced text keeps its number whole beside an indent, too. */
static void
check_balanced(struct arena *arena)
{
	struct style style = boxes_plain;

	style.indent = 1000;
	style.align = ALIGN_CENTER;
	is_str(lines_of(arena, &style, "≥11.376万元", 45000), "≥11.376/万元", "centred");
	style.align = ALIGN_AUTO;
	is_str(lines_of(arena, &style, "≥11.376万元", 45000), "≥11.376/万元", "and by length");
}

/* The text of so many empty lines. */
static enum err
break_empty(struct ctx *cx, struct fonts *fonts, const struct style *style, size_t count)
{
	struct lines lines = { 0 };
	char *text = arena_alloc(cx->arena, count);

	memset(text, '\n', count - 1);
	return line_break(cx, fonts, boxes_paragraphs(cx->arena, style, text), 50000, &lines);
}

/* Sums of heights are far from overflow: 44,444 lines of 11.25 pt are not quite 500,000 pt. */
static void
check_limits(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct fonts *fonts = font_fixed();
	struct style style = { .size_mpt = 9000, .leading = 1250 };

	is_int(break_empty(&cx, fonts, &style, 44444), ERR_OK, "500,000 pt of lines");
	is_int(break_empty(&cx, fonts, &style, 44445), ERR_TOO_LONG, "one more is too many");
	is_str(cx.reason, "一处文字多于 44444 行，太长", "which is told");
	style.size_mpt = 200000;
	style.vertical = true;
	ok(text_starts_with(lines_of(arena, &style, arena_printf(arena, "%0200000d", 0), 50000),
	                    "一处文字多于 2000 行，太长"),
	   "a long number in a vertical label");
	style.vertical = false;
	is_int((long long)strlen(
		       lines_of(arena, &style, arena_printf(arena, "%200000s", "1"), 50000)),
	       2, "many spaces are one end of a line");
	font_free(fonts);
}

/* The widths of a text's lines, "/" between them. */
static const char *
widths(struct arena *arena, struct fonts *fonts, const struct paragraph *paragraph)
{
	struct ctx cx = ctx_make(arena);
	struct text out = text_make(arena);
	struct lines lines = { 0 };

	if (line_break(&cx, fonts, paragraph, 60000, &lines) != ERR_OK || cx.fault_count > 0)
		return "fault";
	for (size_t i = 0; i < lines.count; i++)
		text_add_fmt(&out, "%s%d", i > 0 ? "/" : "", lines.lines[i].width_mpt);
	return out.data;
}

/* What is kept of a text is of use in any size, and no line that was made of it changes it. */
static void
check_kept(struct arena *arena)
{
	static const char *const texts[] = { "一二，三四五）六七八九十", "农产品质量安全监管项目",
		                             "e\u0301一二3x\u0332", "ا ب" };
	struct fonts *fonts = font_fixed();
	struct style large = boxes_plain;
	struct style small = boxes_plain;

	large.align = small.align = ALIGN_JUSTIFY;
	large.words = small.words = true;
	small.size_mpt = 7300;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct paragraph *kept = boxes_paragraphs(arena, &large, texts[i]);
		struct paragraph *plain = boxes_paragraphs(arena, &small, texts[i]);
		const char *first;

		kept->shaped = arena_alloc(arena, sizeof(struct line_text *));
		first = widths(arena, fonts, kept);
		kept->style = &small;
		is_str(widths(arena, fonts, kept), widths(arena, fonts, plain), "smaller, as new");
		kept->style = &large;
		is_str(widths(arena, fonts, kept), first, "  and as before");
	}
	font_free(fonts);
}

/* A generator of numbers that is the same everywhere. */
static uint32_t
next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static const char *
random_text(struct arena *arena, uint32_t *state)
{
	static const char *const pieces[] = { "一",    "二",     "三", "，", "。",   "（",   "）",
		                              "《",    "》",     "“",  "”",  "、",   "a",    "bc",
		                              "12",    "3.5",    "9%", "元", "万元", "≥",    "——",
		                              "……",    " ",      "㎡", "：", "；",   "𬬻", "ABC",
		                              "http:", "/x-y/z", "〔", "〕" };
	struct text text = text_make(arena);

	for (uint32_t i = next_random(state) % 60; i > 0; i--)
		text_add_str(&text, pieces[next_random(state) % (sizeof pieces / sizeof *pieces)]);
	return text.data;
}

static const char *
without(struct arena *arena, const char *s, const char *dropped)
{
	struct text out = text_make(arena);

	for (; *s != '\0'; s++)
		if (strchr(dropped, *s) == NULL)
			text_add(&out, s, 1);
	return out.data;
}

/* Does the text, with "/" at its breaks, break where it must not? */
static bool
breaks_badly(const char *lines)
{
	static const char *const bad[] = { "/，", "/。", "/、", "/）", "/》", "/”",  "/：",
		                           "/；", "/〕", "（/", "《/", "“/",  "〔/", "/%" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (strstr(lines, bad[i]) != NULL)
			return true;
	return false;
}

/* Is there a line that must break badly: marks without a letter among them over its whole width? */
static bool
is_hopeless(const char *text)
{
	static const char *const marks[] = { "，", "。", "、", "）", "》", "”",  "：", "；",
		                             "〕", "（", "《", "“",  "〔", "……", "——", " " };
	int longest = 0;
	int run = 0;

	while (*text != '\0') {
		size_t length = 0;

		for (size_t i = 0; i < sizeof marks / sizeof *marks && length == 0; i++)
			if (text_starts_with(text, marks[i]))
				length = strlen(marks[i]);
		run = length > 0 ? run + 1 : 0;
		longest = run > longest ? run : longest;
		text += length > 0 ? length : 1;
	}
	return longest > 4;
}

static void
check_random(struct arena *arena)
{
	uint32_t state = 20240211;
	int lost = 0;
	int bad = 0;
	int tried = 0;

	for (int i = 0; i < 5000; i++) {
		const char *text = without(arena, random_text(arena, &state), "/");
		int width = (int)(12 + next_random(&state) % 40) * 5000;
		const char *lines = lines_of(arena, &boxes_plain, text, width);

		if (strcmp(without(arena, lines, "/ "), without(arena, text, " ")) != 0)
			lost++;
		if (is_hopeless(text))
			continue;
		tried++;
		if (breaks_badly(lines) && bad++ < 5)
			printf("# %s\n# %d: %s\n", text, width / 5000, lines);
	}
	is_int(lost, 0, "5000 random texts: every character stands in its line, in order");
	is_int(bad, 0, "and no line begins or ends with the wrong mark");
	ok(tried > 2500, "%d of them can be broken well", tried);
}

/* A character that no font has, in a text of a field. */
static void
check_missing(struct ctx *cx, struct fonts *fonts, const char *text, const char *path,
              const char *pointer, const char *says)
{
	struct paragraph paragraph = { .style = &boxes_plain };
	struct lines lines = { 0 };

	paragraph.spans = boxes_span(cx->arena, "项目", NULL);
	paragraph.spans->next = boxes_span(cx->arena, text, path);
	ctx_clear(cx);
	is_int(line_break(cx, fonts, &paragraph, 100000, &lines), ERR_OK, says);
	is_int((long long)cx->fault_count, 1, "  is one fault");
	is_str(cx->faults->place, pointer, "  at its place");
	ok(strstr(cx->faults->what, says) != NULL, "  with the character: %s", cx->faults->what);
}

static void
check_fonts(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct paragraph paragraph = { .style = &boxes_plain };
	struct lines lines = { 0 };
	struct fonts *fonts;

	if (!is_int(font_load(&cx, MANIFEST_REAL, false, &fonts), ERR_OK, "the project's fonts"))
		return;
	paragraph.spans = boxes_span(arena, "濉畲耒〔〕㎡‰★☑≧𬬻𫖯", "texts.goal");
	is_int(line_break(&cx, fonts, &paragraph, 500000, &lines), ERR_OK,
	       "characters outside GB 2312 and outside the BMP");
	is_int((long long)lines.lines[0].count, 12, "all of them");
	check_missing(&cx, fonts, "甲\xf4\x8f\xbf\xbd", "texts.goal", "/texts/goal", "U+10FFFD");
	check_missing(&cx, fonts, "\x01", "texts.note", "/texts/note", "U+0001");
	check_missing(&cx, fonts, "\r", "title", "/title", "U+000D");
	check_missing(&cx, fonts, "\x7f", "title", "/title", "U+007F");
	check_missing(&cx, fonts, "\xc2\x85", "title", "/title", "U+0085");
	check_missing(&cx, fonts, "\xee\x80\x80", NULL, "/", "U+E000");
	font_free(fonts);
}

int
main(void)
{
	struct arena *arena = arena_new();

	layout_init();
	check_breaking(arena);
	check_titles(arena);
	check_balanced(arena);
	check_shapes(arena);
	check_heights(arena);
	check_limits(arena);
	check_kept(arena);
	check_fonts(arena);
	check_random(arena);
	arena_free(arena);
	return done_testing();
}
