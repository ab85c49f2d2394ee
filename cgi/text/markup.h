/*
 * What the texts of a document mean: HTML, references, LaTeX and the signs of
 * office programs, which departments copy in. They become what they mean, so
 * that nothing is printed raw and nothing visible is lost. This is the one place
 * that says so; titles, metadata and the canonical form (text/canonical.h) use it.
 *
 * Blocks (p, div, br, li, tr, h1 …) become lines; where there are any, white space
 * is that of HTML. Looks are bold, underlined, struck, raised and lowered, by
 * element or by style; lines are aligned by `text-align`. Lists have their marks
 * and numbers, inner ones a space of an em before them; the cells of a row stand
 * in one line, a space of an em between them; `q` has its quotes. What is hidden
 * (`hidden`, display:none, visibility:hidden, opacity:0, font-size:0, template,
 * script, style, comments) is not there. What cannot be printed is an error that
 * names it, as an image without `alt`; so is text in the colour of the paper,
 * since it may have been meant for readers or not. `&lt;p&gt;` is markup that was
 * escaped once too often. A `<` or `&` that begins nothing known stays:
 * 完成率<5%, A&B (text/tag.h).
 *
 * `$…$`, `\(…\)` and `\[…\]` are formulas: \geq, \times, \frac{a}{b}, ^{2}, … become
 * characters, and an unknown command is an error. A lone `$` stays: $100.
 * Outside of a formula a known command is decoded, and any other `\` stays.
 *
 * Line ends, spaces and private signs become characters that print
 * (text/characters.h).
 */
#ifndef TEXT_MARKUP_H
#define TEXT_MARKUP_H

#include "text/mark.h"

/*
 * Decode a text; `*has_marks` says whether marks (text/mark.h) are in `*out`,
 * which is `text` itself when there is nothing to decode. ERR_INPUT says what
 * cannot become text and what helps.
 */
MUST_USE enum err markup_decode(struct ctx *cx, const char *text, const char **out, bool *has_marks);

/* Decoded text without its marks. */
const char *markup_plain(struct arena *arena, const char *text);

#endif
