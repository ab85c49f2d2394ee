/*
 * A canvas that writes text: one line for each page, rule and run, with
 * lengths in points of three decimals. Golden tests compare it.
 */
#ifndef TYPESET_TRACE_H
#define TYPESET_TRACE_H

#include "typeset/canvas.h"

/* Write the pages to `out`. */
MUST_USE enum err trace_pages(const struct fonts *fonts, const struct page *pages, struct text *out);

#endif
