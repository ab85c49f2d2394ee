/*
 * Vertical labels: one character a line, and numbers and words as they are. Words
 * whose letters join or stack (Uyghur, Mongolian, Tibetan) lie on their side. What
 * stands along the line in horizontal text stands along the column (W3C, "Requirements
 * for Chinese Text Layout", 3.1.6): brackets, quotation marks and dashes get the
 * font's form for vertical lines, or lie on their side.
 */
#include <unictype.h>

#include "typeset/line_internal.h"

/* Words that lie stand on one line up to so many ems. */
#define PHRASE_MAX_EMS 30

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

/* What may stand within and behind words that lie, as their letters do. */
static bool
is_of_phrase(const struct atom *atom)
{
	return atom->is_joined || line_is_blank(atom) || line_is_lying(atom->scalar) ||
	       (atom->scalar < 0x2000 &&
	        uc_is_general_category_withtable(atom->scalar,
	                                         UC_CATEGORY_MASK_Po | UC_CATEGORY_MASK_Pd));
}

/*
 * Where words end that begin with atom `first` and lie: all that stand together,
 * since those from right to left then run upwards; long ones where lines may end.
 */
static size_t
phrase_end(const struct line_text *text, size_t first)
{
	int room = PHRASE_MAX_EMS * text->style->size_mpt;
	size_t place = 0;
	size_t i = first;

	for (; i < text->count && is_of_phrase(&text->atoms[i]); i++) {
		room -= text->atoms[i].width_mpt;
		if (room < 0 && i > first)
			return place > 0 ? place : i;
		if (text->breaks[i] == LINE_MAY)
			place = i + 1;
	}
	return i;
}

void
line_turn(struct line *line)
{
	int size = line->style->size_mpt;
	int leading = line_scale(line->style->leading, size);
	int along = line->width_mpt > size ? line->width_mpt : size;

	line->is_turned = true;
	line->width_mpt = line->height_mpt - leading + size;
	line->height_mpt = along + leading - size;
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
	else if (is_along(atom->scalar))
		line_turn(line);
}

void
line_break_vertical(struct arena *arena, struct fonts *fonts, const struct line_text *text,
                    int width_mpt, struct lines *out)
{
	size_t end;

	for (size_t first = 0; first < text->count; first = end) {
		const struct atom *atom = &text->atoms[first];
		bool lies = atom->cluster != NULL && line_is_lying(atom->scalar);
		struct line *line;

		end = lies ? phrase_end(text, first) : word_end(text, first, width_mpt);
		if (line_is_blank(atom))
			continue;
		line = line_add(arena, out, text, first, end, 0);
		if (lies)
			line_turn(line);
		else if (line->count == 1)
			stand(fonts, text, line);
	}
}
