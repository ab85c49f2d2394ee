/*
 * The declarations of a `style` attribute that change what a text says or how
 * it looks: a small part of CSS, by name and first word of the value. Others
 * are passed over.
 */
#ifndef TEXT_CSS_H
#define TEXT_CSS_H

#include "base/text.h"
#include "text/sign.h"

/* -1 where the declarations say nothing. */
#define CSS_UNSAID (-1)

enum css_space { CSS_COLLAPSE, CSS_KEEP, CSS_KEEP_LINES };

struct css {
	int is_absent;    /* display:none, opacity:0, hidden text of Word */
	int is_invisible; /* visibility */
	int has_no_size;  /* font-size:0 */
	int bold;
	int lines;        /* MARK_UNDERLINED, MARK_STRUCK: text-decoration */
	int level;        /* MARK_RAISED, MARK_LOWERED or 0: vertical-align */
	int align;        /* a mark: text-align */
	int space;        /* enum css_space: white-space */
	int font;         /* enum sign_font: font-family */
	int white;        /* color: as the paper, so that nobody sees it */
	int ground;       /* background: other than that of the paper */
	const char *list; /* a word of list-style, or NULL */
};

/* Nothing is said. */
struct css css_none(void);

/* Read declarations; what they say replaces what `css` says. */
void css_read(struct arena *arena, const char *style, struct css *css);

/* A colour of an attribute or a declaration: is it that of the paper? */
bool css_is_white(const char *colour);

/* The mark for a word of alignment, or 0. */
unsigned css_alignment(const char *word);

#endif
