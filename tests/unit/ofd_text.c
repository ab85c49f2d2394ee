/* Text objects, with lengths computed by hand: a point is 0.352778 mm. */
#include "ofd/ofd_text.h"

#include "tests/unit/manifest.h"
#include "tests/unit/tap.h"

static struct fonts *fonts;

static const char *
written(struct arena *arena, struct text_run *run, bool is_watermark)
{
	struct ctx cx = ctx_make(arena);
	unsigned last_id = 0;
	struct text out = text_make(arena);
	struct ofd_text text = {
		.arena = arena, .out = &out, .last_id = &last_id, .page = { 0, 0, 210000, 297000 }
	};
	struct ofd_package *package;
	struct ofd_fonts *use;

	if (ofd_package_open(&cx, &package) != ERR_OK)
		return cx.reason;
	text.fonts = use = ofd_font_new(&cx, fonts, package, &last_id);
	ofd_font_expect(use, run);
	if (ofd_font_settle(use) != ERR_OK)
		return cx.reason;
	if (is_watermark)
		ofd_text_write_watermark(&text, run);
	else
		ofd_text_write(&text, run);
	return out.data;
}

/* Glyphs 34 and 35 of Noto Serif CJK SC are A and B. */
static const struct placed_glyph ab[] = { { 'A', 34, 657 }, { 'B', 35, 645 } };

#define GLYPHS(codes, count, list)                                                                 \
	"<ofd:CGTransform CodePosition=\"0\" CodeCount=\"" codes "\" GlyphCount=\"" count          \
	"\"><ofd:Glyphs>" list "</ofd:Glyphs></ofd:CGTransform>"

/*
 * At 20 pt (7.056 mm), the baseline at 38.8 pt (13.688 mm), of 10 pt (3.528 mm). B begins
 * at 26.57 pt (9.373 mm) and ends at 11.736 mm: its face has it 670 thousandths wide. The
 * box reaches 1.151 of the size above the baseline (4.06 mm) and 0.286 below (1.009 mm),
 * and on all sides a tenth of a millimetre more.
 */
static void
check_run(struct arena *arena)
{
	struct text_run run = {
		.size_mpt = 10000, .x_mpt = 20000, .baseline_mpt = 38800, .glyphs = ab, .count = 2
	};

	is_str(written(arena, &run, false),
	       "<ofd:TextObject ID=\"2\" Boundary=\"6.956 9.528 4.88 5.269\" Font=\"1\" "
	       "Size=\"3.528\">" GLYPHS("2", "2",
	                                "1 2") "<ofd:TextCode X=\"0.1\" Y=\"4.16\" DeltaX=\"2.317\">AB</ofd:TextCode>"
	                                       "</ofd:TextObject>\n",
	       "a run");
	run.spacing_mpt = 1000;
	ok(strstr(written(arena, &run, false), "DeltaX=\"2.67\"") != NULL, "with a point between");
	run.is_turned = true;
	run.spacing_mpt = 0;
	is_str(written(arena, &run, false),
	       "<ofd:TextObject ID=\"2\" Boundary=\"0 0 210 297\" CTM=\"0 1 -1 0 7.056 13.688\" "
	       "Font=\"1\" Size=\"3.528\">" GLYPHS("2", "2",
	                                           "1 2") "<ofd:TextCode X=\"0\" Y=\"0\" DeltaX=\"2.318\">AB</ofd:TextCode>"
	                                                  "</ofd:TextObject>\n",
	       "one that runs down the page");
	run.is_turned = false;
	run.count = 0;
	is_str(written(arena, &run, false), "", "nothing of nothing");
}

/* The middle of the page, (105, 148.5) mm, stays: 105 - 0.707107 · 253.5, 148.5 - 0.707107 · 43.5. */
static void
check_watermark(struct arena *arena)
{
	struct text_run run = { .size_mpt = 72000, .glyphs = ab, .count = 1 };

	is_str(written(arena, &run, true),
	       "<ofd:TextObject ID=\"2\" Boundary=\"0 0 210 297\" CTM=\"0.707107 -0.707107 "
	       "0.707107 0.707107 -74.251 117.741\" Font=\"1\" Size=\"25.4\">"
	       "<ofd:FillColor Value=\"224 224 224\"/>" GLYPHS(
		       "1", "1",
		       "1") "<ofd:TextCode X=\"0\" Y=\"0\">A</ofd:TextCode></ofd:TextObject>\n",
	       "light gray, about the middle");
}

/* A step of 10.5 pt is 3.70417 mm: told as 3.704 until 0.005 mm are missing, at the 27th. */
static void
check_steps(struct arena *arena)
{
	struct placed_glyph glyphs[30];
	struct text_run run = { .size_mpt = 10500, .glyphs = glyphs, .count = 30 };

	for (size_t i = 0; i < 30; i++)
		glyphs[i] = (struct placed_glyph){ 'A', 34, 1000 };
	ok(strstr(written(arena, &run, false), "DeltaX=\"g 26 3.704 3.709 3.704 3.704\"") != NULL,
	   "the same step again as long as that is good enough");
}

/* Beyond U+FFFF readers count in their own ways. All but A have a second form here, in a second font. */
static void
check_beyond(struct arena *arena)
{
	static const struct placed_glyph glyphs[] = {
		{ 'A', 34, 657 }, { 0x20bb7, 35, 645 }, { '<', 36, 500 }, { '&', 37, 500 }
	};
	struct text_run run = { .size_mpt = 10000, .glyphs = glyphs, .count = 4 };
	const char *out = written(arena, &run, false);

	ok(strstr(out, GLYPHS("1", "1", "1") "<ofd:TextCode X=\"0.1\" Y=\"4.16\">A<") != NULL,
	   "what stands before");
	ok(strstr(out, GLYPHS("1", "1", "1") "<ofd:TextCode X=\"0.1\" Y=\"4.16\">𠮷<") != NULL,
	   "a character that has an object of its own");
	ok(strstr(out,
	          GLYPHS("2", "2",
	                 "2 3") "<ofd:TextCode X=\"0.1\" Y=\"4.16\" DeltaX=\"1.764\">&lt;&amp;<") !=
	           NULL,
	   "and what stands behind it");
}

/* Glyphs that stand for more or fewer characters than they are. */
static void
check_places(struct arena *arena)
{
	static const uint32_t said[] = { 'q', 0x307, 0x323, 'x' };
	static const struct placed_glyph glyphs[] = {
		{ 'q', 34, 657 }, { 0x307, 35, 0 }, { 'x', 36, 500 }, { 'x', 37, 500 }
	};
	struct glyph_place places[] = {
		{ 0, 0, said, 3, false },
		{ 1000, -2000, said, 0, true },
		{ 6570, 0, said + 3, 1, false },
		{ 11570, 0, said, 0, true },
	};
	struct text_run run = { .size_mpt = 10000, .glyphs = glyphs, .count = 4, .places = places };
	const char *out = written(arena, &run, false);

	ok(strstr(out, GLYPHS("1", "1", "1") "<ofd:TextCode X=\"0.1\" Y=\"4.16\">q<") != NULL,
	   "the first of two glyphs says the first of three characters");
	ok(strstr(out, GLYPHS("2", "1",
	                      "2") "<ofd:TextCode X=\"0.1\" Y=\"4.16\">\xcc\x87\xcc\xa3<") != NULL,
	   "the second says the others");
	ok(strstr(out, GLYPHS("1", "1", "3") "<ofd:TextCode X=\"0.1\" Y=\"4.16\">x<") != NULL,
	   "the first of two glyphs for one character says it");
	ok(strstr(out,
	          "Stroke=\"false\" Fill=\"true\"><ofd:FillColor Value=\"0 0 0\"/><ofd:AbbreviatedData>M ") !=
	           NULL,
	   "the second is a path");
	places[1] = (struct glyph_place){ 1000, -2000, said + 1, 1, true };
	places[0].characters = 1;
	places[3] = (struct glyph_place){ 3000, 0, said + 3, 1, false };
	out = written(arena, &run, false);
	ok(strstr(out,
	          GLYPHS("4", "4",
	                 "1 2 3 4") "<ofd:TextCode X=\"0.1\" Y=\"4.866\" "
	                            "DeltaX=\"0.353 1.965 -1.26\" DeltaY=\"-0.706 0.706 0\">q\xcc\x87xx<") !=
	           NULL,
	   "one for one they are one object, in whatever direction");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);

	if (!ok(font_load(&cx, MANIFEST_REAL, false, &fonts) == ERR_OK, "the fonts load"))
		return done_testing();
	check_run(arena);
	check_watermark(arena);
	check_steps(arena);
	check_beyond(arena);
	check_places(arena);
	font_free(fonts);
	arena_free(arena);
	return done_testing();
}
