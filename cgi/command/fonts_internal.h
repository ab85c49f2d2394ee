/* The listing of `gongkai fonts`, shared by its two shapes (fonts.c, fonts_json.c) and what both tell (fonts_gaps.c). */
#ifndef COMMAND_FONTS_INTERNAL_H
#define COMMAND_FONTS_INTERNAL_H

#include "command/charset.h"
#include "typeset/font.h"

struct listing {
	struct arena *arena;
	struct fonts *fonts;
	const struct charset *sets;
	size_t set_count;
	bool wants_gaps;
};

/* The characters of a set that a role lacks. */
struct gaps {
	uint32_t *characters;
	size_t count;
};

/* The characters of a set that a role and weight lacks, in the listing's arena. */
struct gaps fonts_gaps(const struct listing *listing, const struct charset *set, font_choice choice);

/* The end of the run of neighbouring characters that begins at `first`. */
size_t fonts_run_end(const struct gaps *gaps, size_t first);

/* All of it as JSON. */
void fonts_json(const struct listing *listing, struct text *out);

#endif
