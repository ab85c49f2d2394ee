#include "pdf/font.h"

#include "pdf/document.h"
#include "tests/unit/inflated.h"
#include "tests/unit/manifest.h"
#include "tests/unit/pages.h"
#include "tests/unit/sunk.h"
#include "tests/unit/tap.h"

static void
check_use(struct arena *arena, struct fonts *fonts)
{
	static const struct placed_glyph glyphs[] = { { 'A', 34, 657 }, { 'B', 35, 645 } };
	struct ctx cx = ctx_make(arena);
	struct object_doc *doc = arena_alloc(arena, sizeof *doc);
	struct text_run run = { .face = 0, .size_mpt = 10000, .glyphs = glyphs, .count = 2 };
	struct text resources = text_make(arena);
	struct font_use *use;
	struct text bytes;

	if (object_open(&cx, sunk_open(&cx, &bytes), doc) != ERR_OK)
		return;
	use = font_use_new(doc, fonts);
	font_use_resources(use, &resources);
	is_str(resources.data, "<</Font<<>>>>", "no face is used yet");
	is_int(font_use_embed(use), ERR_OK, "nor embedded");
	is_str(font_use_run(use, &run), "F0", "the first face");
	run.face = 4;
	is_str(font_use_run(use, &run), "F4", "the fifth");
	run.face = 0;
	is_str(font_use_run(use, &run), "F0", "the first again, by the same name");
	text_clear(&resources);
	font_use_resources(use, &resources);
	is_str(resources.data, "<</Font<</F0 1 0 R/F4 2 0 R>>>>", "both are resources");
	is_int(font_use_embed(use), ERR_OK, "both are embedded");
	ok(text_starts_with(sunk_close(doc->file, &bytes), "%PDF"), "and written");
}

/* Widths of glyphs 1 to 9 in use, in thousandths; 0: not in use. Codes are 10, 20, … */
static const char *
widths_of(struct arena *arena, struct fonts *fonts, const uint16_t *widths)
{
	struct ctx cx = ctx_make(arena);
	struct object_doc *doc = arena_alloc(arena, sizeof *doc);
	struct font_use *use;
	struct text bytes;
	const char *file;
	const char *array;

	if (object_open(&cx, sunk_open(&cx, &bytes), doc) != ERR_OK)
		return cx.reason;
	use = font_use_new(doc, fonts);
	for (uint16_t i = 0; i < 9; i++) {
		struct placed_glyph glyph = { 'A', (uint16_t)(10 + 10 * i), widths[i] };
		struct text_run run = { .glyphs = &glyph, .count = 1 };

		if (widths[i] != 0)
			font_use_run(use, &run);
	}
	if (font_use_embed(use) != ERR_OK)
		return cx.reason;
	file = sunk_close(doc->file, &bytes);
	array = memmem(file, bytes.length, "/W [", 4);
	return array == NULL ? "none" : arena_strndup(arena, array, strcspn(array, "]") + 1);
}

static void
check_widths(struct arena *arena, struct fonts *fonts)
{
	is_str(widths_of(arena, fonts, (uint16_t[9]){ 1000, 1000, 0, 1000 }), "/W [ ]",
	       "an em is the default");
	is_str(widths_of(arena, fonts, (uint16_t[9]){ 500, 500, 0, 500, 1000, 500, 250, 250 }),
	       "/W [ 10 40 500 60 60 500 70 80 250 ]", "others are ranges, over what is not in use");
}

/* The file of a page that says `text`. */
static const char *
file_of(struct arena *arena, struct fonts *fonts, const char *text, struct text *bytes)
{
	static const struct document_info info = { .title = "题" };
	struct ctx cx = ctx_make(arena);
	struct layout layout = { .pages = pages_make(&cx, fonts, text), .page_count = 1 };

	if (layout.pages == NULL || document_write(&cx, fonts, &layout, &info, bytes) != ERR_OK)
		return cx.reason;
	return inflated(arena, bytes);
}

static void
has(const char *file, const char *piece, const char *name)
{
	ok(strstr(file, piece) != NULL, "%s", name);
}

static void
check_cff(struct arena *arena, struct fonts *fonts)
{
	struct text bytes;
	const char *file = file_of(arena, fonts, "项A𬬻", &bytes);

	has(file, "/Subtype /Type0", "a composite font");
	has(file, "/Encoding /Identity-H", "coded by glyph");
	has(file, "/Subtype /CIDFontType0\n", "a CFF face is of CIDFontType0");
	has(file, "/FontFile3", "with its program");
	has(file, "/Subtype /CIDFontType0C", "bare CFF");
	has(file, "/Ordering (Identity)", "codes are the face's own glyphs");
	has(file, "+NotoSerifCJKsc-Regular", "a subset by name");
	has(file, "/DW 1000", "an em wide by default");
	has(file, "3 beginbfchar", "three characters");
	has(file, "> <9879>\n", "a character of the BMP");
	has(file, "> <0041>\n", "of ASCII");
	has(file, "> <D872DF3B>\n", "beyond the BMP as a pair of surrogates");
	has(file, "/CIDSet ", "which codes it has");
	has(file, "1 begincodespacerange\n<0000> <FFFF>", "codes of two bytes");
}

static void
check_truetype(struct arena *arena, struct fonts *fonts)
{
	struct text bytes;
	const char *file = file_of(arena, fonts, "\xf0\xa0\x80\x81", &bytes);

	has(file, "/Subtype /CIDFontType2", "a TrueType face is of CIDFontType2");
	has(file, "/FontFile2", "with its program");
	has(file, "/CIDToGIDMap", "and a map to the subset's glyphs");
	has(file, "+HanaMinB", "HanaMinB");
	has(file, "> <D840DC01>\n", "U+20001");
}

/* Sections of a CMap have at most 100 entries. */
static void
check_many(struct arena *arena, struct fonts *fonts)
{
	struct text text = text_make(arena);
	struct text bytes;
	const char *file;

	for (uint32_t i = 0; i < 230; i++)
		text_add_char(&text, 0x4e00 + i);
	file = file_of(arena, fonts, text.data, &bytes);
	has(file, "100 beginbfchar", "many characters in sections of a hundred");
	has(file, "30 beginbfchar", "and the rest");
	ok(strstr(file, "230 beginbfchar") == NULL, "never more");
}

static void
check_again(struct arena *arena, struct fonts *fonts)
{
	struct text first;
	struct text second;

	file_of(arena, fonts, "绩效目标表 2024", &first);
	file_of(arena, fonts, "其他", &second);
	ok(first.length != second.length, "other texts give other files");
	file_of(arena, fonts, "绩效目标表 2024", &second);
	ok(first.length == second.length && memcmp(first.data, second.data, first.length) == 0,
	   "the same text gives the same bytes, whatever came between");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct fonts *fonts;

	layout_init();
	if (!is_int(font_load(&cx, MANIFEST_REAL, false, &fonts), ERR_OK, "the project's fonts"))
		return done_testing();
	check_use(arena, fonts);
	check_widths(arena, fonts);
	check_cff(arena, fonts);
	check_truetype(arena, fonts);
	check_many(arena, fonts);
	check_again(arena, fonts);
	arena_free(arena);
	font_free(fonts);
	return done_testing();
}
