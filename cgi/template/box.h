/*
 * Boxes: a form filled in with one document, before it has places on pages.
 *
 * fill_document() (template/fill.h) makes them from a template and a document;
 * typeset/ lays them out. All of it lives in the request's arena.
 */
#ifndef TEMPLATE_BOX_H
#define TEMPLATE_BOX_H

#include "template/place.h"
#include "template/style.h"

/* What a span has beside its font: a set of these. */
enum span_look {
	LOOK_RAISED = 1, /* as an exponent */
	LOOK_LOWERED = 2,
	LOOK_UNDERLINED = 4,
	LOOK_STRUCK = 8 /* a line through it */
};

/*
 * Text of one font within a paragraph. What is bound has a span even when it
 * prints nothing, so that its place is known.
 */
struct span {
	struct span *next;
	const char *text;
	struct place place;
	font_choice font;
	unsigned looks;   /* of enum span_look */
	bool is_internal; /* of a draft, that the public does not get: pages show it struck */
	/* To be typed in: what a cell said that became part of this one, since it says the same. */
	struct span *merged;
};

struct line_text;

struct paragraph {
	struct paragraph *next;
	const struct style *style;
	struct span *spans;
	struct line_text **shaped; /* for typeset/, which lays a text out several times; or NULL */
};

/* The rules at the four sides of a cell in mpt; BORDER_OF_TABLE takes the table's. */
#define BORDER_OF_TABLE (-1)
struct borders {
	int top_mpt;
	int right_mpt;
	int bottom_mpt;
	int left_mpt;
};

/* Does a cell that a page break cuts stand again behind it? By kind: labels do, and short merged data. */
enum repeat { REPEAT_BY_KIND, REPEAT_YES, REPEAT_NO };

/* A cell of a block's grid, in the row and column of its upper left corner. */
struct cell {
	const struct style *style;
	const struct borders *borders; /* NULL: those of the table */
	struct paragraph *paragraphs;
	unsigned row;
	unsigned column;
	unsigned row_span;
	unsigned column_span;
	bool is_label;
	enum repeat repeat;
};

struct row {
	const struct bind_turn *turn; /* the innermost loop around it; NULL for a row made by hand */
	int min_height_mpt;
	bool is_head; /* repeated at the top of each page that the block goes on to */
	bool keeps_with_previous;
};

/* The label columns of a block: the first that have labels only, below the head. */
#define LABEL_COLUMNS_AS_SET (-1)

/* Rows on one column grid. `grid` names the cell of each place, row by row. */
struct block {
	struct block *next;
	const int *shares; /* relative widths of the columns */
	bool is_open;      /* the number of columns comes from the data */
	int label_columns; /* that stand again where columns go on to another page */
	unsigned column_count;
	struct row *rows;
	unsigned row_count;
	struct cell **grid;
};

/* Blocks one below the other, of the same width, in one frame. */
struct table {
	struct block *blocks;
	int border_mpt; /* rules between cells */
	int frame_mpt;  /* around the table */
};

/* One line with up to three parts: left, centre, right. */
struct tabs {
	struct paragraph *parts[3];
};

enum item_kind { ITEM_PARAGRAPH, ITEM_HEADING, ITEM_TABS, ITEM_TABLE, ITEM_SPACE };

struct item {
	struct item *next;
	enum item_kind kind;
	struct paragraph *paragraphs; /* of a paragraph or a heading */
	unsigned level;               /* of a heading: 1 for the form's title, 2 to 4 below it */
	struct tabs tabs;
	struct table *table;
	int height_mpt;               /* of a space */
	bool keeps_with_next;         /* no page break between this and the next item */
	bool keeps_with_previous;     /* nor between this and the end of the previous one */
	const struct bind_turn *turn; /* the innermost loop around it; NULL for one made by hand */
};

struct page_format {
	int width_mpt;
	int height_mpt;
	int top_mpt;
	int right_mpt;
	int bottom_mpt;
	int left_mpt;
	/*
	 * From the text to the middle of the footer's first line, where its dashes are; 0: the
	 * footer stands in the middle of the margin.
	 */
	int footer_mpt;
	/*
	 * The footer stands at the outer edge, right on odd pages and left on even ones
	 * (GB/T 9704-2012, 7.5); on a landscape page where it is when the page is bound
	 * with upright ones: turned, in the left margin (ibid., 10).
	 */
	bool is_footer_outer;
	int grow; /* up to so many thousandths of their size texts of tables grow; 0 or 1000: not */
};

/* A part of a form that begins on a new page and has a format of its own. */
struct section {
	struct section *next;
	struct page_format page;
	const struct piece *header; /* with page numbers in them, or NULL */
	const struct piece *footer;
	const struct style *marginal; /* the style of header and footer */
	bool is_unnumbered;           /* a cover: its pages do not count */
	struct item *items;
};

/* On which pages <verify/> puts the code of what is published. */
enum verify_pages { VERIFY_NOWHERE, VERIFY_LAST, VERIFY_EVERY };

/* The bottom margin that it needs: 11 mm. */
#define VERIFY_MARGIN_MPT 31181

/* A filled form: what the pages say, and what the file says about itself. */
struct form {
	const char *name;               /* of the form: that of its template */
	struct section *sections;       /* at least one */
	const struct bind_scope *scope; /* what headers and footers are bound to */
	const char *title;
	const char *author;
	const char *subject;
	const char *keywords;
	const char *created_at; /* RFC 3339, or NULL for a draft */
	bool is_draft;
	long revision; /* of what is published: 1 at first, more when it was corrected; 0: a draft */
	bool shows_internal; /* a draft has texts that are left out when it is published */
	const char *holder;  /* whose copy of a draft it is, and since when; NULL: nobody's */
	enum verify_pages verify;
	const char *code; /* the short code, and the site where it is looked up; NULL: not printed */
	const char *site;
	unsigned pages_before; /* numbered pages of the set that come before */
	unsigned pages_in_set; /* all of them; 0 for a form that stands alone */
};

/* The cell whose upper left corner is at a place of the grid; NULL where one goes on that began before. */
const struct cell *box_cell(const struct block *block, unsigned row, unsigned column);

/* Visit each paragraph of a form, in the order of reading, up to the first error. */
typedef enum err (*box_visit_fn)(void *user, const struct paragraph *paragraph);
MUST_USE enum err box_visit(const struct form *form, box_visit_fn visit, void *user);

#endif
