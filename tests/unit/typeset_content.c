#include "typeset/content.h"

#include <unistd.h>

#include "tests/unit/boxes.h"
#include "tests/unit/tap.h"
#include "typeset/content_internal.h"

static void
rewind_all(struct structure *element)
{
	struct leaf *leaf = (struct leaf *)element;

	if (content_is_leaf(element))
		content_begin(leaf, leaf->first);
	for (struct structure *child = element->children; child != NULL; child = child->next)
		rewind_all(child);
}

/* A form of a text of three lines, a line of parts and a table over two pages, each with its field. */
static struct form *
make_form(struct arena *arena)
{
	static const char *const rows[] = { "H:*头|部", "*甲|一", "^|二", "^|三", NULL };
	struct form *form = boxes_empty_form(arena, 6);
	struct item *text = boxes_add_text(arena, form,
	                                   "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。");
	struct item *tabs = boxes_add_tabs(arena, form, "左", NULL, "右");
	struct item *table = boxes_add_table(arena, form, rows);

	text->paragraphs->spans->place = boxes_place_of(arena, "texts.goal");
	tabs->tabs.parts[2]->spans->place = boxes_place_of(arena, "filled_on");
	table->table->blocks->grid[5]->paragraphs->spans->place =
		boxes_place_of(arena, "indicators[1].name");
	return form;
}

/* A layout as layout_form() makes it, before its own check. */
static struct layout
lay_out(struct arena *arena, const struct form *form)
{
	struct layout layout = boxes_layout(arena, form);

	rewind_all(layout.structure);
	return layout;
}

static struct text_run *
find(struct arena *arena, const struct layout *layout, const char *text)
{
	return (struct text_run *)boxes_find(arena, layout->pages, text);
}

static void
cut_first(struct text_run *line, struct text_run *cell)
{
	(void)cell;
	line->glyphs++;
	line->count--;
}

static void
cut_last(struct text_run *line, struct text_run *cell)
{
	(void)cell;
	line->count--;
}

static void
cut_all(struct text_run *line, struct text_run *cell)
{
	(void)cell;
	line->count = 0;
}

static void
swap_glyphs(struct text_run *line, struct text_run *cell)
{
	struct placed_glyph *glyphs = (struct placed_glyph *)line->glyphs;
	struct placed_glyph first = glyphs[0];

	(void)cell;
	glyphs[0] = glyphs[1];
	glyphs[1] = first;
}

static void
make_artifact(struct text_run *line, struct text_run *cell)
{
	(void)cell;
	line->structure = NULL;
}

static void
move_cell(struct text_run *line, struct text_run *cell)
{
	cell->structure = line->structure;
}

static void
lose_cell(struct text_run *line, struct text_run *cell)
{
	(void)line;
	cell->structure = NULL;
}

static void
repeat_line(struct text_run *line, struct text_run *cell)
{
	struct text_run next = *cell;

	*cell = *line;
	cell->next = next.next;
}

/* One fault of a layout, and what the check says of it. */
static const struct {
	const char *name;
	void (*spoil)(struct text_run *line, struct text_run *cell);
	const char *field;
	const char *says;
} losses[] = {
	{ "a line without its first character", cut_first, "/texts/goal", "U+9E1F" },
	{ "a line without its last one", cut_last, "/texts/goal", "U+843D" },
	{ "a line without any", cut_all, "/texts/goal", "U+9E1F" },
	{ "two characters in another order", swap_glyphs, "/texts/goal", "U+9E1F" },
	{ "a line that is taken for an artifact", make_artifact, "/texts/goal", "U+9E1F" },
	{ "a cell's text in another element", move_cell, "/texts/goal", "重复" },
	{ "a cell without its text", lose_cell, "/indicators/-/name", "U+4E8C" },
	{ "a line that stands twice", repeat_line, "/texts/goal", "重复" },
};

static void
check_fault(struct ctx *cx, const struct form *form, const struct layout *layout, const char *field,
            const char *says, const char *name)
{
	ctx_clear(cx);
	is_int(content_check(cx, form, layout), ERR_INTERNAL, name);
	is_str(cx->field, field, "  names the field");
	ok(cx->reason != NULL && strstr(cx->reason, says) != NULL, "  and what is missing: %s",
	   cx->reason);
}

static void
check_losses(struct ctx *cx)
{
	const struct form *form = make_form(cx->arena);
	struct layout layout = lay_out(cx->arena, form);

	is_int(content_check(cx, form, &layout), ERR_OK, "all is there");
	for (size_t i = 0; i < sizeof losses / sizeof losses[0]; i++) {
		layout = lay_out(cx->arena, form);
		losses[i].spoil(find(cx->arena, &layout, "鸟。夜来风雨声，花落"),
		                find(cx->arena, &layout, "二"));
		check_fault(cx, form, &layout, losses[i].field, losses[i].says, losses[i].name);
	}
}

static void
check_unknown(struct ctx *cx)
{
	struct form *form = make_form(cx->arena);
	struct layout layout = lay_out(cx->arena, form);
	struct item *item = boxes_add_text(cx->arena, form, " \t");

	is_int(content_check(cx, form, &layout), ERR_OK, "blank text needs no element");
	item->paragraphs->spans->next = boxes_span(cx->arena, "  ab", "texts.note");
	layout = lay_out(cx->arena, make_form(cx->arena));
	check_fault(cx, form, &layout, "/texts/goal", "U+6625", "the layout of another form");
	item->paragraphs->spans->text = "";
	form = make_form(cx->arena);
	layout = lay_out(cx->arena, form);
	boxes_add_item(cx->arena, form, ITEM_PARAGRAPH)->paragraphs = item->paragraphs;
	check_fault(cx, form, &layout, "/texts/note", "U+0061", "an item that was never laid out");
}

/* What a layout may leave out, and what it may not. */
static void
check_spaces(struct ctx *cx)
{
	static const char *const texts[] = {
		"  春眠不觉晓  处处闻  啼鸟夜来   ",
		"abc def ghi jkl mno pqr\tstu vwx  yz ",
		"一二三四五六七八九十　　甲　",
		"绩\xf3\xa0\x84\x80效\xe2\x80\x8d指\xef\xbb\xbf标\xc2\xad",
		"\xef\xbb\xbf",
	};
	struct style vertical = boxes_plain;

	vertical.vertical = true;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct form *form = boxes_empty_form(cx->arena, 50);

		boxes_add_text(cx->arena, form, texts[i]);
		boxes_add_item(cx->arena, form, ITEM_PARAGRAPH)->paragraphs =
			boxes_paragraphs(cx->arena, &vertical, texts[i]);
		ok(boxes_layout(cx->arena, form).pages != NULL, "nothing is missed of %s", texts[i]);
	}
}

static void
check_ideographic_space(struct ctx *cx)
{
	struct form *form = boxes_empty_form(cx->arena, 9);
	struct layout layout;

	boxes_add_text(cx->arena, form, "单位（盖章）：　　");
	layout = boxes_layout(cx->arena, form);
	is_str(boxes_said(cx->arena, layout.pages), "单位（盖章）：　　",
	       "ideographic spaces stand, at a line's end too");
}

/* What is left out is looked up once for each paragraph, and not in each element of all others. */
static void
check_many(struct ctx *cx)
{
	struct form *form = boxes_empty_form(cx->arena, 50);
	struct text text = text_make(cx->arena);

	for (int i = 0; i < 20000; i++)
		text_add_str(&text, i % 2 == 0 ? "一 \n" : " \n");
	for (int i = 0; i < 5; i++)
		boxes_add_text(cx->arena, form, text.data);
	alarm(10);
	ok(boxes_layout(cx->arena, form).page_count > 0, "100,000 paragraphs that end in spaces");
	alarm(0);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);

	layout_init();
	check_losses(&cx);
	check_unknown(&cx);
	check_spaces(&cx);
	check_ideographic_space(&cx);
	check_many(&cx);
	arena_free(arena);
	return done_testing();
}
