/*
 * Elements of HTML as lines, looks and alignment.
 *
 * gumbo parses, as HTML 5 demands it: references, attributes, elements that are
 * closed by others. The reader of libxml2 was not enough. It knows HTML 4: of the
 * 2,231 references of HTML 5 it has 253, it drops elements that it does not know
 * with what they mean, ends a text at an attribute that it does not understand,
 * and mends what is misnested in its own way, so that what authors saw in their
 * browsers was not what was printed.
 */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "text/tag.h"

/*
 * The text of HTML with marks (text/mark.h) and hard characters
 * (text/characters.h). ERR_INPUT names the element that cannot be printed and
 * the words before it.
 */
MUST_USE enum err html_decode(struct ctx *cx, const struct tag_source *source, const char **out);

#endif
