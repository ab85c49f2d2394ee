#include "pdf/tags.h"

#include "tests/unit/sunk.h"
#include "tests/unit/tap.h"

static void
has(const char *file, const char *piece, const char *name)
{
	ok(strstr(file, piece) != NULL, "%s", name);
}

/* A last child, or a root. */
static struct structure *
add(struct arena *arena, struct structure *parent, enum structure_kind kind)
{
	struct structure *element = arena_alloc(arena, sizeof *element);

	element->kind = kind;
	element->parent = parent;
	if (parent == NULL)
		return element;
	if (parent->last_child == NULL)
		parent->children = element;
	else
		parent->last_child->next = element;
	parent->last_child = element;
	return element;
}

/* One page with a piece of each leaf, in reading order. */
static void
mark_leaves(struct tags *tags, const struct structure *element)
{
	if (element->children == NULL)
		tags_mark(tags, element);
	for (element = element->children; element != NULL; element = element->next)
		mark_leaves(tags, element);
}

/* Objects: 1 is the page, 2 the root of the structure; the elements follow. */
static const char *
written(struct ctx *cx, struct structure *root, bool is_part)
{
	struct text bytes;
	struct file *file = sunk_open(cx, &bytes);
	unsigned page = sunk_object(file, "(page)");
	struct tags *tags = tags_new(file, cx->arena);
	size_t key;

	tags_begin(tags, root);
	tags_begin_page(tags, page);
	mark_leaves(tags, root);
	if (tags_end_page(tags, &key) != ERR_OK || tags_end(tags, root, is_part) != ERR_OK)
		return cx->reason;
	tags_close(tags);
	return sunk_close(file, &bytes);
}

/* Document 3, H1 4, Table 5, its row 6, TH 7, TD 8, TD 9; the parents of the page are 10. */
static void
check_whole(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct structure *root = add(arena, NULL, STRUCTURE_DOCUMENT);
	struct structure *heading = add(arena, root, STRUCTURE_HEADING);
	struct structure *row = add(arena, add(arena, root, STRUCTURE_TABLE), STRUCTURE_ROW);
	struct structure *header = add(arena, row, STRUCTURE_HEADER);
	struct structure *data = add(arena, row, STRUCTURE_DATA);
	struct structure *last = add(arena, row, STRUCTURE_DATA);
	const char *file;

	heading->level = 2;
	header->scope = SCOPE_COLUMN;
	header->row_span = 2;
	data->column_span = data->row_span = 1;
	last->column_span = 3;
	file = written(&cx, root, false);
	has(file, "\n3 0 obj\n<</S/Document/P 2 0 R/K[4 0 R 5 0 R]>>\n", "the document");
	has(file, "\n4 0 obj\n<</S/H2/P 3 0 R/Pg 1 0 R/K[0]>>\n", "a heading of its level");
	has(file, "\n5 0 obj\n<</S/Table/P 3 0 R/K[6 0 R]>>\n", "a table");
	has(file, "\n6 0 obj\n<</S/TR/P 5 0 R/K[7 0 R 8 0 R 9 0 R]>>\n", "a row");
	has(file, "\n7 0 obj\n<</S/TH/P 6 0 R/A 11 0 R/Pg 1 0 R/K[1]>>\n", "a header");
	has(file, "\n11 0 obj\n<</O/Table/Scope/Column/RowSpan 2>>\n", "  with its attributes");
	has(file, "\n8 0 obj\n<</S/TD/P 6 0 R/Pg 1 0 R/K[2]>>\n", "a cell without any");
	has(file, "\n12 0 obj\n<</O/Table/ColSpan 3>>\n", "a wide one has some");
	has(file, "\n10 0 obj\n[4 0 R 7 0 R 8 0 R 9 0 R]\n", "the elements of the page's pieces");
	has(file,
	    "\n2 0 obj\n<</Type/StructTreeRoot/K 3 0 R/ParentTree<</Nums[0 10 0 R]>>"
	    "/ParentTreeNextKey 1>>\n",
	    "the root of all");
}

static void
check_attributes(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct structure *root = add(arena, NULL, STRUCTURE_DOCUMENT);
	struct structure *row = add(arena, add(arena, root, STRUCTURE_TABLE), STRUCTURE_ROW);
	const char *file;
	const char *shared;

	for (int i = 0; i < 2; i++)
		add(arena, row, STRUCTURE_HEADER)->scope = SCOPE_ROW;
	add(arena, row, STRUCTURE_HEADER)->scope = SCOPE_BOTH;
	add(arena, row, STRUCTURE_DATA)->row_span = 300;
	file = written(&cx, root, false);
	shared = strstr(file, "<</O/Table/Scope/Row>>");
	ok(shared != NULL && strstr(shared + 1, "<</O/Table/Scope/Row>>") == NULL,
	   "like cells share their attributes");
	has(file, "<</O/Table/Scope/Both>>", "others have others");
	has(file, "/A<</O/Table/RowSpan 300>>/Pg", "rare ones are the cell's own");
}

static void
check_kinds(struct arena *arena)
{
	static const struct {
		enum structure_kind kind;
		unsigned level;
		const char *name;
	} kinds[] = {
		{ STRUCTURE_DOCUMENT, 0, "Document" },
		{ STRUCTURE_PART, 0, "Part" },
		{ STRUCTURE_HEADING, 0, "H1" },
		{ STRUCTURE_HEADING, 1, "H1" },
		{ STRUCTURE_HEADING, 4, "H4" },
		{ STRUCTURE_HEADING, 9, "H6" },
		{ STRUCTURE_PARAGRAPH, 0, "P" },
		{ STRUCTURE_TABLE, 0, "Table" },
		{ STRUCTURE_ROW, 0, "TR" },
		{ STRUCTURE_HEADER, 0, "TH" },
		{ STRUCTURE_DATA, 0, "TD" },
		{ STRUCTURE_CONTENTS, 0, "TOC" },
		{ STRUCTURE_CONTENTS_ITEM, 0, "TOCI" },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		struct structure *element = add(arena, NULL, kinds[i].kind);

		element->level = kinds[i].level;
		is_str(tags_name(element), kinds[i].name, kinds[i].name);
	}
}

/* An element may have pieces on several pages, and several on one. */
static void
check_pages(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct structure *root = add(arena, NULL, STRUCTURE_DOCUMENT);
	struct structure *text = add(arena, root, STRUCTURE_PARAGRAPH);
	struct structure *empty = add(arena, root, STRUCTURE_PARAGRAPH);
	struct text bytes;
	struct file *file = sunk_open(&cx, &bytes);
	unsigned first = sunk_object(file, "(page)");
	unsigned second = sunk_object(file, "(page)");
	struct tags *tags = tags_new(file, arena);
	size_t key;

	(void)empty;
	tags_begin(tags, root);
	tags_begin_page(tags, first);
	is_int(tags_mark(tags, text), 0, "the first piece of a page");
	is_int(tags_mark(tags, text), 1, "the second");
	is_int(tags_end_page(tags, &key), ERR_OK, "a page");
	is_int((long long)key, 0, "  has a key");
	tags_begin_page(tags, second);
	is_int(tags_mark(tags, text), 0, "the first of the next");
	is_int(tags_end_page(tags, &key), ERR_OK, "another page");
	is_int((long long)key, 1, "  has another");
	is_int(tags_end(tags, root, false), ERR_OK, "all is written");
	is_int(tags_end(tags, root, true), ERR_INTERNAL, "nothing comes after it");
	tags_close(tags);
	sunk_close(file, &bytes);
	has(bytes.data, "<</S/P/P 4 0 R/Pg 1 0 R/K[0 1 <</Type/MCR/Pg 2 0 R/MCID 0>>]>>\n",
	    "pieces on other pages say so");
	has(bytes.data, "\n6 0 obj\n<</S/P/P 4 0 R>>\n", "an element may be empty");
	has(bytes.data, "[5 0 R 5 0 R]\n", "both pieces of the page have it as parent");
}

static void
check_parts(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct text bytes;
	struct file *file = sunk_open(&cx, &bytes);
	struct tags *tags = tags_new(file, arena);

	for (int i = 0; i < 3; i++) {
		struct structure *root = add(arena, NULL, STRUCTURE_DOCUMENT);

		add(arena, root, STRUCTURE_PARAGRAPH);
		tags_begin(tags, root);
		is_int(tags_end(tags, root, true), ERR_OK, "a part");
	}
	tags_begin(tags, NULL);
	is_int(tags_end(tags, NULL, true), ERR_OK, "one without structure");
	tags_close(tags);
	sunk_close(file, &bytes);
	has(bytes.data, "\n2 0 obj\n<</S/Part/P 4 0 R/K[3 0 R]>>\n", "each is an element");
	has(bytes.data, "\n4 0 obj\n<</S/Document/P 1 0 R/K[2 0 R 5 0 R 7 0 R ]>>\n",
	    "of the document");
	has(bytes.data, "\n1 0 obj\n<</Type/StructTreeRoot/K 4 0 R", "which is the only root");
}

/* 10,000 rows: PDF/A-1 has no array of as many. */
static void
check_long(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct structure *root = add(arena, NULL, STRUCTURE_DOCUMENT);
	struct structure *table = add(arena, root, STRUCTURE_TABLE);
	struct text bytes;
	struct file *file = sunk_open(&cx, &bytes);
	struct tags *tags = tags_new(file, arena);

	for (int i = 0; i < 10000; i++)
		add(arena, table, STRUCTURE_ROW);
	tags_begin(tags, root);
	is_int(tags_end(tags, root, false), ERR_OK, "10,000 rows");
	tags_close(tags);
	sunk_close(file, &bytes);
	/* The rows are 4 to 10003. */
	has(bytes.data, "\n3 0 obj\n<</S/Table/P 2 0 R/K[10004 0 R 10005 0 R 10006 0 R]>>\n",
	    "stand in groups");
	has(bytes.data, "\n10004 0 obj\n<</S/NonStruct/P 3 0 R/K[4 0 R 5 0 R ", "the first");
	has(bytes.data, " 4099 0 R]>>\nendobj\n10005 0 obj\n<</S/NonStruct/P 3 0 R/K[4100 0 R ",
	    "the second");
	has(bytes.data, "\n4099 0 obj\n<</S/TR/P 10004 0 R>>\n", "rows name their group");
	has(bytes.data, "\n4100 0 obj\n<</S/TR/P 10005 0 R>>\n", "the next");
	has(bytes.data, "\n10003 0 obj\n<</S/TR/P 10006 0 R>>\n", "the last");
}

static void
check_full_page(struct arena *arena)
{
	struct ctx cx = ctx_make(arena);
	struct structure *root = add(arena, NULL, STRUCTURE_DOCUMENT);
	struct text bytes;
	struct file *file = sunk_open(&cx, &bytes);
	struct tags *tags = tags_new(file, arena);
	size_t key;

	tags_begin(tags, root);
	tags_begin_page(tags, sunk_object(file, "(page)"));
	for (int i = 0; i < 8192; i++)
		tags_mark(tags, root);
	is_int(tags_end_page(tags, &key), ERR_INPUT, "a page of 8,192 pieces is refused");
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_kinds(arena);
	check_whole(arena);
	check_attributes(arena);
	check_pages(arena);
	check_parts(arena);
	check_long(arena);
	check_full_page(arena);
	arena_free(arena);
	return done_testing();
}
