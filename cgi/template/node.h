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
	NODE_EACH,
	NODE_SECTION
};

/* When a node or a part of a text shows: `when` holds and `unless` does not. */
struct shown {
	const struct bind_condition *when; /* NULL: always */
	const struct bind_condition *unless;
};

/* How text within a paragraph differs from the paragraph's style; -1: it does not. */
struct emphasis {
	int role;
	int bold;
	int vertical; /* its lines are paragraphs of their own then */
};

enum inline_kind { INLINE_TEXT, INLINE_BREAK, INLINE_SPAN };

struct inline_part {
	struct inline_part *next;
	enum inline_kind kind;
	struct piece *pieces;         /* of a text */
	struct inline_part *children; /* of a span */
	struct emphasis emphasis;
	struct shown shown;
};

/* A <page>: a format that sections name. */
struct page_node {
	struct page_node *next;
	const char *name;
	struct page_format format;
	struct piece *header;
	struct piece *footer;
};

/* Columns of a block: their widths, as often as a list has items. */
struct column_group {
	struct column_group *next;
	int *shares;
	unsigned count;
	const struct bind_path *of; /* NULL: once */
};

#define MERGE_NONE (-1)
#define MERGE_NAME (-2)
#define MERGE_TEXT (-3)

struct node {
	struct node *next;
	struct node *children;
	enum node_kind kind;
	unsigned line;
	struct shown shown;
	struct style style;
	struct inline_part *content;

	unsigned level;       /* heading */
	bool keeps_with_next; /* of what stands on the page itself, and of a row */
	bool keeps_with_previous;
	struct inline_part *parts[3]; /* line: left, centre, right */
	int height_mpt;               /* space, row */
	int border_mpt;               /* table */
	int frame_mpt;
	struct column_group *columns; /* block */
	int label_columns;            /* block: or LABEL_COLUMNS_AS_SET */
	bool is_label;                /* cell */
	enum repeat repeat;
	unsigned column_span;
	unsigned row_span;
	struct piece *bound_column_span; /* cell: a bound number of columns, or NULL */
	int merge;        /* MERGE_NONE, MERGE_NAME, MERGE_TEXT, or the slot of a loop variable */
	int merge_within; /* MERGE_TEXT: the slot within whose item cells merge, or -1 */
	const char *merge_name;
	struct borders *borders;      /* cell: NULL when it says nothing of them */
	struct piece *indent;         /* cell: a bound number of ems, or NULL */
	const struct bind_path *of;   /* each */
	const struct bind_path *with; /* each: a list beside it, whose items are in the next slot */
	const char *by;               /* each: the member that makes groups of the list */
	unsigned slot;
	unsigned min;
	const struct page_node *page; /* section */
	bool is_unnumbered;
};

struct template
{
	struct arena *arena;
	const char *id;
	const char *name;
	const char *version;
	const char *digest;
	const char *source;       /* the file, of which this is the digest */
	struct shape_world world; /* what its form declares, and the schema */
	struct piece *title;
	const char *subject;
	struct page_node *pages; /* the first is the default */
	enum verify_pages verify;
	bool is_of_project; /* it prints a project of the document */
	struct style marginal;
	struct node *body;
};

#endif
