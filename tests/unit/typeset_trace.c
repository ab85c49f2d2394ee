#include "typeset/trace.h"

#include "tests/unit/tap.h"

static const struct placed_glyph glyphs[] = { { U'项', 1, 1000 },
	                                      { U'A', 2, 500 },
	                                      { 0x2cb3b, 3, 1000 } };

static const char *
trace_of(struct arena *arena, struct page *pages)
{
	struct fonts *fonts = font_fixed();
	struct text out = text_make(arena);

	if (trace_layout(fonts, &(struct layout){ .pages = pages }, &out) != ERR_OK)
		text_add_str(&out, "failed");
	font_free(fonts);
	return out.data;
}

/* What stands beside rules and runs. */
static void
check_rest(struct arena *arena)
{
	struct fonts *fonts = font_fixed();
	struct text out = text_make(arena);
	struct structure cell = { .kind = STRUCTURE_DATA, .column_span = 2, .row_span = 3 };
	struct structure label = { .next = &cell,
		                   .kind = STRUCTURE_HEADER,
		                   .scope = SCOPE_COLUMN,
		                   .column_span = 1,
		                   .row_span = 1 };
	struct structure row = { .children = &label, .kind = STRUCTURE_ROW };
	struct structure table = { .children = &row, .kind = STRUCTURE_TABLE };
	struct structure heading = { .next = &table, .kind = STRUCTURE_HEADING, .level = 2 };
	struct structure document = { .children = &heading, .kind = STRUCTURE_DOCUMENT };
	struct text_run artifact = { .glyphs = glyphs, .count = 1 };
	struct text_run last = { .next = &artifact,
		                 .size_mpt = 9000,
		                 .x_mpt = 1000,
		                 .baseline_mpt = 2000,
		                 .glyphs = glyphs,
		                 .count = 1,
		                 .structure = &cell };
	struct text_run run = { .next = &last,
		                .size_mpt = 9000,
		                .baseline_mpt = 1000,
		                .glyphs = glyphs,
		                .count = 2,
		                .structure = &heading };
	struct page page = { .watermark = &artifact, .runs = &run };
	struct bookmark bookmark = { NULL, "第一章", 2, 0, 12345 };
	struct layout layout = { &page, 1, &document, &bookmark, NULL };

	is_int(trace_layout(fonts, &layout, &out), ERR_OK, "a layout");
	is_str(out.data,
	       "page 1 0.000 0.000\n"
	       "watermark fixed 0.000 0.000 0.000 项\n"
	       "text fixed 9.000 0.000 1.000 项A\n"
	       "text fixed 9.000 1.000 2.000 项\n"
	       "text fixed 0.000 0.000 0.000 项\n"
	       "bookmark 2 1 12.345 第一章\n"
	       "Document\n"
	       "  H2 项A\n"
	       "  Table\n"
	       "    TR | TH↓ | TD2x3 项\n",
	       "watermark, bookmarks, and the structure with its texts, without artifacts");
	font_free(fonts);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct text_run spread = { .size_mpt = 12345,
		                   .x_mpt = -500,
		                   .baseline_mpt = 0,
		                   .spacing_mpt = 250,
		                   .glyphs = glyphs,
		                   .count = 1 };
	struct text_run run = { .next = &spread,
		                .size_mpt = 10000,
		                .x_mpt = 1234567,
		                .baseline_mpt = 70,
		                .glyphs = glyphs,
		                .count = 3 };
	struct rule down = { NULL, 5000, -1, 5000, 99999, 1000 };
	struct rule across = { &down, 0, 10050, 200000, 10050, 500 };
	struct page last = { .width_mpt = 841890, .height_mpt = 595276 };
	struct page page = { .next = &last,
		             .width_mpt = 595276,
		             .height_mpt = 841890,
		             .runs = &run,
		             .rules = &across };

	is_str(trace_of(arena, NULL), "", "no pages");
	is_str(trace_of(arena, &page),
	       "page 1 595.276 841.890\n"
	       "h 0.000 10.050 200.000 0.500\n"
	       "v 5.000 -0.001 99.999 1.000\n"
	       "text fixed 10.000 1234.567 0.070 项A𬬻\n"
	       "text fixed 12.345 -0.500 0.000 + 0.250 项\n"
	       "page 2 841.890 595.276\n",
	       "a line for each page, rule and run, rules before texts");
	check_rest(arena);
	arena_free(arena);
	return done_testing();
}
