#include "typeset/font_shape.h"

#include <hb.h>
#include <unictype.h>

#include "typeset/font_internal.h"

static const struct face *
face_of(const struct fonts *fonts, unsigned face)
{
	return &fonts->faces[face % fonts->face_count];
}

/* Thousandths of the size, within what a glyph may be moved by. */
static int
thousandths(const struct face *face, hb_position_t units)
{
	long long scaled = (long long)units * 1000;
	long long half = face->units_per_em / 2;
	long long rounded = (scaled + (scaled < 0 ? -half : half)) / face->units_per_em;

	return rounded > INT16_MAX ? INT16_MAX : rounded < INT16_MIN ? INT16_MIN : (int)rounded;
}

static uint16_t
advance_of(const struct face *face, hb_codepoint_t gid)
{
	int advance = thousandths(face, hb_font_get_glyph_h_advance(face->font, gid));

	return (uint16_t)(advance < 0 ? 0 : advance);
}

/* The imaginary face: a glyph for each character, half an em wide; marks stand on what they mark. */
static size_t
shape_fixed(struct fonts *fonts, const struct shape_piece *piece, struct shaped_glyph *glyphs)
{
	for (size_t i = 0; i < piece->count; i++) {
		size_t at = piece->first + (piece->is_rightward ? i : piece->count - 1 - i);
		struct glyph glyph;

		font_face_glyph(fonts, 0, piece->text[at], &glyph);
		glyphs[i] = (struct shaped_glyph){ .first = (uint32_t)at,
			                           .scalar = piece->text[at],
			                           .gid = glyph.gid,
			                           .advance = glyph.advance,
			                           .width = glyph.advance };
	}
	return piece->count;
}

static hb_buffer_t *
fill_buffer(const struct shape_piece *piece)
{
	hb_buffer_t *buffer = hb_buffer_create();

	/* Marks keep clusters of their own, so that each glyph says which character it is. */
	hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
	hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES |
	                                    HB_BUFFER_FLAG_DO_NOT_INSERT_DOTTED_CIRCLE);
	hb_buffer_add_utf32(buffer, piece->text, (int)piece->length, (unsigned)piece->first,
	                    (int)piece->count);
	hb_buffer_guess_segment_properties(buffer);
	hb_buffer_set_direction(buffer, piece->is_rightward ? HB_DIRECTION_LTR : HB_DIRECTION_RTL);
	/* Guessing takes the language of the process, which may be any. */
	hb_buffer_set_language(buffer, hb_language_from_string("und", -1));
	return buffer;
}

size_t
font_shape(struct arena *arena, const struct fonts *fonts, const struct shape_piece *piece,
           struct shaped_glyph **out)
{
	const struct face *face = face_of(fonts, piece->face);
	const hb_glyph_position_t *positions;
	const hb_glyph_info_t *infos;
	hb_buffer_t *buffer;
	unsigned count;

	if (fonts->fixed) {
		*out = arena_array(arena, piece->count, sizeof **out);
		return shape_fixed((struct fonts *)fonts, piece, *out);
	}
	buffer = fill_buffer(piece);
	hb_shape(face->font, buffer, NULL, 0);
	infos = hb_buffer_get_glyph_infos(buffer, &count);
	positions = hb_buffer_get_glyph_positions(buffer, &count);
	*out = arena_array(arena, count, sizeof **out);
	for (unsigned i = 0; i < count; i++) {
		int advance = thousandths(face, positions[i].x_advance);

		(*out)[i] = (struct shaped_glyph){
			.first = infos[i].cluster,
			.scalar = piece->text[infos[i].cluster],
			.gid = (uint16_t)infos[i].codepoint,
			.advance = (uint16_t)(advance < 0 ? 0 : advance),
			.width = advance_of(face, infos[i].codepoint),
			.x = (int16_t)thousandths(face, positions[i].x_offset),
			.y = (int16_t)thousandths(face, positions[i].y_offset),
		};
	}
	hb_buffer_destroy(buffer);
	return count;
}

struct glyph_box
font_box(const struct fonts *fonts, struct glyph glyph)
{
	const struct face *face = face_of(fonts, glyph.face);
	hb_glyph_extents_t extents;

	if (fonts->fixed || !hb_font_get_glyph_extents(face->font, glyph.gid, &extents))
		return (struct glyph_box){ 0, 0, 0, 0 };
	return (struct glyph_box){ thousandths(face, extents.x_bearing),
		                   thousandths(face, extents.x_bearing + extents.width),
		                   thousandths(face, extents.y_bearing + extents.height),
		                   thousandths(face, extents.y_bearing) };
}

bool
font_variation(struct fonts *fonts, font_choice choice, uint32_t scalar, uint32_t selector,
               struct glyph *out)
{
	const struct chain *chain = &fonts->chains[choice];

	for (unsigned i = 0; i < chain->count; i++) {
		const struct face *face = &fonts->faces[chain->faces[i]];
		hb_codepoint_t gid;

		if (!hb_font_get_variation_glyph(face->font, scalar, selector, &gid) || gid == 0)
			continue;
		*out = (struct glyph){ (uint16_t)chain->faces[i], (uint16_t)gid,
			               advance_of(face, gid) };
		return true;
	}
	return false;
}

static uint16_t
shape_vertical(const struct face *face, uint32_t scalar, uint16_t gid)
{
	hb_buffer_t *buffer = hb_buffer_create();
	hb_codepoint_t form = gid;
	unsigned count;

	hb_buffer_add_utf32(buffer, &scalar, 1, 0, 1);
	hb_buffer_set_direction(buffer, HB_DIRECTION_TTB);
	hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
	hb_buffer_set_language(buffer, hb_language_from_string("zh-hans", -1));
	hb_shape(face->font, buffer, NULL, 0);
	if (hb_buffer_get_length(buffer) == 1)
		form = hb_buffer_get_glyph_infos(buffer, &count)->codepoint;
	hb_buffer_destroy(buffer);
	return form == 0 ? gid : (uint16_t)form;
}

/* Shaping for it takes long, and labels have the same few signs. */
static uint16_t
vertical_form(struct face *face, uint32_t scalar, uint16_t gid)
{
	uint16_t form;

	for (unsigned i = 0; i < face->vertical_count; i++)
		if (face->vertical[i].gid == gid)
			return face->vertical[i].form;
	form = shape_vertical(face, scalar, gid);
	if (face->vertical_count < VERTICAL_MAX)
		face->vertical[face->vertical_count++] = (struct vertical_form){ gid, form };
	return form;
}

bool
font_vertical(struct fonts *fonts, uint32_t scalar, struct glyph *glyph)
{
	struct face *face = &fonts->faces[glyph->face % fonts->face_count];
	uint16_t form = fonts->fixed ? glyph->gid : vertical_form(face, scalar, glyph->gid);

	if (form == glyph->gid)
		return false;
	*glyph = (struct glyph){ glyph->face, form, advance_of(face, form) };
	return true;
}

const char *
font_shaper_version(const char **built)
{
	*built = HB_VERSION_STRING;
	return hb_version_string();
}
