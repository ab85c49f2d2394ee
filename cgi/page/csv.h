/*
 * A list as CSV (RFC 4180), made from its JSON.
 */
#ifndef PAGE_CSV_H
#define PAGE_CSV_H

#include "base/text.h"

/* Changes when the same JSON would give other bytes, so that ETags change too. */
#define CSV_VERSION "csv3"

/* For whom and of what, as bits. */
enum csv_flags {
	CSV_SPREADSHEET = 1, /* for a program that computes, not for one that reads */
	CSV_TOTAL = 2        /* a list without items has its `total` as the one line */
};

/*
 * Write the `items` of a list, one line each under a line of names, with CRLF.
 * `columns` ends with NULL; a name is the path to a member, with points. What an
 * item does not have is taken from the list itself, as the unit of all amounts is.
 * An array is joined with semicolons, what is absent is empty.
 *
 * For a spreadsheet there is a byte order mark, and what the program would change
 * or compute stands as a formula that is nothing but this text (="0012"): codes,
 * what might be taken for a date, numbers of more digits than the program has, and
 * what begins as a formula. Longer than a text may be in a formula, it gets an
 * apostrophe before it. For any other reader a cell is exactly the value.
 */
MUST_USE enum err csv_write(struct ctx *cx, const char *body, size_t length,
                            const char *const *columns, unsigned flags, struct text *out);

#endif
