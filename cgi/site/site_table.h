/*
 * Tables on pages of the site: a caption, a row of heads, and rows that begin with a head.
 */
#ifndef SITE_SITE_TABLE_H
#define SITE_SITE_TABLE_H

#include "base/text.h"
#include "doc/json.h"

/* Append the beginning of a table; `heads` ends with NULL, a head that begins with `#` is of numbers. */
void site_table_open(struct text *out, const char *caption, const char *const *heads);
void site_table_close(struct text *out);

/* Append the beginning of a row with its head, linked where `address` is not NULL. */
void site_table_row(struct text *out, const char *address, const char *head);
void site_table_row_end(struct text *out);

/* Append a cell of text, or of a number as text; — for NULL. */
void site_table_text(struct text *out, const char *value);
void site_table_number(struct text *out, const char *value);

/* Append cells of a value's member: an amount in yuan, a rate in per cent. */
void site_table_amount(struct text *out, const struct json *value, const char *path);
void site_table_rate(struct text *out, const struct json *value, const char *path);

/* Append a cell with a score and its points: 98/100; — where there is none. */
void site_table_score(struct text *out, const struct json *value);

#endif
