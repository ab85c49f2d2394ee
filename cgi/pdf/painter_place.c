#include "pdf/painter_place.h"

static void
add_length(struct text *out, long mpt)
{
	text_add_thousandths(out, mpt);
	text_add(out, " ", 1);
}

/* Does the glyph at `i` stand where the one before it ends? */
static bool
follows(const struct text_run *run, size_t i)
{
	const struct glyph_place *last = &run->places[i - 1];
	int64_t width = (int64_t)run->glyphs[i - 1].advance * run->size_mpt;

	return run->places[i].y_mpt == last->y_mpt &&
	       (int64_t)(run->places[i].x_mpt - last->x_mpt) * 1000 == width;
}

/* Where the glyphs end that are joined to the one at `first`. */
static size_t
group_end(const struct text_run *run, size_t first)
{
	size_t end = first + 1;

	while (end < run->count && run->places[end].is_joined)
		end++;
	return end;
}

/* Does extraction of the glyphs [first, end), one by one, give what they say? */
static bool
is_plain(const struct font_use *fonts, const struct text_run *run, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		const struct glyph_place *place = &run->places[i];

		if (place->characters == 0 || (i > first && !follows(run, i)) ||
		    !font_use_says(fonts, run->face, run->glyphs[i].gid, place->text,
		                   place->characters))
			return false;
	}
	return true;
}

static void
open_group(struct text *out, const struct text_run *run, size_t first, size_t end)
{
	text_add_str(out, "/Span <</ActualText <FEFF");
	for (size_t i = first; i < end; i++)
		for (unsigned c = 0; c < run->places[i].characters; c++)
			file_add_hex_utf16(out, run->places[i].text[c]);
	text_add_str(out, ">>> BDC ");
}

/* Glyphs [first, end), at their places; `at` is the last place that was told. */
static void
add_group(struct text *out, const struct text_run *run, size_t first, size_t end,
          const struct glyph_place **at)
{
	for (size_t i = first; i < end; i++) {
		const struct glyph_place *place = &run->places[i];

		if (i > first && follows(run, i)) {
			file_add_hex16(out, run->glyphs[i].gid);
			continue;
		}
		if (i > first)
			text_add_str(out, "> Tj ");
		if (place->x_mpt != (*at)->x_mpt || place->y_mpt != (*at)->y_mpt) {
			add_length(out, place->x_mpt - (*at)->x_mpt);
			add_length(out, (*at)->y_mpt - place->y_mpt);
			text_add_str(out, "Td ");
		}
		*at = place;
		text_add_str(out, "<");
		file_add_hex16(out, run->glyphs[i].gid);
	}
	text_add_str(out, "> Tj ");
}

void
painter_place(struct text *out, const struct font_use *fonts, const struct text_run *run)
{
	static const struct glyph_place origin = { 0 };
	const struct glyph_place *at = &origin;
	size_t plain = 0;

	for (size_t i = 0; i < run->count;) {
		size_t end = group_end(run, i);

		if (!is_plain(fonts, run, i, end)) {
			if (plain < i)
				add_group(out, run, plain, i, &at);
			open_group(out, run, i, end);
			add_group(out, run, i, end, &at);
			text_add_str(out, "EMC ");
			plain = end;
		}
		i = end;
	}
	if (plain < run->count)
		add_group(out, run, plain, run->count, &at);
}
