/* What a face says of the shapes of its glyphs. */
#include <hb.h>

#include "ofd/ofd_font_internal.h"

struct pen {
	struct text *out;
	int size_mpt;
	int units_per_em;
	struct ofd_spot spot;
	bool is_begun;
};

static void
add_point(const struct pen *pen, float x, float y)
{
	int64_t scale = (int64_t)pen->size_mpt * 1000;
	const ofd_um point[2] = {
		pen->spot.x + ofd_xml_um_exact((int64_t)x * scale / pen->units_per_em),
		pen->spot.y - ofd_xml_um_exact((int64_t)y * scale / pen->units_per_em)
	};

	ofd_xml_lengths(pen->out, point, 2);
}

static void
add_command(struct pen *pen, const char *command)
{
	if (pen->is_begun)
		text_add(pen->out, " ", 1);
	pen->is_begun = true;
	text_add_str(pen->out, command);
}

static void
move_to(hb_draw_funcs_t *funcs, void *pen, hb_draw_state_t *state, float x, float y, void *user)
{
	(void)funcs, (void)state, (void)user;
	add_command(pen, "M ");
	add_point(pen, x, y);
}

static void
line_to(hb_draw_funcs_t *funcs, void *pen, hb_draw_state_t *state, float x, float y, void *user)
{
	(void)funcs, (void)state, (void)user;
	add_command(pen, "L ");
	add_point(pen, x, y);
}

static void
quadratic_to(hb_draw_funcs_t *funcs, void *pen, hb_draw_state_t *state, float x1, float y1, float x,
             float y, void *user)
{
	(void)funcs, (void)state, (void)user;
	add_command(pen, "Q ");
	add_point(pen, x1, y1);
	text_add(((struct pen *)pen)->out, " ", 1);
	add_point(pen, x, y);
}

static void
cubic_to(hb_draw_funcs_t *funcs, void *pen, hb_draw_state_t *state, float x1, float y1, float x2,
         float y2, float x, float y, void *user)
{
	(void)funcs, (void)state, (void)user;
	add_command(pen, "B ");
	add_point(pen, x1, y1);
	text_add(((struct pen *)pen)->out, " ", 1);
	add_point(pen, x2, y2);
	text_add(((struct pen *)pen)->out, " ", 1);
	add_point(pen, x, y);
}

static void
close_path(hb_draw_funcs_t *funcs, void *pen, hb_draw_state_t *state, void *user)
{
	(void)funcs, (void)state, (void)user;
	add_command(pen, "C");
}

void
ofd_font_draw(const struct fonts *fonts, unsigned face, unsigned gid, int size_mpt,
              struct ofd_spot spot, struct text *out)
{
	hb_face_t *source = font_face(fonts, face);
	hb_font_t *font = hb_font_create(source);
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();
	struct pen pen = { out, size_mpt, (int)hb_face_get_upem(source), spot, false };

	hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
	hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(funcs, quadratic_to, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
	hb_draw_funcs_set_close_path_func(funcs, close_path, NULL, NULL);
	hb_font_get_glyph_shape(font, gid, funcs, &pen);
	hb_draw_funcs_destroy(funcs);
	hb_font_destroy(font);
}

struct ofd_extent
ofd_font_measure(const struct fonts *fonts, unsigned face)
{
	hb_face_t *source = font_face(fonts, face);
	hb_font_t *font = hb_font_create(source);
	int units_per_em = (int)hb_face_get_upem(source);
	struct ofd_extent extent = { FONT_ASCENT, FONT_DESCENT };
	hb_font_extents_t extents;

	if (hb_font_get_h_extents(font, &extents) && extents.ascender > 0) {
		extent.above = extents.ascender * 1000 / units_per_em;
		extent.below = -extents.descender * 1000 / units_per_em;
	}
	hb_font_destroy(font);
	return extent;
}
