/* The text of tables grows where a form leaves its page half empty. */
#ifndef TYPESET_GROW_H
#define TYPESET_GROW_H

#include "typeset/flow.h"

/*
 * A section that stands on one page whole and leaves room: make the text of its tables,
 * and with it their padding, as large as it has room on that page, up to the format's
 * bound, leaving so much at its foot. No text that has room in its cell then loses it.
 * `flow` is where the section will begin; nothing is placed on it.
 */
void grow_section(const struct flow *flow, const struct section *section, int reserved_mpt);

#endif
