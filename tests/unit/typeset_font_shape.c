#include "typeset/font_shape.h"

#include "tests/unit/manifest.h"
#include "tests/unit/tap.h"

#define SONG FONT_CHOICE(FONT_SONG, false)
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* The face of a character in 宋, as it stands in the manifest. */
static unsigned
face_of(struct fonts *fonts, uint32_t scalar)
{
	struct glyph glyph = { 0 };

	font_glyph(fonts, SONG, scalar, &glyph);
	return glyph.face;
}

static size_t
shape(struct arena *arena, struct fonts *fonts, const uint32_t *text, size_t count,
      bool is_rightward, struct shaped_glyph **glyphs)
{
	struct shape_piece piece = { .face = face_of(fonts, text[0]),
		                     .text = text,
		                     .length = count,
		                     .count = count,
		                     .is_rightward = is_rightward };

	return font_shape(arena, fonts, &piece, glyphs);
}

static void
check_scripts(struct arena *arena, struct fonts *fonts)
{
	static const uint32_t thai[] = { 0xe01, 0xe35, 0xe48 };
	static const uint32_t uyghur[] = { 0x628, 0x628, 0x628 };
	struct shaped_glyph *glyphs;
	struct glyph alone;

	is_int((long long)shape(arena, fonts, thai, COUNT(thai), true, &glyphs), 3,
	       "a Thai letter, a vowel and a tone: three glyphs");
	ok(glyphs[0].advance > 0 && glyphs[1].advance == 0 && glyphs[2].advance == 0,
	   "the letter alone moves the pen");
	is_int(glyphs[1].scalar, 0xe35, "each says its character");
	is_int((long long)shape(arena, fonts, uyghur, COUNT(uyghur), false, &glyphs), 3, "ببب");
	is_int(glyphs[0].first, 2, "from the left: the last letter");
	is_int(glyphs[2].first, 0, "and the first at the right");
	font_face_glyph(fonts, face_of(fonts, 0x628), 0x628, &alone);
	ok(glyphs[0].gid != glyphs[1].gid && glyphs[1].gid != glyphs[2].gid &&
	           glyphs[0].gid != glyphs[2].gid && glyphs[1].gid != alone.gid,
	   "each has the form of its place");
}

static void
check_variations(struct fonts *fonts)
{
	struct glyph first = { 0 };
	struct glyph second = { 0 };
	struct glyph none = { 0 };

	ok(font_variation(fonts, SONG, U'葛', 0xe0100, &first), "葛 with VS17");
	ok(font_variation(fonts, SONG, U'葛', 0xe0101, &second), "葛 with VS18");
	ok(first.gid != second.gid || first.face != second.face, "are two glyphs");
	ok(!font_variation(fonts, SONG, U'葛', 0xe01ef, &none), "with VS256 it is no sequence");
}

static void
check_vertical(struct fonts *fonts)
{
	struct glyph bracket = { 0 };
	struct glyph form;
	struct glyph han = { 0 };

	font_glyph(fonts, SONG, U'（', &bracket);
	form = bracket;
	ok(font_vertical(fonts, U'（', &form), "（ has a form for vertical lines");
	ok(form.gid != bracket.gid && form.face == bracket.face, "of the same face");
	is_int(form.advance, 1000, "an em wide");
	form = bracket;
	ok(font_vertical(fonts, U'（', &form) && form.gid != bracket.gid, "asked again too");
	font_glyph(fonts, SONG, U'效', &han);
	form = han;
	ok(!font_vertical(fonts, U'效', &form) && form.gid == han.gid, "效 stands as it is");
	font_glyph(fonts, SONG, '(', &bracket);
	ok(!font_vertical(fonts, '(', &bracket), "a Latin bracket has no such form");
}

static void
check_boxes(struct fonts *fonts)
{
	struct glyph one = { 0 };
	struct glyph space = { 0 };
	struct glyph_box box;

	font_glyph(fonts, SONG, U'一', &one);
	box = font_box(fonts, one);
	ok(box.left >= 0 && box.right <= 1000 && box.bottom > 0 && box.top < FONT_ASCENT &&
	           box.top - box.bottom < 200,
	   "一 is a stroke in the middle of its square");
	font_glyph(fonts, SONG, ' ', &space);
	box = font_box(fonts, space);
	ok(box.left == box.right && box.bottom == box.top, "a space has no ink");
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct fonts *fonts;

	if (font_load(&cx, MANIFEST_REAL, false, &fonts) != ERR_OK) {
		ok(false, "the manifest: %s", cx.reason);
		return done_testing();
	}
	check_scripts(arena, fonts);
	check_variations(fonts);
	check_vertical(fonts);
	check_boxes(fonts);
	font_free(fonts);
	arena_free(arena);
	return done_testing();
}
