/*
 * The canonical form of a text: what is stored, served, searched and frozen.
 *
 * Plain characters; `<b>`, `<u>`, `<s>`, `<sup>`, `<sub>` for looks and
 * `<p style="text-align:center">` (left, right, justify) around a line that is
 * aligned; a line feed ends a line. In a text in which a character would be read
 * as markup, a reference or a formula, all of `<` `&` `$` `\` are written by their
 * numbers: `&#60;` `&#38;` `&#36;` `&#92;`; beside aligned lines, so are white
 * space and line feeds that HTML would not keep: `&#32;` `&#9;` `&#10;`.
 *
 * It says the same: markup_decode() makes of it what it makes of the text, and
 * its canonical form is itself. A text that is what it says is its own canonical
 * form, byte for byte.
 */
#ifndef TEXT_CANONICAL_H
#define TEXT_CANONICAL_H

#include "base/text.h"

/* The canonical form; `*out` is `text` itself when it has it. ERR_INPUT as of markup_decode(). */
MUST_USE enum err canonical_text(struct ctx *cx, const char *text, const char **out);

#endif
