/*
 * What the elements of HTML mean for a text: one table. Elements that are not
 * in it leave their text as it is.
 */
#ifndef TEXT_ELEMENT_H
#define TEXT_ELEMENT_H

#include <gumbo.h>
#include <stdbool.h>
#include <stddef.h>

enum element_kind {
	ELEMENT_INLINE,
	ELEMENT_BLOCK,
	ELEMENT_CENTER,
	ELEMENT_HEADING,
	ELEMENT_PRE,
	ELEMENT_BREAK,
	ELEMENT_BULLETS,
	ELEMENT_NUMBERS,
	ELEMENT_LIST_ITEM,
	ELEMENT_ROW,
	ELEMENT_CELL,
	ELEMENT_BOLD,
	ELEMENT_UNDERLINED,
	ELEMENT_STRUCK,
	ELEMENT_RAISED,
	ELEMENT_LOWERED,
	ELEMENT_QUOTE,
	ELEMENT_RUBY_TEXT,
	ELEMENT_SILENT, /* says nothing: no text of it is printed */
	ELEMENT_IMAGE,
	ELEMENT_INPUT,
	ELEMENT_UNPRINTABLE
};

enum element_kind element_kind(GumboTag tag);

/* What cannot be printed, in words for its author; "" for other elements. */
const char *element_name(GumboTag tag);

/* Does it begin a line of its own, or end one? */
bool element_is_block(GumboTag tag);

/* Is its end tag one that HTML does not demand? */
bool element_may_stay_open(GumboTag tag);

/* Does the parser open it again in the next paragraph when it was not closed? */
bool element_is_formatting(GumboTag tag);

/* The value of an attribute, or NULL. */
const char *element_attribute(const GumboElement *element, const char *name);

/* Is it a name of HTML, or one that office programs write in HTML? */
bool element_is_known(const char *name, size_t length);

#endif
