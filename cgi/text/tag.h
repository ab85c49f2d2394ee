/*
 * What in a text is markup: the smallest grammar that tells it from text. A `<`
 * begins markup only with the name of a known element and attributes that have
 * a value or are known to need none, so that 完成率<5% and 若 a<b 且 c>d stay; a
 * `&` only with a reference that has its semicolon, or that is one of the five
 * people leave it from. What the markup means is the parser's to say.
 */
#ifndef TEXT_TAG_H
#define TEXT_TAG_H

#include "base/text.h"

/* HTML in which all that is text is escaped, for the parser. */
struct tag_source {
	const char *text; /* what was escaped too often is not */
	struct text html;
	bool has_markup;
	bool has_blocks; /* white space in it is that of HTML */
};

/*
 * Make HTML of a stored text. Markup that was escaped once or several times too
 * often (`&lt;p&gt;`) is markup. References to `$`, `\` and white space by their
 * numbers become hard characters (text/characters.h): so a text can say that it
 * means these themselves. ERR_INPUT when a comment has no end, or when there is
 * more markup than any text needs.
 */
MUST_USE enum err tag_escape(struct ctx *cx, const char *text, struct tag_source *out);

#endif
