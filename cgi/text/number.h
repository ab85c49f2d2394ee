/* The numbers of lists as HTML and CSS write them. */
#ifndef TEXT_NUMBER_H
#define TEXT_NUMBER_H

#include "base/text.h"

/*
 * Append the number with what stands behind it: "3.", "c.", "iii.", "三、". `style`
 * is the `type` of an `ol` (1 a A i I) or the word of list-style-type, or NULL for
 * figures; a number that a style cannot write is written in figures. False, and
 * nothing is written, when the style is `none`.
 */
bool number_write(struct text *out, long number, const char *style);

#endif
