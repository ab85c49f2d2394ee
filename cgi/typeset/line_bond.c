/* What keeps the characters of a paragraph in one line, for faces whose lines others break. */
#include "typeset/line_internal.h"

/* Browsers break behind a hyphen before a digit, 2024-12-31, which UAX #14 does not. */
static bool
is_torn_elsewhere(uint32_t last, uint32_t next)
{
	return line_may_end(last, next) || (last == '-' && next >= '0' && next <= '9');
}

static enum line_bond
bond_behind(const struct line_text *text, size_t i)
{
	if (i + 1 == text->count || text->breaks[i] == LINE_MAY || text->breaks[i] == LINE_MUST)
		return LINE_BOND_NONE;
	if (text->breaks[i] == LINE_JOINT || text->breaks[i] == LINE_LATE)
		return LINE_BOND_LOOSE;
	return is_torn_elsewhere(line_at(text, i), line_at(text, i + 1)) ? LINE_BOND_OWN
	                                                                 : LINE_BOND_ANY;
}

size_t
line_bonds(struct arena *arena, const struct paragraph *paragraph, unsigned char **bonds)
{
	struct line_text text = { .paragraph = paragraph, .style = paragraph->style };
	size_t count = 0;

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		count += text_utf8_count(span->text);
	text.atoms = arena_array(arena, count + 1, sizeof *text.atoms);
	text.breaks = arena_alloc(arena, count + 1);
	*bonds = arena_alloc(arena, count + 1);
	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		line_characters(span, &text);
	if (count > 0)
		line_find_breaks(arena, &text);
	for (size_t i = 0; i < count; i++)
		(*bonds)[i] = (unsigned char)bond_behind(&text, i);
	return count;
}
