/* A compiled template: what compile.c makes of the XML and fill.c walks for each document. */
#ifndef TEMPLATE_NODE_H
#define TEMPLATE_NODE_H

#include "template/box.h"

enum node_kind {
	NODE_TEXT,
	NODE_HEADING,
	NODE_LINE,
	NODE_SPACE,
	NODE_TABLE,
	NODE_BLOCK,
	NODE_HEAD,
	NODE_ROW,
	NODE_CELL,
	NODE_EACH
};

/* A run of inline text, or a line break when `pieces` is NULL. */
struct inline_part {
	struct inline_part *next;
	struct piece *pieces;
	const struct bind_path *when; /* of a line break */
	bool bold;
};

#define MERGE_NONE (-1)
#define MERGE_NAME (-2)

struct node {
	struct node *next;
	struct node *children;
	enum node_kind kind;
	unsigned line;
	const struct bind_path *when;
	const struct bind_path *unless;
	struct style style;
	struct inline_part *content;

	struct inline_part *parts[3]; /* line: left, centre, right */
	int height_mpt;               /* space, row */
	int border_mpt;               /* table */
	int frame_mpt;
	int *shares; /* block */
	unsigned column_count;
	bool keeps_with_previous; /* row */
	bool is_label;            /* cell */
	unsigned column_span;
	unsigned row_span;
	int merge; /* MERGE_NONE, MERGE_NAME, or the slot of a loop variable */
	const char *merge_name;
	struct piece *indent;       /* cell: a bound number of ems, or NULL */
	const struct bind_path *of; /* each */
	unsigned slot;
	unsigned min;
};

struct template
{
	struct arena *arena;
	const char *id;
	const char *name;
	const char *version;
	const char *digest;
	const struct bind_field *fields;
	struct piece *title;
	const char *subject;
	struct page_format page;
	struct piece *header;
	struct piece *footer;
	struct style marginal;
	struct node *body;
};

#endif
