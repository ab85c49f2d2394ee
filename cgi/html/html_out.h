/*
 * Text that is no markup, within HTML.
 */
#ifndef HTML_HTML_OUT_H
#define HTML_HTML_OUT_H

#include "base/text.h"

/* Append text with what HTML would read as markup escaped; for content and for attributes in "". */
void html_out_escape(struct text *out, const char *s);

/* Append ` name="value"`; nothing for a NULL value. */
void html_out_attribute(struct text *out, const char *name, const char *value);

#endif
