/*
 * What all pages have: how they begin, and text that is no markup.
 */
#ifndef HTML_HTML_OUT_H
#define HTML_HTML_OUT_H

#include "base/text.h"

/* Append text with what HTML would read as markup escaped; for content and for attributes in "". */
void html_out_escape(struct text *out, const char *s);

/* Append ` name="value"`; nothing for a NULL value. */
void html_out_attribute(struct text *out, const char *name, const char *value);

/* Append the beginning of a page, up to and with its title: `title`, and `site` behind it where it is not NULL. */
void html_out_begin(struct text *out, const char *title, const char *site);

/* Append <meta name content>; nothing for content that is NULL or empty. */
void html_out_meta(struct text *out, const char *name, const char *content);

#endif
