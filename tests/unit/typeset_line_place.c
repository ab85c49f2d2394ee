/* Lines with clusters, two directions and looks, in the imaginary font: letters of 5 pt, Han of 10 pt. */
#include "tests/unit/boxes.h"
#include "tests/unit/tap.h"

/* The page with a text's lines in a box at (20, 30), 100 pt wide, all of whose spans have `looks`. */
static struct page *
drawn(struct arena *arena, const struct style *style, const char *text, unsigned looks)
{
	struct ctx cx = ctx_make(arena);
	struct fonts *fonts = font_fixed();
	struct page *page = arena_alloc(arena, sizeof *page);
	struct paragraph *paragraph = boxes_paragraphs(arena, style, text);
	struct lines lines = { 0 };
	int y = 30000;

	page->run_tail = &page->runs;
	page->rule_tail = &page->rules;
	paragraph->spans->looks = looks;
	if (line_break(&cx, fonts, paragraph, 100000, &lines) == ERR_OK)
		for (size_t i = 0; i < lines.count; y += lines.lines[i++].height_mpt)
			line_draw(arena, page, &lines.lines[i], 20000, y, 100000);
	font_free(fonts);
	return page;
}

/* The places of a run's glyphs on the page, as "65 a, 60 b": in points, and what they say. */
static const char *
places(struct arena *arena, const struct text_run *run)
{
	struct text out = text_make(arena);

	for (size_t i = 0; run != NULL && i < run->count; i++) {
		unsigned count;
		const uint32_t *scalars = canvas_says(run, i, &count);

		text_add_fmt(&out, "%s%d ", i == 0 ? "" : ", ",
		             (run->x_mpt + run->places[i].x_mpt) / 1000);
		for (unsigned c = 0; c < count; c++)
			text_add_char(&out, scalars[c]);
	}
	return out.data;
}

static void
check_marks(struct arena *arena)
{
	const struct text_run *run = drawn(arena, &boxes_plain, "cafe\xcc\x81!", 0)->runs;

	is_str(places(arena, run), "20 c, 25 a, 30 f, 35 e\xcc\x81, 40 !",
	       "a mark takes no room, and stays the text's own");
	is_int(run->glyphs[3].gid, 0xe9, "what composes is drawn by the composed glyph");
	run = drawn(arena, &boxes_plain, "m\xcc\x80!", 0)->runs;
	is_str(places(arena, run), "20 m, 25 \xcc\x80, 25 !", "what does not is two glyphs");
	ok(run->places[1].is_joined && !run->places[2].is_joined, "that are read as one");
	run = drawn(arena, &boxes_plain, "\xcc\x80m", 0)->runs;
	is_str(places(arena, run), "20 \xcc\x80, 20 m", "a mark on nothing stands alone");
	run = drawn(arena, &boxes_plain, "\xe8\x91\x9b\xf3\xa0\x84\x80!", 0)->runs;
	is_str(places(arena, run), "20 \xe8\x91\x9b\xf3\xa0\x84\x80, 30 !",
	       "a variation selector is kept with its character");
	run = drawn(arena, &boxes_plain, "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 0)->runs;
	is_int(run->glyphs[0].gid, 0xd55c, "the letters of a Korean syllable are the syllable 한");
}

static void
check_directions(struct arena *arena)
{
	struct style style = boxes_plain;

	is_str(places(arena, drawn(arena, &style, "一אב", 0)->runs), "20 一, 35 א, 30 ב",
	       "Hebrew within Chinese runs to the left");
	is_str(places(arena, drawn(arena, &style, "אב 12", 0)->runs),
	       "40 א, 35 ב, 30  , 20 1, 25 2", "a number within Hebrew does not");
	style.align = ALIGN_JUSTIFY;
	is_str(places(arena, drawn(arena, &style, "אב", 0)->runs), "115 א, 110 ב",
	       "justified, it begins at the right");
	style.align = ALIGN_AUTO;
	is_str(places(arena, drawn(arena, &style, "אב", 0)->runs), "70 א, 65 ב",
	       "one line is centred as any");
	style.align = ALIGN_JUSTIFY;
	style.indent = 1000;
	is_str(places(arena, drawn(arena, &style, "אב", 0)->runs), "105 א, 100 ב",
	       "an indent is at the right");
	style.indent = 0;
	is_str(places(arena, drawn(arena, &style, "(א)", 0)->runs), "115 (, 110 א, 105 )",
	       "brackets change sides");
	is_int(drawn(arena, &style, "(א)", 0)->runs->glyphs[0].gid, ')', "and open to the left");
	is_int(drawn(arena, &style, "א（", 0)->runs->glyphs[1].gid, U'）',
	       "so do those of a Chinese text");
}

static void
check_scripts(struct arena *arena)
{
	const struct text_run *run = drawn(arena, &boxes_plain, "−3元", LOOK_RAISED)->runs;

	is_int(run->size_mpt, 6500, "raised: 0.65 of the size");
	is_int(run->baseline_mpt, 35400, "0.34 of it above the baseline: 38.8 - 3.4");
	is_str(places(arena, run), "20 −, 23 3, 26 元", "of any content: 3.25 pt for half an em");
	run = drawn(arena, &boxes_plain, "2", LOOK_LOWERED)->runs;
	is_int(run->baseline_mpt, 40200, "lowered: 38.8 + 1.4");
}

static const char *
rule_of(struct arena *arena, const struct rule *rule)
{
	if (rule == NULL)
		return "none";
	return arena_printf(arena, "%d-%d %d w%d", rule->x0_mpt, rule->x1_mpt, rule->y0_mpt,
	                    rule->width_mpt);
}

static void
check_rules(struct arena *arena)
{
	struct page *page = drawn(arena, &boxes_plain, "一二三四五六七八九十甲乙", LOOK_UNDERLINED);

	is_str(rule_of(arena, page->rules), "20250-119750 40100 w500",
	       "underlined: 1.3 pt below the baseline, half a point thick");
	is_str(rule_of(arena, page->rules->next), "20250-39750 50100 w500", "on the next line too");
	ok(page->rules->next->next == NULL, "and no further");
	page = drawn(arena, &boxes_plain, "一אב", LOOK_STRUCK);
	is_str(rule_of(arena, page->rules), "20250-39750 35500 w500",
	       "struck: 3.3 pt above, one rule through both directions");
	is_str(rule_of(arena, drawn(arena, &boxes_plain, "一", 0)->rules), "none", "else none");
}

static void
check_turned(struct arena *arena)
{
	struct style style = boxes_plain;
	const struct text_run *run;

	style.vertical = true;
	run = drawn(arena, &style, "（一", 0)->runs;
	ok(run->is_turned, "a bracket without a vertical form lies on its side");
	is_int(run->x_mpt, 66200, "its middle in the column's: 70 - (8.8 - 1.2) / 2");
	is_int(run->baseline_mpt, 30000, "from the top of its square");
	ok(!run->next->is_turned, "a character stands");
	is_int(run->next->x_mpt, 65000, "in the middle too");
	run = drawn(arena, &style, "—，", 0)->runs;
	ok(run->is_turned && !run->next->is_turned, "a dash lies, a comma stands");
	run = drawn(arena, &style, "e\xcc\x81—", 0)->runs;
	is_str(places(arena, run), "67 e\xcc\x81", "a letter keeps its mark");
}

/* The letters of joined scripts would be taken apart one below the other. */
static void
check_lying(struct arena *arena)
{
	struct style style = boxes_plain;
	struct page *page;
	const struct text_run *run;

	style.vertical = true;
	page = drawn(arena, &style, "一אב ג二", LOOK_UNDERLINED);
	run = page->runs->next;
	ok(!page->runs->is_turned && run->is_turned, "words from right to left lie");
	is_int((long)run->count, 4, "together, with the space between them");
	is_int(run->x_mpt, 66200, "their baseline left of the middle: 70 - (8.8 - 1.2) / 2");
	is_int(run->baseline_mpt, 55000, "the first letter lowest: 40 + 4 * 5 - 5");
	is_int(run->places[3].x_mpt, -15000, "the last one at the top");
	is_int(run->next->baseline_mpt, 68800, "what follows stands below: 40 + 20 + 8.8");
	is_str(arena_printf(arena, "%d-%d %d", page->rules->next->y0_mpt, page->rules->next->y1_mpt,
	                    page->rules->next->x0_mpt),
	       "40250-59750 64900", "the rule beside them: 66.2 - 1.3");
	run = drawn(arena, &style, "א(ב)", 0)->runs->next;
	is_int(run->glyphs[0].gid, '(', "a bracket opens downwards in any script");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_marks(arena);
	check_directions(arena);
	check_scripts(arena);
	check_rules(arena);
	check_turned(arena);
	check_lying(arena);
	arena_free(arena);
	return done_testing();
}
