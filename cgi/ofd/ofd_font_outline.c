/* What a face says of the shapes of its glyphs. */
#include <hb.h>
#include <unictype.h>

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
ofd_font_draw(hb_font_t *font, unsigned gid, int size_mpt, struct ofd_spot spot, struct text *out)
{
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();
	int units_per_em = (int)hb_face_get_upem(hb_font_get_face(font));
	struct pen pen = { out, size_mpt, units_per_em, spot, false };

	hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
	hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(funcs, quadratic_to, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
	hb_draw_funcs_set_close_path_func(funcs, close_path, NULL, NULL);
	hb_font_get_glyph_shape(font, gid, funcs, &pen);
	hb_draw_funcs_destroy(funcs);
}

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

/* Ideographs are most glyphs of a page, take long to measure, and stay within their square. */
struct ofd_reach
ofd_font_measure(hb_font_t *font, unsigned gid, uint32_t scalar)
{
	int units_per_em = (int)hb_face_get_upem(hb_font_get_face(font));
	hb_glyph_extents_t ink = { 0 };
	hb_font_extents_t line = { 0 };

	hb_font_get_h_extents(font, &line);
	if (!uc_is_property_unified_ideograph(scalar))
		hb_font_get_glyph_extents(font, gid, &ink);
	return (struct ofd_reach){
		.left = larger(0, -ink.x_bearing) * 1000 / units_per_em,
		.right = larger(hb_font_get_glyph_h_advance(font, gid), ink.x_bearing + ink.width) *
		         1000 / units_per_em,
		.above = larger(line.ascender, ink.y_bearing) * 1000 / units_per_em,
		.below = larger(-line.descender, -ink.y_bearing - ink.height) * 1000 / units_per_em,
	};
}
