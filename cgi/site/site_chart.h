/*
 * Plain charts as SVG, which say no more than the table beside them.
 */
#ifndef SITE_SITE_CHART_H
#define SITE_SITE_CHART_H

#include "base/text.h"

/* A bar: how it is called, and an amount in yuan, or NULL for none. */
struct site_chart_bar {
	const char *label;
	const char *amount;
	bool is_second; /* in the other colour */
};

/* Append lying bars in the order given, the longest as wide as the chart; nothing if there are none. */
void site_chart_bars(struct text *out, const char *title, const struct site_chart_bar *bars,
                     size_t count);

#endif
