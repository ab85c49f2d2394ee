/*
 * Marks in decoded text: noncharacters of Unicode (U+FDD0 to U+FDEF, which no
 * text of a document may hold). They say how the characters behind them look,
 * and on which side their line stands.
 *
 * A mark of looks gives all looks of what follows, up to the next one; a text
 * begins without any. A mark of alignment stands at the beginning of the line
 * that it is for.
 */
#ifndef TEXT_MARK_H
#define TEXT_MARK_H

#include "base/text.h"

/* How a character looks: a set of these. It is never both raised and lowered. */
enum mark_look {
	MARK_BOLD = 1,
	MARK_UNDERLINED = 2,
	MARK_STRUCK = 4,
	MARK_RAISED = 8,
	MARK_LOWERED = 16
};

enum mark {
	MARK_LOOKS = 0xFDD0, /* the first of 24, see mark_of() */
	MARK_LEFT = MARK_LOOKS + 24,
	MARK_CENTER,
	MARK_RIGHT,
	MARK_JUSTIFY,
	/* Only while a text is decoded: what follows is raised or lowered beside its other looks. */
	MARK_RAISE,
	MARK_LOWER,
	MARK_LEVEL
};

/* The mark at `s`, 0 when there is none. Each has three bytes. */
#define MARK_LENGTH 3
unsigned mark_at(const char *s);

/* Is there a mark in the text? */
bool mark_is_in(const char *s);

/* The mark that gives a set of looks, and the looks that a mark gives. */
unsigned mark_of(unsigned looks);
bool mark_gives_looks(unsigned mark);
unsigned mark_looks(unsigned mark);

/*
 * A text in the one shape in which its marks are kept: looks are given where
 * they change, never for line feeds; a line has one mark of alignment, when it
 * has a text; raised and lowered digits are the characters that Unicode has for
 * them, and only what has none is a look: so m² and 10⁻³ say in a search, a
 * title or a copy from the PDF what they say on paper.
 */
const char *mark_tidy(struct arena *arena, const char *text);

/*
 * The text without its marks. What is raised or lowered with figures in it is
 * written 10^(−3.5), since it would be another number without a sign; what is
 * struck is written 〔删去：100〕, since it would otherwise be said.
 * gongkai.plain() of sql/function reads the canonical form the same way.
 */
const char *mark_plain(struct arena *arena, const char *text);

#endif
