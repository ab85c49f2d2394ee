/*
 * A layout as text: one line for each page, watermark, rule and run, with
 * lengths in points of three decimals; then the bookmarks, and the structure
 * with its texts, a row of a table on one line. Golden tests compare it.
 */
#ifndef TYPESET_TRACE_H
#define TYPESET_TRACE_H

#include "typeset/canvas.h"

/* Write the layout to `out`. The structure's numbers are used for it. */
MUST_USE enum err trace_layout(const struct fonts *fonts, const struct layout *layout,
                               struct text *out);

#endif
