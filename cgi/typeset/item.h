/*
 * The items of a section onto pages: paragraphs, headings, lines of parts,
 * tables and spaces, with what must not be parted kept together.
 */
#ifndef TYPESET_ITEM_H
#define TYPESET_ITEM_H

#include "typeset/flow.h"

/* Place a list of items from the flow's position on. */
MUST_USE enum err item_place_all(struct flow *flow, const struct item *items);

#endif
