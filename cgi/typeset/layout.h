/*
 * The door to typesetting: a filled form in, its pages out. What flows onto the
 * pages is said in item.h, what a page knows of that in flow.h: nothing.
 */
#ifndef TYPESET_LAYOUT_H
#define TYPESET_LAYOUT_H

#include "template/box.h"
#include "typeset/canvas.h"

/* Prepare the line breaking library. Call once in a process. */
void layout_init(void);

/*
 * Lay out a filled form. Characters that no font has and the like are faults in
 * `cx->faults`, with their places in the document; these and what filling found
 * are ERR_INPUT in the end. ERR_TOO_LONG when it makes too many pages. Every
 * character of the form stands on the pages, or ERR_INTERNAL names the place.
 * The layout lives in the context's arena.
 */
MUST_USE enum err layout_form(struct ctx *cx, struct fonts *fonts, const struct form *form,
                              struct layout *out);

#endif
