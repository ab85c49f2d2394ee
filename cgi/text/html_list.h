/* Lists of HTML: the marks of their items. */
#ifndef TEXT_HTML_LIST_H
#define TEXT_HTML_LIST_H

#include <gumbo.h>

#include "text/writer.h"

/* A list while its items are written. */
struct html_list {
	const struct html_list *outer; /* the list it stands in, or NULL */
	bool is_numbered;
	long next;
	long step;
	const char *style; /* of its marks, or NULL */
};

/* The list that an element begins; `style` is what its declarations say of marks, or NULL. */
struct html_list html_list_of(const struct html_list *outer, const GumboElement *element,
                              const char *style);

/*
 * Write the mark of an item on a line of its own, with a space of an em for each
 * list around its own. `list` is NULL for an item that stands in none.
 */
MUST_USE enum err html_list_item(struct writer *writer, const struct writer_place *place,
                                 struct html_list *list, const GumboElement *element,
                                 const char *style);

#endif
