/*
 * Shared by markup.c (what is markup and what is text), markup_html.c
 * (elements) and markup_math.c (formulas).
 */
#ifndef TEXT_MARKUP_INTERNAL_H
#define TEXT_MARKUP_INTERNAL_H

#include "text/markup.h"

/* Parse well-escaped HTML and write its text with marks. */
MUST_USE enum err markup_html(struct ctx *cx, const struct text *html, bool has_blocks,
                              const char **out);

/* Is it an element that begins a line of its own? */
bool markup_is_block(const char *name);

/* Decode formulas and commands. */
MUST_USE enum err markup_math(struct ctx *cx, const char *text, const char **out);

/* Append a text as raised or lowered characters; false, and nothing is done, when one has no such form. */
bool markup_script(struct text *out, const char *s, bool is_raised);

#endif
