/*
 * A list as CSV (RFC 4180), made from its JSON.
 */
#ifndef FACE_CSV_H
#define FACE_CSV_H

#include "render/order.h"

/*
 * Write the rows of a list (render/list.h), one line each under a line of names,
 * with CRLF. An array is joined with semicolons, what is absent is empty.
 *
 * For a spreadsheet there is a byte order mark, and what the program would change
 * or compute stands as a formula that is nothing but this text (="0012"): codes,
 * what might be taken for a date, numbers of more digits than the program has, and
 * what begins as a formula. Longer than a text may be in a formula, it gets an
 * apostrophe before it. For any other reader a cell is exactly the value.
 */
MUST_USE enum err csv_write(struct ctx *cx, const struct list_order *order, struct text *out);

#endif
