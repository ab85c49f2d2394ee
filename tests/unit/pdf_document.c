#include "pdf/document.h"

#include "tests/unit/inflated.h"
#include "tests/unit/manifest.h"
#include "tests/unit/pages.h"
#include "tests/unit/tap.h"

static struct fonts *fonts;

static const char *
file_of(struct arena *arena, struct page *pages, const struct document_info *info)
{
	struct ctx cx = ctx_make(arena);
	struct layout layout = { .pages = pages, .page_count = 1 };
	struct text bytes;

	if (document_write(&cx, fonts, &layout, info, &bytes) != ERR_OK)
		return cx.reason;
	return inflated(arena, &bytes);
}

static void
has(const char *file, const char *piece, const char *name)
{
	ok(strstr(file, piece) != NULL, "%s", name);
}

/* Glyphs 34 and 35 of Noto Serif CJK SC are A and B. */
static const struct placed_glyph glyphs[] = { { 'A', 34, 657 }, { 'B', 35, 645 } };

static void
check_content(struct arena *arena)
{
	static const struct document_info info = { .title = "题" };
	struct text_run again = {
		.size_mpt = 10000, .x_mpt = 7, .baseline_mpt = 0, .glyphs = glyphs, .count = 1
	};
	struct text_run spread = { .next = &again,
		                   .size_mpt = 10000,
		                   .x_mpt = -500,
		                   .baseline_mpt = 200000,
		                   .spacing_mpt = 250,
		                   .glyphs = glyphs,
		                   .count = 1 };
	struct text_run run = { .next = &spread,
		                .size_mpt = 12500,
		                .x_mpt = 20000,
		                .baseline_mpt = 38800,
		                .glyphs = glyphs,
		                .count = 2 };
	struct rule thick = { NULL, 5000, 0, 5000, 100000, 1000 };
	struct rule second = { &thick, 0, 20050, 200000, 20050, 500 };
	struct rule first = { &second, 0, 10050, 200000, 10050, 500 };
	struct page page = {
		.width_mpt = 595276, .height_mpt = 100000, .runs = &run, .rules = &first
	};
	const char *file = file_of(arena, &page, &info);

	has(file, "/MediaBox [ 0 0 595.276 100 ]", "the size of the page");
	has(file,
	    "2 J\n"
	    "0.5 w\n0 89.95 m 200 89.95 l S\n"
	    "0 79.95 m 200 79.95 l S\n"
	    "1 w\n5 100 m 5 0 l S\n"
	    "BT /F0 12.5 Tf 20 61.2 Td <00220023> Tj ET\n"
	    "BT /F0 10 Tf 0.25 Tc -0.5 -100 Td <0022> Tj 0 Tc ET\n"
	    "BT 0.007 100 Td <0022> Tj ET\n",
	    "what is drawn, from the lower left corner in points");
}

/* Glyph 34 stands for two characters; only one can be in the ToUnicode map. */
static void
check_shared_glyph(struct arena *arena)
{
	static const struct document_info info = { .title = "题" };
	static const struct placed_glyph shared[] = { { 0x2f00, 34, 1000 },
		                                      { 0x4e00, 34, 1000 },
		                                      { 0x2f00, 34, 1000 } };
	struct text_run run = { .size_mpt = 10000, .glyphs = shared, .count = 3 };
	struct page page = { .width_mpt = 595276, .height_mpt = 100000, .runs = &run };
	const char *file = file_of(arena, &page, &info);

	has(file, "<0022> <2F00>\n", "a glyph is mapped to the first character that it stands for");
	has(file, "<0022> Tj /Span <</ActualText <FEFF4E00>>> BDC <0022> Tj EMC <0022> Tj",
	    "the other is marked");
}

static void
check_info(struct arena *arena)
{
	struct document_info info = { .title = "项目表",
		                      .author = "财政局",
		                      .subject = "绩效",
		                      .created_at = "2025-02-11T08:09:10+08:00" };
	struct page last = { .width_mpt = 841890, .height_mpt = 595276 };
	struct page page = { .next = &last, .width_mpt = 595276, .height_mpt = 841890 };
	const char *file = file_of(arena, &page, &info);

	has(file, "/Title <FEFF987976EE8868>", "the title");
	has(file, "/Author <FEFF8D22653F5C40>", "the author");
	has(file, "/Subject <FEFF7EE96548>", "the subject");
	has(file, "/Creator (gongkai)", "the program");
	has(file, "/CreationDate (D:20250211080910+08'00')", "the time of publication");
	has(file, "/ModDate (D:20250211080910+08'00')", "and no other");
	has(file, "/Lang (zh-CN)", "the language");
	has(file, "/DisplayDocTitle true", "the title is shown in the window");
	has(file, "/Count 2", "two pages");
	has(file, "/MediaBox [ 0 0 841.89", "the second one across");
}

static void
check_dates(struct arena *arena)
{
	struct document_info info = { .title = "题" };
	struct page page = { .width_mpt = 595276, .height_mpt = 841890 };
	const char *file = file_of(arena, &page, &info);

	ok(strstr(file, "Date") == NULL, "a draft has no date: never the clock's");
	ok(strstr(file, "/Author") == NULL && strstr(file, "/Subject") == NULL,
	   "nor what else is not known");
	info.created_at = "2025-02-11T00:09:10Z";
	has(file_of(arena, &page, &info), "/CreationDate (D:20250211000910Z", "a time in UTC");
	info.created_at = "2025-02-11T00:09:10.123456+00:00";
	has(file_of(arena, &page, &info), "/CreationDate (D:20250211000910",
	    "fractions of a second are left out");
	info.created_at = "tomorrow";
	ok(strstr(file_of(arena, &page, &info), "Date") == NULL, "what is no time is no date");
}

static void
check_fixed(struct arena *arena)
{
	static const struct document_info info = { .title = "题" };
	struct ctx cx = ctx_make(arena);
	struct fonts *fixed = font_fixed();
	struct layout layout = { .pages = pages_make(&cx, fixed, "项目"), .page_count = 1 };
	struct text bytes;

	is_int(document_write(&cx, fixed, &layout, &info, &bytes), ERR_INPUT,
	       "test glyphs cannot be embedded");
	font_free(fixed);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);

	flow_init();
	if (!is_int(font_load(&cx, MANIFEST_REAL, false, &fonts), ERR_OK, "the project's fonts"))
		return done_testing();
	check_content(arena);
	check_shared_glyph(arena);
	check_info(arena);
	check_dates(arena);
	check_fixed(arena);
	arena_free(arena);
	font_free(fonts);
	return done_testing();
}
