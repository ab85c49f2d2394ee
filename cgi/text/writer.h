/*
 * Writing the text of HTML with its marks (text/mark.h): white space, lines and
 * looks. It knows no elements.
 */
#ifndef TEXT_WRITER_H
#define TEXT_WRITER_H

#include "text/css.h"

/* How a text stands where it stands. */
struct writer_place {
	unsigned looks; /* of enum mark_look */
	unsigned align; /* a mark, or 0 */
	enum css_space space;
	enum sign_font font;
	bool is_in_row; /* of a table: its lines are one */
	bool is_white;  /* as the paper */
};

struct writer {
	struct ctx *cx;
	struct text out;
	bool has_blocks;  /* white space is that of HTML; else it is text */
	bool has_classes; /* style sheets may mean some of it */
	unsigned breaks;  /* line feeds to write before the next text */
	unsigned cells;   /* empty places of a table before it */
	bool has_blank;   /* white space before it, of these looks */
	unsigned blank_looks;
	bool has_line_feed; /* in that white space */
	bool has_gap;       /* a space before it in any case */
	bool is_row;        /* a row of a table begins */
	bool is_item;       /* the mark of a list's item stands before it */
	unsigned looks;     /* as the marks have it */
	uint32_t last;      /* character written in this line, or 0 */
};

/*
 * Write text. ERR_INPUT when a sign is not known or when it has the colour of
 * the paper, so that nobody can tell whether it is meant to be read.
 */
MUST_USE enum err writer_text(struct writer *writer, const struct writer_place *place,
                              const char *text);

/* A line feed in any case, as `br`; a new line if something stands in this one, as `p`. */
void writer_break(struct writer *writer, const struct writer_place *place);
void writer_begin_line(struct writer *writer, const struct writer_place *place);

/* A row of several cells begins, and each of its cells. */
void writer_row(struct writer *writer);
void writer_cell(struct writer *writer);

/* What was written stands before the first text of an item: no line ends behind it. */
void writer_item(struct writer *writer, bool has_gap);

#endif
