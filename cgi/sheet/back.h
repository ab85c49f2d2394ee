/*
 * The way back from a workbook that was filled in (sheet_write_to_fill()) to the
 * document: what was not touched stays as it was, byte for byte; what was changed
 * goes back through the filters of the template; rows that were inserted or
 * deleted are items. What cannot be understood is a fault that names its cell;
 * nothing is guessed, and nothing that was typed is dropped.
 */
#ifndef SHEET_BACK_H
#define SHEET_BACK_H

#include "render/renderer.h"

/* Does a file begin as a workbook, or another file of an office program, does? */
bool back_is_workbook(const char *bytes, size_t length);

/* Where the values of a document stand in the workbook that it came from. */
struct back_cells;

/*
 * Read a workbook into the JSON text of its document. Faults are added to
 * `cx->faults`, with the place `表名!F12` behind `name: `; ERR_INPUT when there is
 * one, or with the reason why the file cannot be read at all. `*cells` lives in the
 * arena of `cx`; NULL when nobody wants to know.
 */
MUST_USE enum err back_read(struct ctx *cx, const struct renderer *renderer, const char *name,
                            const char *bytes, size_t length, struct text *out,
                            struct back_cells **cells);

/*
 * The JSON text of the document that the workbook was made from, as it was then: what the one of
 * back_read() has otherwise was filled in.
 */
const char *back_base(const struct back_cells *cells);

/*
 * The cell, as `表名!F12`, of a value of the document by its JSON Pointer; of several
 * values the first, of one that is not there the cell where it would be filled in.
 * NULL when the form does not show it.
 */
const char *back_cell_of(struct back_cells *cells, const char *pointer);

#endif
