/*
 * Vertical labels: one character a line, and numbers and words as they are. What
 * stands along the line in horizontal text stands along the column (W3C, "Requirements
 * for Chinese Text Layout", 3.1.6): brackets, quotation marks and dashes get the
 * font's form for vertical lines, or lie on their side.
 */
#include <unictype.h>

#include "typeset/line_internal.h"

/* A letter or a digit, which stays beside the next one in a vertical label. */
static bool
is_of_word(uint32_t scalar)
{
	return (scalar >= '0' && scalar <= '9') || (scalar >= 'A' && scalar <= 'Z') ||
	       (scalar >= 'a' && scalar <= 'z') || scalar == '.' || scalar == '%';
}

/* Where the word ends that begins with atom `first`, if it is no wider than the column. */
static size_t
word_end(const struct line_text *text, size_t first, int width_mpt)
{
	bool is_inside = first > 0 && is_of_word(text->atoms[first - 1].scalar);
	size_t end = first;

	while (!is_inside && width_mpt >= 0 && end < text->count &&
	       is_of_word(text->atoms[end].scalar))
		width_mpt -= text->atoms[end++].width_mpt;
	return end > first && width_mpt >= 0 ? end : line_cluster_end(text, first);
}

/* Which has a form for vertical lines, if the font knows it. */
static bool
is_sign(uint32_t scalar)
{
	return uc_is_general_category_withtable(scalar, UC_CATEGORY_MASK_P | UC_CATEGORY_MASK_Sm);
}

/* Which points along the line: brackets, quotation marks, dashes and dots. */
static bool
is_along(uint32_t scalar)
{
	return uc_is_general_category_withtable(scalar, UC_CATEGORY_MASK_Ps | UC_CATEGORY_MASK_Pe |
	                                                        UC_CATEGORY_MASK_Pi |
	                                                        UC_CATEGORY_MASK_Pf |
	                                                        UC_CATEGORY_MASK_Pd) ||
	       scalar == 0x2016 || scalar == 0x2025 || scalar == 0x2026 || scalar == 0xff5e;
}

/* Let a line's only character stand upright to the column. */
static void
stand(struct fonts *fonts, const struct line_text *text, struct line *line)
{
	struct atom *atom = &text->atoms[line->atoms - text->atoms];

	if (atom->cluster != NULL || !is_sign(atom->scalar))
		return;
	if (font_vertical(fonts, atom->scalar, &atom->glyph))
		line->width_mpt = atom->width_mpt =
			line_scale(atom->glyph.advance, line_atom_size(atom, line->style->size_mpt));
	else
		line->is_turned = is_along(atom->scalar);
}

void
line_break_vertical(struct arena *arena, struct fonts *fonts, const struct line_text *text,
                    int width_mpt, struct lines *out)
{
	size_t end;

	for (size_t first = 0; first < text->count; first = end) {
		struct line *line;

		end = word_end(text, first, width_mpt);
		if (line_is_blank(&text->atoms[first]))
			continue;
		line = line_add(arena, out, text, first, end, 0);
		if (line->count == 1)
			stand(fonts, text, line);
	}
}
