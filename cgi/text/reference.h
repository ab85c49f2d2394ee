/*
 * References to characters: which `&` in a text begins one. What it refers to
 * is the HTML parser's to say.
 */
#ifndef TEXT_REFERENCE_H
#define TEXT_REFERENCE_H

#include "base/text.h"

/*
 * Write the reference at `*s`, a `&`, for the parser, or the `&` itself escaped,
 * and go behind it. Returns whether it was a reference: one by name or number
 * with its semicolon, or one of those from which people leave it. References to
 * `$`, `\\` and white space by their numbers become hard characters
 * (text/characters.h); those to no character stay as they are written.
 */
bool reference_escape(struct text *html, const char **s);

#endif
