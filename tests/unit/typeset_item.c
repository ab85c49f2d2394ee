#include "typeset/item.h"

#include "tests/unit/boxes.h"
#include "tests/unit/tap.h"

#define ITEMS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Lines of ten characters. */
#define A "一二三四五六七八九十"
#define B "百千万亿兆京垓秭穰沟"
#define C "甲乙丙丁戊己庚辛壬癸"
#define D "子丑寅卯辰巳午未申酉"
#define E "东南西北中春夏秋冬年"

/*
 * Items on pages 100 pt wide and so many lines of 10 pt high. `P:` is a text,
 * `H:` a heading, `T:` a table with rows between `;`, `S:` a space of 5 pt, `L:`
 * a line; before it `>` keeps with the next item and `<` with the previous one.
 */
struct keeping {
	const char *name;
	int lines;
	const char *const *items;
	const char *said;
};

static const struct keeping cases[] = {
	{ "texts follow each other", 3, ITEMS("P:一\n二", "H:题", "P:三"), "一 二 题 / 三" },
	{ "a heading stays with what follows", 3, ITEMS("P:一\n二", ">H:题", "P:三"),
	  "一 二 / 题 三" },
	{ "with two lines of it", 4, ITEMS("P:一\n二", ">H:题", "P:" A B C D),
	  "一 二 / 题 " A " " B " / " C " " D },
	{ "headings stay together", 4, ITEMS("P:一\n二", ">H:题", ">H:目", "P:三"),
	  "一 二 / 题 目 三" },
	{ "a heading is not parted", 3, ITEMS("P:一\n二", "H:" A B), "一 二 / " A " " B },
	{ "unless it is higher than a page", 1, ITEMS("H:" A B), A " / " B },
	{ "the last line of a text does not stand alone", 3, ITEMS("P:" A B C D),
	  A " " B " / " C " " D },
	{ "nor the first one", 3, ITEMS("P:一\n二", "P:" A B C D), "一 二 / " A " " B " / " C " " D },
	{ "a text of three lines is not parted", 4, ITEMS("P:一\n二", "P:" A B C),
	  "一 二 / " A " " B " " C },
	{ "one of five may be", 3, ITEMS("P:" A B C D E), A " " B " " C " / " D " " E },
	{ "but for a page that has no room", 1, ITEMS("P:" A B C), A " / " B " / " C },
	{ "a line stays with the previous item", 2, ITEMS("P:一\n二\n三\n四", "<L:署"),
	  "一 二 / 三 / 四 署" },
	{ "signatures take the table's last row along", 3, ITEMS("T:一;二;三", "<L:署"),
	  "一 二 / 三 署" },
	{ "all of them", 3, ITEMS("T:一;二;三", "<L:署", "<L:名"), "一 二 / 三 署 名" },
	{ "over a space", 3, ITEMS("T:一;二;三", "S:", "<L:署"), "一 二 / 三 署" },
	{ "with what the row's label needs", 4, ITEMS("T:*甲\n乙|1;^|2;^|3;^|4", "<L:署"),
	  "甲 乙 1 2 3 / 甲 乙 （续） 4 署" },
	{ "and the rows that the row stays with", 3, ITEMS("T:一;二;K:三", "<L:署"),
	  "一 / 二 三 署" },
	{ "and the head", 3, ITEMS("T:H:头;一;二", "<L:署"), "头 一 / 头 二 署" },
	{ "a table of one row moves with them", 3, ITEMS("P:一\n二", "T:甲", "<L:署"),
	  "一 二 / 甲 署" },
	{ "signatures that no page has room for stand where they can", 2,
	  ITEMS("T:一;二;三", "<L:署", "<L:名", "<L:日"), "一 二 / 三 署 / 名 日" },
	{ "so do more headings than a page holds", 2, ITEMS(">H:题", ">H:目", ">H:章", "P:三"),
	  "题 目 / 章 三" },
	{ "a title stays with the table's head and first row", 4,
	  ITEMS("P:一\n二", ">H:题", "T:H:头;甲;乙;丙"), "一 二 / 题 头 甲 乙 / 头 丙" },
	{ "and with a first label's text", 4, ITEMS("P:一\n二", ">H:题", "T:*标\n签|甲;^|乙;^|丙"),
	  "一 二 / 题 标 签 甲 乙 丙" },
	{ "and with a row that fits on no page", 3, ITEMS(">H:题", "T:甲\n乙\n丙\n丁\n戊"),
	  "题 甲 乙 / 丙 丁 戊" },
	{ "which begins where it has room", 3, ITEMS("P:一", ">H:题", "T:甲\n乙\n丙\n丁\n戊"),
	  "一 题 甲 / 乙 丙 丁 / 戊" },
	{ "for its first lines", 3, ITEMS("P:一", ">H:题", "T:" A B C), "一 / 题 " A " " B " / " C },
	{ "a text keeps its last lines for what follows", 4, ITEMS(">P:" A B C D, "P:一\n二"),
	  A " " B " / " C " " D " 一 二" },
	{ "an item that keeps with both sides", 3, ITEMS("P:一\n二", "P:三", "<>L:四", "P:五"),
	  "一 二 / 三 四 五" },
	{ "a space at the top of a page takes none", 2, ITEMS("P:一\n二", "S:", "P:三\n四"),
	  "一 二 / 三 四" },
};

static void
add_rows(struct arena *arena, struct form *form, const char *text, struct item **out)
{
	const char *rows[16] = { 0 };
	size_t count = 0;

	for (size_t length; *text != '\0'; text += length + (text[length] == ';' ? 1 : 0)) {
		length = strcspn(text, ";");
		rows[count++] = arena_strndup(arena, text, length);
	}
	*out = boxes_add_table(arena, form, rows);
}

static void
add_described(struct arena *arena, struct form *form, const char *s)
{
	bool with_previous = *s == '<';
	bool with_next;
	struct item *item = NULL;

	s += with_previous ? 1 : 0;
	with_next = *s == '>';
	s += with_next ? 1 : 0;
	switch (*s) {
	case 'T': add_rows(arena, form, s + 2, &item); break;
	case 'L': item = boxes_add_tabs(arena, form, s + 2, NULL, NULL); break;
	case 'S':
		item = boxes_add_item(arena, form, ITEM_SPACE);
		item->height_mpt = 5000;
		break;
	default:
		item = boxes_add_text(arena, form, s + 2);
		item->kind = *s == 'H' ? ITEM_HEADING : ITEM_PARAGRAPH;
		item->level = 1;
	}
	item->keeps_with_previous = with_previous;
	item->keeps_with_next = with_next;
}

static void
check_keeping(struct arena *arena)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct form *form = boxes_empty_form(arena, cases[i].lines);

		for (size_t j = 0; cases[i].items[j] != NULL; j++)
			add_described(arena, form, cases[i].items[j]);
		is_str(boxes_said(arena, boxes_layout(arena, form).pages), cases[i].said,
		       cases[i].name);
	}
}

static void
check_parts(struct arena *arena)
{
	struct form *form = boxes_empty_form(arena, 3);

	boxes_add_tabs(arena, form, "一\n二", NULL, "三\n四\n五\n六");
	is_str(boxes_said(arena, boxes_layout(arena, form).pages), "一 二 三 / 四 五 六",
	       "parts higher than a page stand one below the other");
}

static void
check_bookmarks(struct arena *arena)
{
	struct form *form = boxes_empty_form(arena, 3);
	const struct bookmark *bookmark;

	add_described(arena, form, ">H:第一\n章");
	add_described(arena, form, "P:一");
	add_described(arena, form, "H:");
	add_described(arena, form, "H:第二章");
	form->sections->items->next->next->next->level = 3;
	bookmark = boxes_layout(arena, form).bookmarks;
	is_str(bookmark->title, "第一章", "a bookmark for each heading, on one line");
	is_int(bookmark->level, 1, "with its level");
	is_int(bookmark->page, 0, "page");
	is_int(bookmark->y_mpt, 0, "and place");
	bookmark = bookmark->next;
	is_str(bookmark->title, "第二章", "none for a heading without text");
	is_int(bookmark->level, 3, "the second one's level");
	is_int(bookmark->page, 1, "on the second page");
	is_int(bookmark->y_mpt, 10000, "below the empty heading");
	ok(bookmark->next == NULL, "no more");
}

static const struct structure *
child(const struct structure *element, unsigned number)
{
	element = element->children;
	while (number-- > 0)
		element = element->next;
	return element;
}

static void
check_structure(struct arena *arena)
{
	struct form *form = boxes_empty_form(arena, 9);
	struct layout layout;
	const struct structure *table;

	add_described(arena, form, "H:题\n目");
	add_described(arena, form, "P:一\n\n二");
	boxes_add_tabs(arena, form, "左", NULL, "右");
	add_described(arena, form, "T:H:*甲|*乙;*丙|1;^|2;*丁|*戊;K:己|<");
	layout = boxes_layout(arena, form);
	is_int(layout.structure->kind, STRUCTURE_DOCUMENT, "the document");
	is_int(child(layout.structure, 0)->kind, STRUCTURE_HEADING, "its heading");
	is_int(child(layout.structure, 0)->level, 1, "of level 1");
	is_int(child(layout.structure, 1)->kind, STRUCTURE_PARAGRAPH, "a paragraph");
	ok(boxes_find(arena, layout.pages, "一")->structure == child(layout.structure, 1),
	   "that its text belongs to");
	ok(boxes_find(arena, layout.pages, "二")->structure == child(layout.structure, 2),
	   "an empty one is none");
	ok(boxes_find(arena, layout.pages, "右")->structure == child(layout.structure, 4),
	   "each part of a line is one");
	table = child(layout.structure, 5);
	is_int(table->kind, STRUCTURE_TABLE, "the table");
	is_int(child(table, 0)->kind, STRUCTURE_ROW, "its rows");
	is_int(child(child(table, 0), 1)->kind, STRUCTURE_HEADER, "labels are headers");
	is_int(child(child(table, 0), 1)->scope, SCOPE_COLUMN, "of their column, in a head");
	is_int(child(child(table, 1), 0)->scope, SCOPE_ROW, "of their rows below it");
	is_int(child(child(table, 1), 0)->row_span, 2, "over two rows");
	is_int(child(child(table, 2), 0)->kind, STRUCTURE_DATA, "where the next row has one cell");
	is_int(child(child(table, 3), 1)->scope, SCOPE_COLUMN, "a row of labels is a head, too");
	is_int(child(child(table, 4), 0)->column_span, 2, "a cell over two columns");
	ok(child(child(table, 4), 0)->next == NULL && child(table, 4)->next == NULL, "no more");
}

int
main(void)
{
	struct arena *arena = arena_new();

	layout_init();
	check_keeping(arena);
	check_parts(arena);
	check_bookmarks(arena);
	check_structure(arena);
	arena_free(arena);
	return done_testing();
}
