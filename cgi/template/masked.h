/*
 * Words of a draft that its public edition has as asterisks (FILL_MASKED in template/fill.h).
 */
#ifndef TEMPLATE_MASKED_H
#define TEMPLATE_MASKED_H

#include "doc/json.h"

/*
 * The first of the `masked` words (an array of texts, or NULL) in a text of `length` bytes:
 * where it begins, and its length; `length` when none is there.
 */
size_t masked_find(const struct json *masked, const char *text, size_t length, size_t *word_length);

/*
 * The text as the public reads it, in the arena: where it cannot be struck (titles of files,
 * contents of sets). Returns `text` itself when nothing in it is masked, NULL for NULL.
 */
const char *masked_hide(struct arena *arena, const struct json *masked, const char *text);

#endif
