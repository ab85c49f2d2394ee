/*
 * What a later revision says otherwise, in the words of its form: amounts in the unit that
 * the form prints them in.
 */
#ifndef PAGE_DIFFERENCE_SAID_H
#define PAGE_DIFFERENCE_SAID_H

#include "page/difference.h"

/* Fill in `before` and `after` of what is told, where the form says it in another unit than the document. */
void difference_say(const struct ctx *cx, const struct difference *difference);

#endif
