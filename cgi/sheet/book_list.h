/*
 * A list of the API as a workbook: a row of names in Chinese that stays in view
 * and filters, and below it numbers as numbers, times as times, texts as texts.
 *
 * The same list gives the same bytes.
 */
#ifndef SHEET_BOOK_LIST_H
#define SHEET_BOOK_LIST_H

#include "render/order.h"

/*
 * The rows of a list (render/list.h) without the columns that are for programs. A
 * number of more digits than spreadsheets have is a text; times are by
 * the clock of Beijing. ERR_INTERNAL for a text that no cell can take.
 */
MUST_USE enum err book_list_write(struct ctx *cx, const struct list_order *order, struct text *out);

#endif
