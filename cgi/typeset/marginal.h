/*
 * What stands on pages beside a form's own text: headers, footers and the
 * watermark of a draft. All of it are artifacts.
 */
#ifndef TYPESET_MARGINAL_H
#define TYPESET_MARGINAL_H

#include "typeset/flow.h"

/*
 * Dress the pages of a section, from `first` up to `end`. It comes last: a
 * footer may say how many pages there are.
 */
MUST_USE enum err marginal_place(struct flow *flow, const struct form *form,
                                 const struct section *section, struct page *first,
                                 const struct page *end);

#endif
