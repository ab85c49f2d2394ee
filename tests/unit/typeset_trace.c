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
	arena_free(arena);
	return done_testing();
}
