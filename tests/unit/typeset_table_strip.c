/* Tables with more columns than have room beside each other. */
#include "tests/unit/boxes.h"
#include "tests/unit/tap.h"

#define ROWS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* A block whose columns come from the data, on a page 100 pt wide. */
static struct form *
form_of(struct arena *arena, int lines, int label_columns, const char *const *rows)
{
	struct block *block = boxes_block(arena, &boxes_plain, rows);

	block->is_open = true;
	block->label_columns = label_columns;
	return boxes_form(arena, block, 100000, lines * 10000);
}

static const char *
said(struct arena *arena, const struct form *form)
{
	return boxes_said(arena, boxes_layout(arena, form).pages);
}

static void
check_strips(struct arena *arena)
{
	/* Names of two characters need 20 pt: with a label of 20 pt four of the five have room. */
	static const char *const rows[] = { "H:*部|甲县|乙县|丙县|丁县|戊县", "*一|1|2|3|4|5",
		                            "*二|6|7|8|9|0", NULL };
	struct layout layout = boxes_layout(arena, form_of(arena, 10, LABEL_COLUMNS_AS_SET, rows));

	is_str(boxes_said(arena, layout.pages),
	       "部 甲县 乙县 丙县 一 1 2 3 二 6 7 8 部 丁县 戊县 一 4 5 二 9 0",
	       "two strips below each other, of about as many columns");
	is_int(boxes_find(arena, layout.pages, "乙县")->x_mpt, 46667, "20 + (100 - 20) / 3");
	is_int(boxes_find(arena, layout.pages, "戊县")->x_mpt, 60000, "20 + (100 - 20) / 2");
	is_int(boxes_find(arena, layout.pages, "戊县")->baseline_mpt, 50800,
	       "12 pt below 30 pt of rows");
	is_str(said(arena, form_of(arena, 7, LABEL_COLUMNS_AS_SET, rows)),
	       "部 甲县 乙县 丙县 一 1 2 3 二 6 7 8 / 部 丁县 戊县 一 4 5 二 9 0",
	       "on the next page when it has no room below");
	is_str(said(arena, form_of(arena, 2, LABEL_COLUMNS_AS_SET, rows)),
	       "部 甲县 乙县 丙县 一 1 2 3 / 部 甲县 乙县 丙县 二 6 7 8 / "
	       "部 丁县 戊县 一 4 5 / 部 丁县 戊县 二 9 0",
	       "each on as many pages as it needs, with its head");
	/* 20 pt of 100 are full: 68 pt behind the gap hold six of the second strip's eleven rows. */
	is_str(said(arena, form_of(arena, 10, LABEL_COLUMNS_AS_SET,
	                           ROWS("H:*部|甲县|乙县|丙县|丁县|戊县", "*一|1|2|3|4|5",
	                                "*二|1|2|3|4|5", "*三|1|2|3|4|5", "*四|1|2|3|4|5",
	                                "*五|1|2|3|4|5", "*六|1|2|3|4|5", "*七|1|2|3|4|5",
	                                "*八|1|2|3|4|5", "*九|1|2|3|4|5", "*十|1|2|3|4|5"))),
	       "部 甲县 乙县 丙县 一 1 2 3 二 1 2 3 三 1 2 3 四 1 2 3 五 1 2 3 六 1 2 3 "
	       "七 1 2 3 八 1 2 3 九 1 2 3 / 部 甲县 乙县 丙县 十 1 2 3 "
	       "部 丁县 戊县 一 4 5 二 4 5 三 4 5 四 4 5 五 4 5 / "
	       "部 丁县 戊县 六 4 5 七 4 5 八 4 5 九 4 5 十 4 5",
	       "and below rather than leave most of a page empty");
	is_str(said(arena, form_of(arena, 10, 0, rows)),
	       "部 甲县 乙县 一 1 2 二 6 7 丙县 丁县 戊县 3 4 5 8 9 0", "no label stands again");
}

static void
check_labels(struct arena *arena)
{
	const char *const *rows = ROWS("*一|甲|1000|2000|3000|4000|5000",
	                               "*二|乙|1000|2000|3000|4000|5000");

	is_str(said(arena, form_of(arena, 10, 2, rows)),
	       "一 甲 1000 2000 3000 二 乙 1000 2000 3000 "
	       "一 甲 4000 5000 二 乙 4000 5000",
	       "label columns as the template says");
	is_str(said(arena, form_of(arena, 10, 9, rows)),
	       "一 甲 1000 2000 3000 二 乙 1000 2000 3000 "
	       "一 甲 1000 4000 5000 二 乙 1000 4000 5000",
	       "but not more than half the page: 10 + 10 + 20 pt of 50");
}

static void
check_spans(struct arena *arena)
{
	is_str(said(arena, form_of(arena, 10, 1,
	                           ROWS("H:*部|*东市|<|*西市|<|<", "H:^|甲县|乙县|丙县|丁县|戊县",
	                                "*一|1|2|3|4|5"))),
	       "部 东市 甲县 乙县 一 1 2 部 西市 丙县 丁县 戊县 一 3 4 5",
	       "a strip ends between two heads rather than within one");
	is_str(said(arena, form_of(arena, 10, 1,
	                           ROWS("H:*部|*各县市|<|<|<|<", "H:^|甲县|乙县|丙县|丁县|戊县",
	                                "*计|如上|<|<|<|<"))),
	       "部 各县市 甲县 乙县 丙县 计 如上 部 各县市 丁县 戊县 计 如上",
	       "one that goes through all stands in each");
}

/* Pages of strips can be laid beside each other; long text in one leaves no empty room in the others. */
static void
check_heights(struct arena *arena)
{
	static const char *const head = "H:*部|甲县|乙县|丙县|丁县|戊县";
	struct layout layout = boxes_layout(arena, form_of(arena, 10, 1,
	                                                   ROWS(head, "*一|1|2|3|4|甲乙丙丁戊己庚辛",
	                                                        "*二|6|7|8|9|0")));

	is_int(boxes_find(arena, layout.pages, "6")->baseline_mpt, 38800,
	       "below 10 pt and the 20 pt of 80 pt of text in 40 pt of the other strip");
	layout = boxes_layout(arena, form_of(arena, 10, 1,
	                                     ROWS(head, "*一|1|2|3|4|甲乙丙丁戊己庚辛壬癸子丑",
	                                          "*二|6|7|8|9|0")));
	is_int(boxes_find(arena, layout.pages, "6")->baseline_mpt, 28800,
	       "not below 30 pt, which is more than a quarter of a page");
}

/* The template says how wide columns are beside each other, in a strip, too. */
static void
check_shares(struct arena *arena)
{
	static const int shares[] = { 1, 1, 1, 1, 1, 3 };
	struct block *block = boxes_block(arena, &boxes_plain,
	                                  ROWS("H:*部|甲县|乙县|丙县|丁县|备注", "*一|1|2|3|4|好"));
	struct layout layout;

	block->is_open = true;
	block->label_columns = 1;
	block->shares = shares;
	layout = boxes_layout(arena, boxes_form(arena, block, 100000, 100000));
	is_str(boxes_said(arena, layout.pages), "部 甲县 乙县 丙县 一 1 2 3 部 丁县 备注 一 4 好",
	       "a column of half of the 80 pt beside the label");
	is_int(boxes_find(arena, layout.pages, "备注")->x_mpt, 45000,
	       "behind 20 pt, 20 pt and a quarter of the 20 pt that are left");
}

/* The elements are those of one table. */
static void
check_structure(struct arena *arena)
{
	struct layout layout = boxes_layout(arena, form_of(arena, 10, 1,
	                                                   ROWS("H:*部|甲县|乙县|丙县|丁县|戊县",
	                                                        "*一|1|2|3|4|5")));
	const struct structure *table = layout.structure->children;
	unsigned cells = 0;

	is_int(table->kind, STRUCTURE_TABLE, "a table");
	ok(table->next == NULL, "and no other");
	for (const struct structure *row = table->children; row != NULL; row = row->next)
		for (const struct structure *cell = row->children; cell != NULL; cell = cell->next)
			cells++;
	is_int(cells, 12, "of two rows of six cells");
	ok(boxes_find(arena, layout.pages, "一")->structure == table->children->next->children,
	   "the first label is the row's");
	cells = 0;
	for (const struct text_run *run = layout.pages->runs; run != NULL; run = run->next)
		cells += run->structure == NULL ? 1 : 0;
	is_int(cells, 2, "its repetitions are artifacts");
}

/* Columns as written stay together as long as smaller letters help. */
static void
check_fixed(struct arena *arena)
{
	struct block *block = boxes_block(arena, &boxes_plain, ROWS("*一|12345|12345|12345|12345"));
	struct layout layout;

	block->label_columns = LABEL_COLUMNS_AS_SET;
	layout = boxes_layout(arena, boxes_form(arena, block, 100000, 100000));
	is_str(boxes_said(arena, layout.pages), "一 12345 12345 12345 12345", "25 pt in 20 pt");
	is_int(boxes_find(arena, layout.pages, "12345")->size_mpt, 8000, "at 8 pt");
	block = boxes_block(arena, &boxes_plain, ROWS("*一|12345678|12345678|12345678|12345678"));
	block->label_columns = LABEL_COLUMNS_AS_SET;
	layout = boxes_layout(arena, boxes_form(arena, block, 100000, 100000));
	is_str(boxes_said(arena, layout.pages), "一 12345678 12345678 一 12345678 12345678",
	       "four times 26.7 pt have no room at two thirds");
	is_int(boxes_find(arena, layout.pages, "12345678")->size_mpt, 9000,
	       "beside a label of 26.7 pt, 40 pt in 36.7 pt");
}

int
main(void)
{
	struct arena *arena = arena_new();

	layout_init();
	check_strips(arena);
	check_labels(arena);
	check_spans(arena);
	check_heights(arena);
	check_shares(arena);
	check_structure(arena);
	check_fixed(arena);
	arena_free(arena);
	return done_testing();
}
