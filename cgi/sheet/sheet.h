/*
 * Documents as workbooks (.xlsx): the form as a sheet that a clerk recognises,
 * one sheet for each section, and one workbook for a set. The door of this
 * folder for faces and commands.
 *
 * The same documents and templates give the same bytes.
 */
#ifndef SHEET_SHEET_H
#define SHEET_SHEET_H

#include "render/order.h"
#include "render/renderer.h"

/* Raise it when the same document and template give other bytes than before. */
#define SHEET_VERSION "3"

/*
 * The workbook of a document, to be read. ERR_INPUT with a reason that names the
 * place when the document does not fit its template, `cx->faults` has all of
 * them; ERR_TOO_LARGE for a text that no cell can take.
 */
MUST_USE enum err sheet_write(struct ctx *cx, const struct renderer *renderer,
                              const struct order *order, struct text *out);

/* The workbook of a set: its documents one behind the other. */
MUST_USE enum err sheet_set_write(struct ctx *cx, const struct renderer *renderer,
                                  const struct set_order *order, const struct sink *sink);

/*
 * The workbook of a document, to be filled in: what is to be filled in is marked,
 * all else protected, and sheet/back.h reads it back.
 */
MUST_USE enum err sheet_write_to_fill(struct ctx *cx, const struct renderer *renderer,
                                      const struct order *order, struct text *out);

#endif
