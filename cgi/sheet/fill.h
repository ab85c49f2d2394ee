/*
 * What makes a sheet one to fill in: protection, hints and checks of its cells,
 * and what the way back needs (sheet/back.h): keys of rows and columns, and a
 * sheet of notes with the document.
 */
#ifndef SHEET_FILL_H
#define SHEET_FILL_H

#include "sheet/book.h"
#include "sheet/value.h"

/* The name of the sheet of notes, and the first of them. The document follows them in parts. */
#define FILL_NOTE_NAME "_gongkai"
#define FILL_NOTE_MARK "gongkai-sheet-1"

enum fill_note_row { FILL_NOTE_OF_MARK, FILL_NOTE_OF_SIGNATURE, FILL_NOTE_OF_DOCUMENT };

/* The key of a row or a column of the grid, `s1r12` or `s1c3`: numbers from 0, sheets from 1. */
const char *fill_key(struct arena *arena, unsigned sheet, char kind, unsigned index);

/* Finish the sheet that was added last. */
void fill_sheet(struct book *book, struct values *values, const struct plan_sheet *sheet);

/* Add the sheet of notes. */
void fill_note(struct book *book, const struct plan_sheet *sheets, const char *document,
               size_t length);

#endif
