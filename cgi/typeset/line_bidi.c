/* Texts from right to left (UAX #9) by FriBidi: the direction of each atom, and the order on a line. */
#include <fribidi.h>

#include "typeset/line_internal.h"

static FriBidiCharType *
types_of(struct arena *arena, const struct atom *atoms, size_t count, FriBidiChar **scalars)
{
	FriBidiCharType *types = arena_array(arena, count, sizeof *types);

	*scalars = arena_array(arena, count, sizeof **scalars);
	for (size_t i = 0; i < count; i++)
		(*scalars)[i] = atoms[i].scalar;
	fribidi_get_bidi_types(*scalars, (FriBidiStrIndex)count, types);
	return types;
}

static bool
has_leftward(const FriBidiCharType *types, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (FRIBIDI_IS_RTL(types[i]) || FRIBIDI_IS_ARABIC(types[i]))
			return true;
	return false;
}

void
line_levels(struct arena *arena, struct line_text *text)
{
	FriBidiStrIndex count = (FriBidiStrIndex)text->count;
	FriBidiChar *scalars;
	FriBidiCharType *types = types_of(arena, text->atoms, text->count, &scalars);
	FriBidiParType direction = FRIBIDI_PAR_ON;
	FriBidiBracketType *brackets;
	FriBidiLevel *levels;

	if (!has_leftward(types, text->count))
		return;
	brackets = arena_array(arena, text->count, sizeof *brackets);
	levels = arena_array(arena, text->count, sizeof *levels);
	fribidi_get_bracket_types(scalars, count, types, brackets);
	/* 0 when memory is short: then all stands from left to right. */
	if (fribidi_get_par_embedding_levels_ex(types, brackets, count, &direction, levels) == 0)
		return;
	text->is_leftward = FRIBIDI_IS_RTL(direction);
	for (size_t i = 0; i < text->count; i++)
		text->atoms[i].level = (unsigned char)levels[i];
}

uint32_t
line_mirrored(uint32_t scalar)
{
	FriBidiChar mirrored;

	return fribidi_get_mirror_char(scalar, &mirrored) ? mirrored : scalar;
}

const int *
line_order(struct arena *arena, const struct line *line)
{
	FriBidiStrIndex count = (FriBidiStrIndex)line->count;
	FriBidiChar *scalars;
	FriBidiCharType *types = types_of(arena, line->atoms, line->count, &scalars);
	FriBidiLevel *levels = arena_array(arena, line->count, sizeof *levels);
	FriBidiStrIndex *order = arena_array(arena, line->count, sizeof *order);

	for (FriBidiStrIndex i = 0; i < count; i++) {
		levels[i] = (FriBidiLevel)line->atoms[i].level;
		order[i] = i;
	}
	if (fribidi_reorder_line(0, types, count, 0,
	                         line->is_leftward ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR, levels,
	                         NULL, order) == 0)
		for (FriBidiStrIndex i = 0; i < count; i++)
			order[i] = i;
	return order;
}
