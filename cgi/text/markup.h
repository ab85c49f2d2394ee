/*
 * HTML, entities and LaTeX in the texts of a document: departments copy them in
 * from web pages and editors. They become what they mean, so that nothing is
 * printed raw and nothing visible is lost.
 *
 * Blocks (p, div, br, li, tr, h1 …) become lines, b and strong bold,
 * `text-align` the alignment of a line, sub and sup raised and lowered digits;
 * lists get their marks, cells of a table a space between them; script, style,
 * head and comments vanish; other elements leave their text. Where there are
 * blocks, line feeds are white space as in HTML. `&lt;p&gt;` is markup that was
 * escaped once too often. A `<` or `&` that begins no element or entity that is
 * known stays: 完成率<5%, A&B. What cannot become text, as an image without
 * `alt`, is an error.
 *
 * `$…$`, `\(…\)` and `\[…\]` are formulas: \geq, \times, \frac{a}{b}, ^{2}, … become
 * characters, and an unknown command is an error. A lone `$` stays: $100.
 * Outside of a formula a known command is decoded, and any other `\` stays.
 */
#ifndef TEXT_MARKUP_H
#define TEXT_MARKUP_H

#include "base/text.h"

/*
 * Marks in decoded text: noncharacters of Unicode. A bold text begins and ends
 * with its marks; a mark of alignment is for the line that it stands in.
 */
enum markup_mark {
	MARKUP_BOLD = 0xFDD0,
	MARKUP_PLAIN,
	MARKUP_LEFT,
	MARKUP_CENTER,
	MARKUP_RIGHT,
	MARKUP_JUSTIFY
};

/*
 * Decode a text; `*has_marks` says whether marks may be in `*out`, which is
 * `text` itself when there is nothing to decode. ERR_INPUT says what cannot
 * become text and what helps.
 */
MUST_USE enum err markup_decode(struct ctx *cx, const char *text, const char **out, bool *has_marks);

/* Decoded text without its marks. */
const char *markup_plain(struct arena *arena, const char *text);

/*
 * The mark at `s`, 0 when there is none. Each has three bytes.
 */
#define MARKUP_MARK_LENGTH 3
unsigned markup_mark_at(const char *s);

#endif
