/* Titles of pages: their lines end where words do. */
#ifndef HTML_HTML_BREAK_H
#define HTML_HTML_BREAK_H

#include "base/text.h"

/*
 * Append an escaped title with <wbr> between its words, for an element whose style keeps
 * everything else together (word-break: keep-all).
 */
void html_break_title(struct text *out, const char *title);

#endif
