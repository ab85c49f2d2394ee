/*
 * The logical structure of a layout: its elements and the text that each of
 * them carries, and the proof that all text of a form stands on its pages.
 */
#ifndef TYPESET_CONTENT_H
#define TYPESET_CONTENT_H

#include "template/box.h"
#include "typeset/canvas.h"

/* A new last child of `parent` (NULL: a root) that holds other elements. */
struct structure *content_group(struct arena *arena, struct structure *parent,
                                enum structure_kind kind);

/* One that carries the text of the paragraphs [first, end). */
struct structure *content_leaf(struct arena *arena, struct structure *parent,
                               enum structure_kind kind, const struct paragraph *first,
                               const struct paragraph *end);

/*
 * Compare the pages with the form. Each character of each paragraph must stand
 * in the runs of its element, once and in order; only spaces at the ends of
 * lines and characters that are invisible by definition are left out. Else
 * ERR_INTERNAL names the field and the first character that is missing. All
 * elements of the layout must have been made by the functions above. Call it
 * once: layout_form() does.
 */
MUST_USE enum err content_check(struct ctx *cx, const struct form *form,
                                const struct layout *layout);

#endif
