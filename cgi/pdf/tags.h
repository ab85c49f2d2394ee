/*
 * The logical structure (ISO 32000-1, 14.7 and 14.8): elements as objects, and
 * which of them the marked pieces of the pages belong to.
 *
 * There are many, so they are written as text, one layout at a time; only
 * numbers are kept.
 */
#ifndef PDF_TAGS_H
#define PDF_TAGS_H

#include "pdf/number_tree.h"
#include "typeset/canvas.h"

struct tags;

/* The structure of a file. What belongs to one layout is kept in `scratch` until tags_end(). */
struct tags *tags_new(struct file *file, struct arena *scratch);

/* What a piece of an element is called in a content stream, such as "TD". */
const char *tags_name(const struct structure *element);

/* Begin with a layout: the root of its structure, or NULL. */
void tags_begin(struct tags *tags, struct structure *root);

/* Begin with a page, an object's number. */
void tags_begin_page(struct tags *tags, unsigned page);

/* A new piece of an element on the page. Returns its number, unique on the page. */
unsigned tags_mark(struct tags *tags, const struct structure *element);

/* End with the page. Gives its key in the tree of parents. */
MUST_USE enum err tags_end_page(struct tags *tags, size_t *key);

/*
 * Write the layout's elements, as one part of several, or as the whole
 * document: then there may be no other layout.
 */
MUST_USE enum err tags_end(struct tags *tags, const struct structure *root, bool is_part);

/* Write what holds all parts. Returns the number of the structure's root. */
unsigned tags_close(struct tags *tags);

#endif
