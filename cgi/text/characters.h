/*
 * Characters that do not print as they stand: line ends and spaces of office
 * programs, signs of Symbol and Wingdings, what has no width.
 *
 * Line ends (U+2028, U+2029, U+000B, U+000C, U+0085, CR, CR LF) become line
 * feeds. Spaces become those that print: U+0020, U+3000 for those of an em,
 * U+00A0 for those at which no line breaks; of them U+202F stays beside
 * Mongolian letters, which it joins. C1 controls are what Windows-1252 has
 * there. Private signs become characters (text/sign.h). What has no width is
 * dropped, but where a script needs it: joiners beside joining letters, breaks
 * between words of Thai and its neighbours, directions in a text that has
 * letters from right to left. No override of directions stays: it would show
 * another text than the one that is searched.
 *
 * Controls, noncharacters, signs of office fonts (U+F000 to U+F0FF) without a
 * known meaning and the place of a lost picture (U+FFFC) are errors. Other
 * private characters stay: an agency may have them in fonts of its own.
 */
#ifndef TEXT_CHARACTERS_H
#define TEXT_CHARACTERS_H

#include "base/text.h"

/*
 * A character that is text whatever it would be in markup: CHARACTERS_HARD + c
 * stands for the ASCII character c while a text is decoded.
 */
#define CHARACTERS_HARD 0x10FF00U
bool characters_is_hard(uint32_t scalar);

/* Is it a line end of an office program, or a hard line feed? */
bool characters_is_line_end(uint32_t scalar);

/* Does every character print as it stands? Fast: nearly all texts do. */
bool characters_are_clean(const char *text);

/* ERR_INPUT when something is in a stored text that no text may hold. */
MUST_USE enum err characters_check(struct ctx *cx, const char *text);

/*
 * The text in characters that print; marks (text/mark.h) stay. ERR_INPUT names
 * the character and the words around it.
 */
MUST_USE enum err characters_clean(struct ctx *cx, const char *text, const char **out);

/* The character that a C1 control stands for in Windows-1252; itself when it has none. */
uint32_t characters_of_c1(uint32_t scalar);

/* The last characters of a text, on its last line that is not empty: for messages. */
const char *characters_tail(struct arena *arena, const char *text);

/* The place behind a text, for messages: “公开”之后, or 开头 when it is empty. */
const char *characters_after(struct arena *arena, const char *text);

#endif
