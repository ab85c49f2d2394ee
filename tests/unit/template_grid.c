/*
 * Cells on a grid. A row is written as its cells from left to right, with
 * blanks between them: a letter, then `:m1` for a merge key (name and serial),
 * `/2` for a column span, `,2` for a row span. The map says which cell covers
 * each place.
 */
#include "template/grid.h"

#include "base/text.h"
#include "tests/unit/tap.h"

#define ROWS_MAX 6
#define FIRST_LINE 11

static const struct {
	const char *name;
	unsigned columns;
	const char *rows[ROWS_MAX];
	const char *map;   /* rows end with a blank */
	const char *error; /* instead of a map */
} grids[] = {
	{ "no rows", 3, { NULL }, "", NULL },
	{ "one row", 3, { "a b c" }, "abc ", NULL },
	{ "column spans", 3, { "a/2 b", "c d/2", "e/3" }, "aab cdd eee ", NULL },
	{ "a row span", 2, { "a,2 b", "c" }, "ab ac ", NULL },
	{ "spans of both kinds", 3, { "a,2 b/2", "c d,2", "e f" }, "abb acd efd ", NULL },
	{ "a block of both", 3, { "a/2,2 b", "c", "d e f" }, "aab aac def ", NULL },
	{ "the head of T1", 8, { "a,2 b,2 c,2 d/3 e,2 f,2", "g h i" }, "abcdddef abcghief ", NULL },
	{ "a row of spans from above only", 2, { "a,2 b,2", "", "c d" }, "ab ab cd ", NULL },
	{ "a row span past the block's end",
	  2,
	  { "a b", "c,5 d" },
	  NULL,
	  "第 12 行：rowspan 写的 5 行，从这里到表尾只有 1 行" },
	{ "two of them", 2, { "a b", "c,2 d,2", "" }, "ab cd cd ", NULL },
	/* Merging. */
	{ "merge", 2, { "a:m1 b", "c:m1 d", "e:m1 f" }, "ab ad af ", NULL },
	{ "each item of a loop for itself",
	  2,
	  { "a:m1 b", "c:m1 d", "e:m2 f", "g:m2 h" },
	  "ab ad ef eh ",
	  NULL },
	{ "nested groups",
	  3,
	  { "a:m1 b:n2 c", "d:m1 e:n3 f", "g:m4 h:n5 i", "j:m4 k:n5 l" },
	  "abc aef ghi ghl ",
	  NULL },
	{ "an inner group does not reach over an outer one",
	  2,
	  { "a:m1 b:n1", "c:m2 d:n2" },
	  "ab cd ",
	  NULL },
	{ "another name between", 1, { "a:m1", "b:n1", "c:m1" }, "a b c ", NULL },
	{ "a cell without merge between", 1, { "a:m1", "b", "c:m1" }, "a b c ", NULL },
	{ "two columns of one name", 2, { "a:m1 b:m1", "c:m1 d:m1" }, "ab ab ", NULL },
	{ "another column", 3, { "a:m1 b/2", "c/2 d:m1" }, "abb ccd ", NULL },
	{ "another width", 3, { "a:m1/2 b", "c:m1 d/2" }, "aab cdd ", NULL },
	{ "the same width", 3, { "a:m1/2 b", "c:m1/2 d" }, "aab aad ", NULL },
	{ "beside a row span", 3, { "a b:m1/2", "c,2 d:m1/2", "e:m1/2" }, "abb cbb cbb ", NULL },
	{ "on from a row span", 2, { "a:m1,2 b", "c", "d:m1 e" }, "ab ac ae ", NULL },
	{ "on with a row span", 2, { "a:m1 b", "c:m1,2 d", "e" }, "ab ad ae ", NULL },
	{ "on with one, and on again",
	  2,
	  { "a:m1 b", "c:m1,2 d", "e", "f:m1 g" },
	  "ab ad ae ag ",
	  NULL },
	{ "on with one past the end", 2, { "a:m1 b", "c:m1,9 d" }, NULL, "第 11 行：rowspan" },
	/* Rows that do not fit. */
	{ "too few cells", 3, { "a b" }, NULL, "第 11 行：这一行的第 3 列（共 3 列）没有单元格" },
	{ "too few, before another row",
	  2,
	  { "a b", "c", "d e" },
	  NULL,
	  "第 12 行：这一行的第 2 列（共 2 列）" },
	{ "none", 2, { "a b", "" }, NULL, "第 12 行：这一行的第 1 列（共 2 列）" },
	{ "too many", 2, { "a b c" }, NULL, "第 11 行：这一行的单元格多于 2 列" },
	{ "too wide", 2, { "a b", "c/3" }, NULL, "第 12 行：这一行的单元格多于 2 列" },
	{ "no room beside a row span", 2, { "a,2 b", "c d" }, NULL, "第 12 行" },
	{ "a row span in the way", 3, { "a b,2 c", "d/2 e" }, NULL, "第 12 行" },
	{ "a merge does not fill a row", 2, { "a:m1 b", "c:m1" }, NULL, "第 12 行：这一行的第 2 列" },
};

/* The cells that came with a letter, to print the map. */
static struct cell *letters[128];
static const char names[] = "mn";

static unsigned
number_after(const char *cell, char mark)
{
	const char *s = strchr(cell, mark);

	return s == NULL ? 1 : (unsigned)(s[1] - '0');
}

static enum err
add_cells(struct ctx *cx, struct grid *grid, const char *row)
{
	char *rest = arena_strdup(cx->arena, row);
	char *cell;

	while (*row != '\0' && (cell = strsep(&rest, " ")) != NULL) {
		const char *merge = strchr(cell, ':');
		struct merge_key key = { 0 };
		struct cell *placed;
		bool is_merged;

		if (merge != NULL)
			key = (struct merge_key){ strchr(names, merge[1]), (unsigned)merge[2],
				                  NULL };
		TRY(grid_cell(cx, grid, key, number_after(cell, '/'), number_after(cell, ','),
		              &placed, &is_merged));
		letters[(unsigned char)*cell] = is_merged ? NULL : placed;
	}
	return ERR_OK;
}

static enum err
build(struct ctx *cx, unsigned columns, const char *const *rows, struct block *block)
{
	struct grid *grid = grid_new(cx->arena, columns);

	memset(letters, 0, sizeof letters);
	for (unsigned i = 0; i < ROWS_MAX && rows[i] != NULL; i++) {
		struct row row = { .min_height_mpt = (int)i };

		TRY(grid_row(cx, grid, row, FIRST_LINE + i));
		TRY(add_cells(cx, grid, rows[i]));
	}
	return grid_finish(cx, grid, block);
}

static char
letter_of(const struct cell *cell)
{
	for (unsigned char c = 'a'; c <= 'z'; c++)
		if (letters[c] == cell)
			return (char)c;
	return '?';
}

static const char *
map_of(struct arena *arena, const struct block *block)
{
	struct text map = text_make(arena);

	for (unsigned row = 0; row < block->row_count; row++) {
		for (unsigned column = 0; column < block->column_count; column++)
			text_add_fmt(&map, "%c",
			             letter_of(block->grid[row * block->column_count + column]));
		text_add_str(&map, " ");
	}
	return map.data;
}

/* Does each cell cover exactly the places that its spans say? */
static bool
is_consistent(const struct block *block)
{
	for (unsigned row = 0; row < block->row_count; row++)
		for (unsigned column = 0; column < block->column_count; column++) {
			const struct cell *cell = block->grid[row * block->column_count + column];

			if (row < cell->row || row >= cell->row + cell->row_span ||
			    column < cell->column || column >= cell->column + cell->column_span ||
			    cell->row + cell->row_span > block->row_count ||
			    block->grid[cell->row * block->column_count + cell->column] != cell)
				return false;
			for (unsigned r = cell->row; r < cell->row + cell->row_span; r++)
				for (unsigned c = cell->column;
				     c < cell->column + cell->column_span; c++)
					if (block->grid[r * block->column_count + c] != cell)
						return false;
		}
	return true;
}

static void
check_rows_kept(struct ctx *cx)
{
	struct grid *grid = grid_new(cx->arena, 1);
	struct row rows[] = { { .min_height_mpt = 7, .is_head = true },
		              { .keeps_with_previous = true } };
	struct block block = { 0 };
	struct cell *cell;
	bool is_merged;
	enum err status = ERR_OK;

	for (unsigned i = 0; i < 2 && status == ERR_OK; i++) {
		status = grid_row(cx, grid, rows[i], i);
		if (status == ERR_OK)
			status = grid_cell(cx, grid, (struct merge_key){ 0 }, 1, 1, &cell,
			                   &is_merged);
	}
	is_int(status == ERR_OK ? grid_finish(cx, grid, &block) : status, ERR_OK, "two rows");
	ok(block.rows[0].min_height_mpt == 7 && block.rows[0].is_head &&
	           !block.rows[0].keeps_with_previous,
	   "the first is as given");
	ok(block.rows[1].min_height_mpt == 0 && !block.rows[1].is_head &&
	           block.rows[1].keeps_with_previous,
	   "and the second");
}

/* Rows without end are an error long before memory is. */
static void
check_limit(struct ctx *cx)
{
	struct grid *grid = grid_new(cx->arena, 1);
	struct cell *cell;
	bool is_merged;
	enum err status = ERR_OK;
	long rows = 0;

	while (status == ERR_OK && rows < 1000000) {
		status = grid_row(cx, grid, (struct row){ 0 }, 1);
		if (status == ERR_OK)
			status = grid_cell(cx, grid, (struct merge_key){ names, 1, NULL }, 1, 1,
			                   &cell, &is_merged);
		rows += status == ERR_OK ? 1 : 0;
	}
	is_int(status, ERR_TOO_LONG, "a table without end is refused");
	is_int(rows, 200000, "behind 200,000 rows");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);

	for (size_t i = 0; i < sizeof grids / sizeof grids[0]; i++) {
		struct block block = { 0 };
		enum err status;

		cx = ctx_make(arena);
		status = build(&cx, grids[i].columns, grids[i].rows, &block);
		if (grids[i].error != NULL) {
			if (!ok(status == ERR_INPUT && strstr(cx.reason, grids[i].error) != NULL,
			        "%s", grids[i].name))
				printf("# %s\n", cx.reason == NULL ? "no error" : cx.reason);
			continue;
		}
		is_str(status == ERR_OK ? map_of(arena, &block) : cx.reason, grids[i].map,
		       grids[i].name);
		ok(status == ERR_OK && is_consistent(&block), "  spans and map agree");
	}
	cx = ctx_make(arena);
	check_rows_kept(&cx);
	check_limit(&cx);
	arena_free(arena);
	return done_testing();
}
