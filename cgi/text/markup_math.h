/* Formulas in LaTeX as characters. */
#ifndef TEXT_MARKUP_MATH_H
#define TEXT_MARKUP_MATH_H

#include "base/text.h"

/*
 * Decode formulas, and known commands outside of them. What is raised or lowered
 * has MARK_RAISE or MARK_LOWER before it and MARK_LEVEL behind it (text/mark.h).
 */
MUST_USE enum err markup_math(struct ctx *cx, const char *text, const char **out);

#endif
