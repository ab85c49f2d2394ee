/*
 * The texts of a document in their canonical form (text/canonical.h), which is
 * what is stored, served, searched and frozen.
 */
#ifndef DOC_DOCUMENT_TEXT_H
#define DOC_DOCUMENT_TEXT_H

#include "doc/json.h"

/*
 * Bring every text of a document into its canonical form. `*text` is the JSON
 * that `*document` was parsed from; both are replaced when a text changes, and
 * stay when all are canonical already. Codes, dates and amounts are their own
 * canonical forms, so that every string can be taken for a text.
 *
 * What cannot become text is added to `cx->faults` with the place
 * "name: /json/pointer"; ERR_INPUT when there was such a text, which stays as it
 * is. `name` NULL leaves it out of the places.
 */
MUST_USE enum err document_text_canonical(struct ctx *cx, const char *name,
                                          const struct json **document, struct text *text);

#endif
