/*
 * What the files of html/ share: a page in writing, and who writes what of it.
 */
#ifndef HTML_HTML_INTERNAL_H
#define HTML_HTML_INTERNAL_H

#include "html/html_out.h"
#include "render/order.h"
#include "template/box.h"

/* The article of one form in writing. */
struct html_page {
	struct ctx *cx;
	struct text *out;
	const struct form *form;
	bool is_marked;  /* with the places of its values */
	bool is_entry;   /* and of what is to be filled in */
	unsigned shift;  /* what is added to the level of each heading */
	unsigned level;  /* of the heading before */
	unsigned frames; /* that scroll, on the page so far */
	bool is_in_table;
	enum err status; /* what went wrong in it: read when it is whole */
};

/* Append the article of the form; `level` is that of the heading above it, 0 for none. */
void html_page_article(struct html_page *page, unsigned level, const char *id);

/* What stands at a character so that lines end where they should: a set of these. */
enum html_break {
	HTML_BREAK_WORD = 1,  /* a line may end before it: <wbr> */
	HTML_BREAK_OPEN = 2,  /* with it begins what stays in one line while it fits */
	HTML_BREAK_CLOSE = 4, /* with it ends that */
	HTML_BREAK_AROUND = 8 /* and begins or ends around the element of its span */
};

/* What opens before that which stays in one line; a </span> closes it. */
#define HTML_BREAK_KEPT "<span class=\"k\">"

/*
 * The marks of a paragraph, one for each character, of a title with those of words; NULL for none.
 * `*is_whole` becomes false, and the words lack, when ICU has no memory or dictionary.
 */
const unsigned char *html_break_find(struct arena *arena, const struct paragraph *paragraph,
                                     bool is_title, bool *is_whole);

/*
 * Append escaped text with what its marks ask for within an element. Returns the marks
 * behind those of the text; NULL for NULL.
 */
const unsigned char *html_break_write(struct text *out, const char *s, const unsigned char *marks);

/* Has a span, in a page without marks for the desk, an element of its own? */
bool html_text_has_element(const struct span *span, const struct style *style);

/*
 * Do the lines of a style end where words do? Not in tables, whose columns are too narrow, nor
 * where somebody types.
 */
bool html_text_is_title(const struct html_page *page, const struct style *style);

/* Append the spans of a paragraph that stands in an element of its style. */
void html_text_spans(struct html_page *page, const struct paragraph *paragraph);

/* Append the classes of a style: its font, size, side and indents, for these paragraphs. */
void html_text_classes(struct text *out, const struct style *style,
                       const struct paragraph *paragraphs);

/* Append the paragraphs, each in an element `p` or `div` with the classes of its style. */
void html_text_paragraphs(struct html_page *page, const char *element,
                          const struct paragraph *paragraphs);

/* Do the paragraphs say anything? */
bool html_text_is_empty(const struct paragraph *paragraphs);

/* Append a table. */
void html_table_write(struct html_page *page, const struct table *table);

/* A text of no more is not broken, in thousandths of its size. */
#define HTML_SHORT_MAX 3300

/* What a text takes: its longest word, and all of it, in thousandths of its size. */
struct html_measure {
	unsigned word;
	unsigned all;
	unsigned line; /* the longest of the lines that are not broken */
	unsigned indent;
};
struct html_measure html_measure_find(struct arena *arena, const struct paragraph *paragraphs);

/*
 * The widths of a block's columns, in half per cents: as on paper, and for a
 * narrow screen by what is in them. `least` are the least widths of the table in
 * ems in which nothing is torn, for both.
 */
struct html_widths {
	unsigned *paper;
	unsigned *narrow;
	unsigned least_paper;
	unsigned least_narrow;
};
struct html_widths html_width_find(struct arena *arena, const struct block *block);

/*
 * Sizes of text on paper as steps of a scale that reads well on screens, 1 to 8; a
 * height as steps of two millimetres, 1 to 40.
 */
unsigned html_width_step(int size_mpt);
unsigned html_width_height(int mpt);

/* Append the attributes of the place of a value that prints `text`, or of the turns of a row. */
void html_mark_value(struct html_page *page, const struct place *place, const char *text);
void html_mark_row(struct html_page *page, const struct block *block, unsigned row);

/* What the head of a page says: of a form, or of a set. */
struct html_head {
	const char *title;
	const char *author; /* the publishing department, or NULL */
	const char *subject;
	const char *keywords;
	const char *created_at;  /* RFC 3339; NULL for a draft */
	bool shows_internal;     /* a draft, with what is struck in it */
	bool is_backdated;       /* somebody gave that time */
	const char *corrected;   /* why, of a correction; else NULL */
	const char *identifier;  /* of the report, or NULL */
	long revision;           /* 0 for none */
	long year;               /* 0 for none */
	const struct json *root; /* the document, or NULL */
	struct order_place place;
};

/* Append the page up to its main part, and what stands behind it. */
void html_head_write(struct text *out, const struct html_head *head);
void html_head_end(struct text *out);

/* Append what the head has for programs, for a page with another head. */
void html_head_metadata(struct text *out, const struct html_head *head);

#endif
