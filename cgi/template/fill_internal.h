/*
 * Shared by fill.c (what stands on the page), fill_table.c (tables) and
 * fill_text.c (paragraphs).
 */
#ifndef TEMPLATE_FILL_INTERNAL_H
#define TEMPLATE_FILL_INTERNAL_H

#include "template/fill.h"
#include "template/grid.h"
#include "template/node.h"

struct fill {
	struct ctx *cx;
	struct arena *arena;
	const struct template *template;
	struct bind_scope *scope;
	struct section **section_tail;      /* where the next section goes */
	struct item **tail;                 /* where the next item goes; NULL: into a new section */
	struct block **block_tail;          /* where the next block of the table goes */
	struct grid *grid;                  /* of the block being filled */
	const struct column_group *columns; /* of it, where their number comes from the data */
	const struct style *cell_style;     /* of the last cell in it */
	unsigned serial;                    /* counts the turns of all loops */
	const struct json *masked; /* of a draft: words that the public edition has as asterisks */
	bool is_draft;
	bool shows_internal;
	bool in_head;
	bool holds_next_row; /* the last row stays with the next one */
};

/* Fill each node that shows, in order. */
MUST_USE enum err fill_nodes(struct fill *fill, const struct node *nodes);

/* Do the conditions hold? */
bool fill_shows(const struct fill *fill, const struct shown *shown);

/* The text of one binding; what cannot be printed is a fault, and "". */
const char *fill_bound(const struct fill *fill, const struct piece *piece, bool *has_marks);

/* Add a fault at the place of a bound attribute, here. */
void fill_fault(const struct fill *fill, const struct piece *pieces, const char *what);

/* The text of a bound attribute; what cannot be printed is a fault, and "". */
const char *fill_join(const struct fill *fill, const struct piece *pieces);

/* A new item at the end of the section. */
struct item *fill_item(struct fill *fill, const struct node *node, enum item_kind kind);

/* Inline content as paragraphs of a style. */
struct paragraph *fill_content(struct fill *fill, const struct inline_part *content,
                               const struct style *style);

/* The widths of a block's columns. */
MUST_USE enum err fill_columns(struct fill *fill, const struct node *node, int **shares,
                               unsigned *count);

/* Does the number of columns come from the data? */
bool fill_is_open(const struct node *node);

/* The columns before those that come from the data, unless the template says how many. */
int fill_label_columns(const struct node *node);

/* Has the row room for the cell? Where the data have more of them than columns, that is a fault. */
bool fill_has_room(const struct fill *fill, const struct node *node, unsigned column_span);

/* Fill the last row up where the data have fewer cells than columns, which is a fault. */
MUST_USE enum err fill_pad(const struct fill *fill);

MUST_USE enum err fill_table(struct fill *fill, const struct node *node);
MUST_USE enum err fill_block(struct fill *fill, const struct node *node);
MUST_USE enum err fill_head(struct fill *fill, const struct node *node);
MUST_USE enum err fill_row(struct fill *fill, const struct node *node);
MUST_USE enum err fill_cell(struct fill *fill, const struct node *node);

#endif
