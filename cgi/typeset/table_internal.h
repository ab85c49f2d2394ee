/* A measured table, shared by measuring, breaking and drawing. */
#ifndef TYPESET_TABLE_INTERNAL_H
#define TYPESET_TABLE_INTERNAL_H

#include "typeset/line.h"
#include "typeset/table.h"

/* A cell with its lines, and how much of it stands on pages already. */
struct laid_cell {
	const struct cell *cell;
	struct structure *structure;
	struct lines lines;
	unsigned number; /* of its column in the template, from 1 */
	size_t placed;   /* lines that stand on earlier pages */
	bool is_begun;   /* a part of the cell stands on an earlier page */
	bool repeats; /* a page break that cuts the cell repeats its text; else the text goes on */
};

struct laid_block {
	struct laid_block *next;
	struct laid_block *previous;
	const struct block *block;
	int *edges;              /* column_count + 1 positions from the table's left edge */
	int width_mpt;           /* that the columns share as the template says; else 0 */
	int *heights;            /* of the rows */
	int head_max_mpt;        /* higher heads are not repeated */
	struct laid_cell **grid; /* as block->grid */
	bool fits;               /* no text is wider than its cell */
	bool begins_strip;       /* more columns of the block before, on another page */
	int trail_mpt;           /* what must have room below the block's end, on its page */
};

struct laid_table {
	const struct table *table;
	struct laid_block *blocks;
	struct laid_block *last;
};

/* A row as it stands on one page. */
struct placed_row {
	unsigned row;
	int height_mpt;
};

/* The rows of a block on one page, from y downwards. */
struct fragment {
	struct laid_block *block;
	struct placed_row *rows;
	unsigned count;
	size_t capacity;
	unsigned repeated; /* how many of them, the first, are a repeated head */
	int y_mpt;
	bool is_cut;  /* its last row goes on on the next page */
	bool resumes; /* its first row after the repeated head was cut on the page before */
};

/* The left or the right edge of a table, drawn down to where its width changes. */
struct side {
	int start_mpt;
	int width_mpt;
};

/* The rules around a table on one page, which depend on what comes next. */
struct frame {
	const struct table *table;
	struct fragment first; /* on the page; without rows at first */
	struct fragment last;
	struct side sides[2];
	bool is_resumed; /* the table began on an earlier page */
};

/* A table on its way onto pages. */
struct placing {
	struct flow *flow;
	struct frame frame;
	struct laid_block *block;
	unsigned row;        /* the first row that is not wholly placed */
	unsigned head_first; /* the head rows that repeat: [head_first, head_end) */
	unsigned head_end;
	bool is_continued; /* the block began on an earlier page */
	bool is_row_cut;   /* a part of `row` stands on the page before */
};

/* More columns are looked at before they are squeezed into the page. */
#define TABLE_COLUMNS_NARROW 64

/*
 * Cells, lines and heights of a block, and its structure: as wide as the flow,
 * or a list of strips that are, when its columns have no room beside each other.
 */
MUST_USE enum err table_measure(struct flow *flow, const struct block *block,
                                struct laid_block **out);

/* The steps of that: a block without cells; a cell of it, in its places of the grid. */
struct laid_block *table_block_new(struct arena *arena, const struct block *block);
struct laid_cell *table_cell_new(struct arena *arena, struct laid_block *laid,
                                 const struct cell *cell);

/* All cells of a block, and their elements. */
void table_tag(struct flow *flow, struct laid_block *laid);

/* Share a width among the columns as the template says. */
void table_share_width(struct laid_block *laid, int width_mpt);

/* How narrow each column may be, with its padding, so that it can be read. */
MUST_USE enum err table_least_widths(struct flow *flow, const struct block *block, int **out);

/* The lines of all cells; whether they fit. A fault for each text that is wider than its cell. */
MUST_USE enum err table_lay_lines(struct flow *flow, struct laid_block *laid);
void table_check(struct ctx *cx, const struct laid_block *laid);

/* The heights of the rows; then what repeats on a page of this height, and leaves room for the rows. */
void table_find_heights(struct laid_block *laid);
void table_find_repeated(struct laid_block *laid, int page_mpt);

/* Is this the upper left corner of the cell? */
bool table_starts(const struct cell *cell, unsigned row, unsigned column);

/* The cell at a row and column. */
struct laid_cell *table_cell(const struct laid_block *block, unsigned row, unsigned column);

/* The height that a cell's text from line `from` on needs, with its padding. */
int table_need(const struct laid_cell *cell, size_t from);

/* The height of the head rows around a row, or of some of them when that is too high; 0 when it is no head. */
int table_head_height(const struct laid_block *block, unsigned row);

/* The width of a cell's text. */
int table_text_width(const struct laid_block *block, const struct cell *cell);

/* How large the mark （续） of a cell is to stand in one line; 0 where it cannot. */
int table_mark_size(const struct laid_block *block, const struct cell *cell);

/* Height that is kept for the mark （续） of a cell. */
int table_mark_height(const struct laid_block *block, const struct cell *cell);

/* A fragment without rows, and a row for its end. */
struct fragment table_fragment_new(struct arena *arena, struct laid_block *block);
void table_fragment_push(struct arena *arena, struct fragment *fragment, unsigned row,
                         int height_mpt);

/* The height of the fragment's rows [first, end). */
int table_fragment_height(const struct fragment *fragment, unsigned first, unsigned end);

/* Height that the fragment's rows above `row` give to a cell. */
int table_height_above(const struct fragment *fragment, const struct laid_cell *cell, unsigned row);

/* What a cell still needs: all of its text again and the mark, or the rest of its text. */
int table_rest(const struct fragment *fragment, const struct laid_cell *cell);

/*
 * The height of the next row on this page: as measured; of a row that was cut,
 * what its cells have left; and more where a cell from an earlier page ends
 * with it and still needs room.
 */
int table_row_height(const struct fragment *fragment, unsigned row);

/* What the labels lack that are cut when the page ends with the fragment's first `count` rows. */
int table_label_lack(const struct fragment *fragment, unsigned count);

/*
 * Fill a fragment with the rows that stand on this page, or with a part of one
 * that fits on none. False when nothing can stand on what is left of the page.
 */
bool table_fill(const struct placing *placing, struct fragment *fragment);

/* The height of a block down to the first place where a page may end. */
int table_block_lead(struct flow *flow, struct laid_block *block);

/* Draw the texts of a fragment and note what has been placed. */
MUST_USE enum err table_draw(struct flow *flow, const struct fragment *fragment);

/*
 * Draw the rules of a fragment. Where two cells meet, the stronger of what they
 * say counts; at the table's edge, the frame unless the cell says otherwise.
 */
void table_rule(struct flow *flow, struct frame *frame, const struct fragment *fragment);

/* Close the frame on this page, at the table's end or where it is cut. */
void table_close(struct flow *flow, struct frame *frame, bool is_end);

#endif
