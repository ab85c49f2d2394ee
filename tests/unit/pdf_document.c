#include "pdf/document.h"

#include "tests/unit/inflated.h"
#include "tests/unit/manifest.h"
#include "tests/unit/pages.h"
#include "tests/unit/sunk.h"
#include "tests/unit/tap.h"

static struct fonts *fonts;

static const char *
file_of(struct arena *arena, struct layout *layout, const struct document_info *info)
{
	struct ctx cx = ctx_make(arena);
	struct text bytes;

	for (const struct page *page = layout->pages; page != NULL; page = page->next)
		layout->page_count++;
	if (document_write(&cx, fonts, layout, info, &bytes) != ERR_OK)
		return cx.reason;
	return inflated(arena, &bytes);
}

static void
has(const char *file, const char *piece, const char *name)
{
	ok(strstr(file, piece) != NULL, "%s", name);
}

static const struct document_info untitled = { .title = "题" };

/* Glyphs 34 and 35 of Noto Serif CJK SC are A and B. */
static const struct placed_glyph glyphs[] = { { 'A', 34, 657 }, { 'B', 35, 645 } };

static void
check_content(struct arena *arena)
{
	struct structure element = { .kind = STRUCTURE_DATA };
	struct structure root = { .children = &element, .last_child = &element };
	struct text_run number = { .size_mpt = 9000, .glyphs = glyphs, .count = 1 };
	struct text_run again = { .next = &number,
		                  .size_mpt = 10000,
		                  .x_mpt = 7,
		                  .baseline_mpt = 0,
		                  .glyphs = glyphs,
		                  .count = 1,
		                  .structure = &element };
	struct text_run spread = { .next = &again,
		                   .size_mpt = 10000,
		                   .x_mpt = -500,
		                   .baseline_mpt = 200000,
		                   .spacing_mpt = 250,
		                   .glyphs = glyphs,
		                   .count = 1,
		                   .structure = &element };
	struct text_run run = { .next = &spread,
		                .size_mpt = 12500,
		                .x_mpt = 20000,
		                .baseline_mpt = 38800,
		                .glyphs = glyphs,
		                .count = 2,
		                .structure = &root };
	struct rule thick = { NULL, 5000, 0, 5000, 100000, 1000 };
	struct rule second = { &thick, 0, 20050, 200000, 20050, 500 };
	struct rule first = { &second, 0, 10050, 200000, 10050, 500 };
	struct page page = {
		.width_mpt = 595276, .height_mpt = 100000, .runs = &run, .rules = &first
	};
	struct layout layout = { .pages = &page, .structure = &root };
	const char *file = file_of(arena, &layout, &untitled);

	has(file, "/MediaBox[0 0 595.276 100]", "the size of the page");
	has(file,
	    "2 J\n"
	    "/Artifact <</Type/Layout>>BDC\n"
	    "0.5 w\n0 89.95 m 200 89.95 l S\n"
	    "0 79.95 m 200 79.95 l S\n"
	    "1 w\n5 100 m 5 0 l S\n"
	    "EMC\n"
	    "/Document <</MCID 0>>BDC\n"
	    "BT /F0 12.5 Tf 20 61.2 Td <00220023> Tj ET\n"
	    "EMC\n"
	    "/TD <</MCID 1>>BDC\n"
	    "BT /F0 10 Tf 0.25 Tc -0.5 -100 Td <0022> Tj 0 Tc ET\n"
	    "BT 0.007 100 Td <0022> Tj ET\n"
	    "EMC\n"
	    "/Artifact <</Type/Pagination>>BDC\n"
	    "BT /F0 9 Tf 0 100 Td <0022> Tj ET\n"
	    "EMC\n",
	    "what is drawn, from the lower left corner in points, and what it is");
}

/* A page of 200 by 100 pt: the centre (100, 50) stays where it is, 100·(1 − 0.707107) + 35.355. */
static void
check_watermark(struct arena *arena)
{
	struct text_run mark = {
		.size_mpt = 60000, .x_mpt = 40000, .baseline_mpt = 60000, .glyphs = glyphs, .count = 2
	};
	struct rule rule = { NULL, 0, 10000, 200000, 10000, 500 };
	struct page page = {
		.width_mpt = 200000, .height_mpt = 100000, .watermark = &mark, .rules = &rule
	};
	struct layout layout = { .pages = &page };

	has(file_of(arena, &layout, &untitled),
	    "2 J\n/Artifact <</Type/Pagination>>BDC\n"
	    "q .707107 .707107 -.707107 .707107 64.645 -56.066 cm .88 g\n"
	    "BT /F0 60 Tf 40 40 Td <00220023> Tj ET\n"
	    "Q\nEMC\n/Artifact <</Type/Layout>>BDC\n",
	    "a watermark lies below all else, slanting, in gray");
}

/* Glyph 34 stands for two characters; only one can be in the ToUnicode map. */
static void
check_shared_glyph(struct arena *arena)
{
	static const struct placed_glyph shared[] = { { 0x2f00, 34, 1000 },
		                                      { 0x4e00, 34, 1000 },
		                                      { 0x2f00, 34, 1000 } };
	struct text_run run = { .size_mpt = 10000, .glyphs = shared, .count = 3 };
	struct page page = { .width_mpt = 595276, .height_mpt = 100000, .runs = &run };
	struct layout layout = { .pages = &page };
	const char *file = file_of(arena, &layout, &untitled);

	has(file, "<0022> <2F00>\n", "a glyph is mapped to the first character that it stands for");
	has(file, "<0022> Tj /Span <</ActualText <FEFF4E00>>> BDC <0022> Tj EMC <0022> Tj",
	    "the other is marked");
}

static void
check_catalog(struct arena *arena)
{
	struct page last = { .width_mpt = 841890, .height_mpt = 595276 };
	struct page page = { .next = &last, .width_mpt = 595276, .height_mpt = 841890 };
	struct layout layout = { .pages = &page };
	const char *file = file_of(arena, &layout, &untitled);

	has(file, "/Title <FEFF9898>", "the title");
	has(file, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">题</rdf:li>", "  twice");
	has(file, "/Lang(zh-CN)", "the language");
	has(file, "/MarkInfo<</Marked true>>", "is tagged");
	has(file, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1", "what gray means");
	has(file, "/DisplayDocTitle true", "the title is shown in the window");
	has(file, "/Count 2", "two pages");
	has(file, "/MediaBox[0 0 841.89 ", "the second one across");
	ok(strstr(file, "/Outlines") == NULL, "no bookmarks, no outline");
}

/* Pages numbered by the letters of a string, "0" being a cover. */
static struct page *
numbered(struct arena *arena, const char *numbers)
{
	struct page *page;

	if (*numbers == '\0')
		return NULL;
	page = arena_alloc(arena, sizeof *page);
	*page = (struct page){ .next = numbered(arena, numbers + 1),
		               .width_mpt = 100000,
		               .height_mpt = 100000,
		               .number = (unsigned)(*numbers - '0') };
	return page;
}

static void
check_labels(struct arena *arena)
{
	struct layout layout = { .pages = numbered(arena, "1234") };

	has(file_of(arena, &layout, &untitled), "/PageLabels<</Nums[0 <</S/D/St 1>>]>>", "1, 2, 3");
	layout = (struct layout){ .pages = numbered(arena, "0012305") };
	has(file_of(arena, &layout, &untitled),
	    "/PageLabels<</Nums[0 <</P<FEFF5C019762>>> 2 <</S/D/St 1>> 5 <</P<FEFF5C019762>>>"
	    " 6 <</S/D/St 5>>]>>",
	    "covers are called so, others by their numbers");
}

static void
check_bookmarks(struct arena *arena)
{
	struct bookmark second = { .title = "乙", .level = 2, .page = 2, .y_mpt = 25000 };
	struct bookmark first = { .next = &second, .title = "甲", .level = 1, .page = 0 };
	struct layout layout = { .pages = numbered(arena, "123"), .bookmarks = &first };
	const char *file = file_of(arena, &layout, &untitled);

	has(file, "/PageMode/UseOutlines", "bookmarks are shown");
	/* 1 is the structure, 2 the first page, 4 the tree, 6 and 9 the others. */
	has(file, "<</Title<FEFF7532>/Parent ", "the first");
	has(file, "/Dest[2 0 R/XYZ null 100 null]>>", "  leads to the top of a page");
	has(file, "<</Title<FEFF4E59>/Parent ", "the second");
	has(file, "/XYZ null 75 null]>>", "  to a place on it");
}

/* Three layouts, one of which is only a page without structure. */
static enum err
add_parts(struct ctx *cx, struct document *document)
{
	struct bookmark inner = { .title = "内", .level = 2 };
	struct bookmark same = { .next = &inner, .title = "乙", .level = 1 };
	struct layout layout = { .pages = numbered(cx->arena, "0"), .page_count = 1 };

	TRY(document_add(document, &layout, "封"));
	layout = (struct layout){ .pages = numbered(cx->arena, "12"),
		                  .page_count = 2,
		                  .bookmarks = &same };
	TRY(document_add(document, &layout, "甲"));
	layout = (struct layout){ .pages = numbered(cx->arena, "3"),
		                  .page_count = 1,
		                  .bookmarks = &same };
	return document_add(document, &layout, "乙");
}

static void
check_parts(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct text bytes;
	const struct sink sink = { sunk_write, &bytes };
	struct document *document;
	const char *file;

	bytes = text_make(arena);
	is_int(document_open(&cx, fonts, &sink, &document), ERR_OK, "a document");
	is_int(add_parts(&cx, document), ERR_OK, "of three parts");
	is_int(document_close(document, &untitled), ERR_OK, "is closed");
	file = inflated(arena, &bytes);
	has(file, "/Type/Pages/Count 4/", "all pages");
	has(file, "/Nums[0 <</P<FEFF5C019762>>> 1 <</S/D/St 1>>]", "numbered through");
	has(file, "/Type/Outlines/First ", "bookmarks");
	has(file, "/Count 5>>", "  of three parts, with one in the second and one in the third");
	has(file, "%%EOF", "to the end");
}

/* A part of two pages, each with a row of 50 cells and a bookmark, in an arena that is emptied. */
static enum err
add_row(struct arena *arena, struct document *document)
{
	struct structure *root = arena_alloc(arena, sizeof *root);
	struct bookmark bookmark = { .title = "甲乙丙丁", .level = 2, .page = 1 };
	struct layout layout = { .pages = numbered(arena, "12"),
		                 .page_count = 2,
		                 .structure = root,
		                 .bookmarks = &bookmark };
	enum err status;

	for (unsigned i = 0; i < 100; i++) {
		struct page *page = i < 50 ? layout.pages : layout.pages->next;
		struct structure *cell = arena_alloc(arena, sizeof *cell);
		struct text_run *run = arena_alloc(arena, sizeof *run);

		*cell = (struct structure){ .next = root->children, .kind = STRUCTURE_DATA };
		root->children = cell;
		*run = (struct text_run){ .next = page->runs,
			                  .size_mpt = 9000,
			                  .glyphs = glyphs,
			                  .count = 2,
			                  .structure = cell };
		page->runs = run;
	}
	status = document_add(document, &layout, "附件");
	arena_reset(arena);
	return status;
}

static enum err
forget(struct ctx *cx, void *user, const void *bytes, size_t length)
{
	(void)cx;
	(void)bytes;
	*(size_t *)user += length;
	return ERR_OK;
}

static void
check_memory(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct arena *each = arena_new();
	size_t written = 0;
	const struct sink sink = { forget, &written };
	struct document *document;
	enum err status = document_open(&cx, fonts, &sink, &document);
	size_t before = 0;

	for (int i = 0; status == ERR_OK && i < 520; i++) {
		if (i == 20)
			before = arena_used(arena);
		status = add_row(each, document);
	}
	arena_free(each);
	is_int(status, ERR_OK, "1,040 pages");
	ok(written > 4000000, "most of them are out: %zu bytes", written);
	ok(arena_used(arena) - before < (size_t)1000 * 3000,
	   "a page leaves less than 3,000 bytes: %zu", (arena_used(arena) - before) / 1000);
	is_int(document_close(document, &untitled), ERR_OK, "and closed");
}

static void
check_fixed(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct fonts *fixed = font_fixed();
	struct layout layout = { .pages = pages_make(&cx, fixed, "项目"), .page_count = 1 };
	struct text bytes;

	is_int(document_write(&cx, fixed, &layout, &untitled, &bytes), ERR_INPUT,
	       "test glyphs cannot be embedded");
	font_free(fixed);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);

	layout_init();
	if (!is_int(font_load(&cx, MANIFEST_REAL, false, &fonts), ERR_OK, "the project's fonts"))
		return done_testing();
	check_content(arena);
	check_watermark(arena);
	check_shared_glyph(arena);
	check_catalog(arena);
	check_labels(arena);
	check_bookmarks(arena);
	check_parts(arena);
	check_memory(arena);
	check_fixed(arena);
	arena_free(arena);
	font_free(fonts);
	return done_testing();
}
