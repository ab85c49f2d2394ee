/* The characters that the fonts of a role lack. */
#include "command/fonts_internal.h"

struct gaps
fonts_gaps(const struct listing *listing, const struct charset *set, font_choice choice)
{
	struct gaps gaps = { arena_array(listing->arena, set->count, sizeof(uint32_t)), 0 };
	struct glyph glyph;

	for (size_t i = 0; i < set->count; i++)
		if (!font_glyph(listing->fonts, choice, set->characters[i], &glyph))
			gaps.characters[gaps.count++] = set->characters[i];
	return gaps;
}

size_t
fonts_run_end(const struct gaps *gaps, size_t first)
{
	size_t end = first + 1;

	while (end < gaps->count && gaps->characters[end] == gaps->characters[end - 1] + 1)
		end++;
	return end;
}
