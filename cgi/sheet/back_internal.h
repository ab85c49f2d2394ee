/* Reading a workbook back: back.c (the whole), back_row.c (rows), back_cell.c (cells),
   back_words.c (what is around a value), back_split.c (several values in a cell), back_value.c
   (values), back_mark.c (what new items say). */
#ifndef SHEET_BACK_INTERNAL_H
#define SHEET_BACK_INTERNAL_H

#include "sheet/back.h"
#include "doc/edit.h"
#include "sheet/plan.h"
#include "sheet/taken.h"
#include "sheet/value.h"

/* A turn of a loop that has no item, and the item that was added for it. */
struct back_made {
	struct back_made *next;
	const struct bind_turn *turn;
	struct edit *item;
};

struct back {
	struct ctx *cx;      /* while it is read */
	struct arena *arena; /* that of `cx`; cells are asked for later */
	const char *name;    /* of the file, for faults */
	struct taken_book book;
	struct edit_tree *tree;
	struct values values;
	struct back_made *made;     /* for turns without an item */
	struct back_made *inserted; /* the last item that was inserted behind that of a turn */
};

/* Where no row or column is. */
#define BACK_NONE ((unsigned)-1)

/* A sheet of the plan with the one that came back. */
struct back_sheet {
	struct back_sheet *next;
	struct back *back;
	const struct plan_sheet *plan;
	const struct taken_sheet *taken;
	unsigned number;               /* from 1 */
	unsigned *rows;                /* where each row of the plan stands now, or BACK_NONE */
	unsigned *columns;             /* the same of columns */
	const struct plan_cell **grid; /* the cell of the plan that is at each place, or NULL */
	bool *is_read;                 /* by cell of the sheet that came back */
};

/* Add a fault of a cell, or of a row when `column` is BACK_NONE. */
void back_fault(const struct back_sheet *sheet, unsigned row, unsigned column, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* The name of a cell with that of its sheet: 自评表!F12. */
const char *back_cell_name(const struct back_sheet *sheet, unsigned row, unsigned column);

/* Where the values of the document stand, when all sheets have been read. */
struct back_cells *back_cells_new(const struct back *back, const struct back_sheet *sheets,
                                  const char *base);

/* The cell of the plan at a place, or NULL. */
const struct plan_cell *back_at(const struct back_sheet *sheet, unsigned row, unsigned column);

/* The item that a turn stands for: of a turn without one it is added. NULL when that is not possible. */
struct edit *back_item(struct back *back, const struct bind_turn *turn);

/* An item that was added beside that of the turn says what those of its loop say alike. */
void back_mark(struct back *back, const struct bind_turn *turn, struct edit *item);

/* What a value of the copy says. */
const char *back_said(struct arena *arena, const struct edit *edit);

/* Match rows and columns by their keys. */
void back_match(struct back_sheet *sheet);

/* Take out the items of deleted rows, and add those of inserted ones. */
void back_delete_rows(struct back_sheet *sheet);
void back_insert_rows(struct back_sheet *sheet);

/* Where a part's value goes: NULL takes the places of the document as they are. */
struct back_target {
	struct edit *items[BIND_SLOTS_MAX]; /* by slot, the new items; NULL: those of the turns */
};

/*
 * Read what stands in place of a cell of the plan; `taken` is NULL when nothing
 * does. With a target it is that of an inserted row: what is there is compared
 * with nothing.
 */
void back_cell(const struct back_sheet *sheet, const struct plan_cell *cell, unsigned row,
               unsigned column, const struct taken_cell *taken, const struct back_target *target);

/*
 * The value of the document for what stands in a cell, or for a part of its text;
 * `*out` is NULL for none. False with what was expected in `*expected`.
 */
bool back_value(struct back *back, const struct place *place, const struct taken_cell *taken,
                const char *text, const char **out, const char **expected);

/*
 * What is typed for the one part of a cell that is to be filled in, in the arena. Who
 * types one value need not type the words around it; but what is another value of the
 * document must stand there, so that nobody changes it in vain: NULL when it does not. In
 * a new row that value is not known, and may be missing.
 */
const char *back_without_words(struct arena *arena, const struct plan_cell *cell,
                               const struct plan_part *open, bool is_new, const char *text);

/* The most values of the document that are looked for in one cell. */
#define BACK_PARTS_MAX 16

/*
 * The texts of a cell's open parts, in order. Where it is not clear from the words between
 * them where each ends, one value may have changed, unless the cell is new, or a number shows
 * it: ≥3000立方米. False when that does not make it clear.
 */
bool back_split(struct back *back, const struct plan_cell *cell, bool is_new, const char *text,
                const char *texts[BACK_PARTS_MAX]);

/* What stands in a cell, as a text that shows it. */
const char *back_shown(const struct back *back, const struct taken_cell *taken);

#endif
