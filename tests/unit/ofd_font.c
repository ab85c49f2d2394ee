#include "ofd/ofd_font.h"

#include <hb.h>

#include "tests/unit/manifest.h"
#include "tests/unit/tap.h"
#include "tests/unit/unzipped.h"
#include "typeset/font_cff.h"

static struct fonts *fonts;

/* A file's fonts, with the runs of glyphs that were settled one after another. */
struct trial {
	struct ctx cx;
	struct ofd_package *package;
	struct ofd_fonts *use;
	unsigned last_id;
};

static void
begin(struct trial *trial, struct arena *arena)
{
	*trial = (struct trial){ .cx = ctx_make(arena), .last_id = 10 };
	if (ofd_package_open(&trial->cx, &trial->package) != ERR_OK)
		abort();
	trial->use = ofd_font_new(&trial->cx, fonts, trial->package, &trial->last_id);
}

static void
expect(struct trial *trial, struct placed_glyph glyph, bool is_shaped)
{
	struct glyph_place place = { .text = &glyph.scalar, .characters = 1 };
	struct text_run run = { .glyphs = &glyph, .count = 1, .places = is_shaped ? &place : NULL };

	ofd_font_expect(trial->use, &run);
}

static void
settle(struct trial *trial)
{
	is_int(ofd_font_settle(trial->use), ERR_OK, "settled");
}

/* A font of the file, as a program that knows OpenType has it. */
static hb_font_t *
open_font(struct trial *trial, unsigned number)
{
	struct arena *arena = trial->cx.arena;
	struct text file = text_make(arena);
	struct sink sink = sink_text(&file);
	struct text part;
	hb_blob_t *blob;
	hb_face_t *face;
	hb_font_t *font;

	if (ofd_package_close(trial->package, &sink) != ERR_OK)
		abort();
	part = unzipped(arena, &file, arena_printf(arena, "Doc_0/Res/font_%u.otf", number));
	blob = hb_blob_create(part.data, (unsigned)part.length, HB_MEMORY_MODE_READONLY, NULL, NULL);
	face = hb_face_create(blob, 0);
	font = hb_font_create(face);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	return font;
}

static bool
has_table(hb_font_t *font, const char *tag)
{
	hb_blob_t *blob = hb_face_reference_table(hb_font_get_face(font),
	                                          hb_tag_from_string(tag, 4));
	bool is_there = hb_blob_get_length(blob) > 0;

	hb_blob_destroy(blob);
	return is_there;
}

static bool
is_identity(hb_font_t *font)
{
	hb_blob_t *blob = hb_face_reference_table(hb_font_get_face(font),
	                                          HB_TAG('C', 'F', 'F', ' '));
	unsigned length;
	const char *bytes = hb_blob_get_data(blob, &length);
	struct font_cff cff = font_cff_read((const unsigned char *)bytes, length);

	hb_blob_destroy(blob);
	return cff.kind == FONT_CFF_IDENTITY;
}

/* Is a glyph of the file's font drawn as the face draws it, under the character's name? */
static void
check_glyph(struct trial *trial, hb_font_t *font, unsigned face, struct placed_glyph glyph)
{
	hb_font_t *own = hb_font_create(font_face(fonts, face));
	unsigned gid = ofd_font_glyph(trial->use, face, glyph.gid).gid;
	hb_glyph_extents_t wanted = { 0 };
	hb_glyph_extents_t found = { 0 };
	hb_codepoint_t nominal = 0;

	hb_font_get_glyph_extents(own, glyph.gid, &wanted);
	hb_font_get_glyph_extents(font, gid, &found);
	ok(wanted.width != 0 && memcmp(&wanted, &found, sizeof found) == 0 &&
	           hb_font_get_glyph_h_advance(font, gid) ==
	                   hb_font_get_glyph_h_advance(own, glyph.gid),
	   "  U+%04X is drawn as by %s", (unsigned)glyph.scalar, font_face_name(fonts, face));
	ok(hb_font_get_nominal_glyph(font, glyph.scalar, &nominal) && nominal == gid,
	   "  and is in the map");
	hb_font_destroy(own);
}

/* The glyph that a role has for a character. */
static struct placed_glyph
glyph_of(uint32_t scalar, bool is_bold, unsigned *face)
{
	struct glyph glyph = { 0 };

	ok(font_glyph(fonts, FONT_CHOICE(0, is_bold), scalar, &glyph), "U+%04X has a glyph",
	   (unsigned)scalar);
	*face = glyph.face;
	return (struct placed_glyph){ scalar, glyph.gid, glyph.advance };
}

/* Few glyphs and many, from faces of all kinds. */
static void
check_faces(struct arena *arena)
{
	static const uint32_t characters[] = { 0x4e00, 0x20bb7, 0x0e01, 0x1f00, 'q', 0x3105 };

	for (size_t i = 0; i < sizeof characters / sizeof characters[0]; i++) {
		unsigned face;
		struct placed_glyph glyph = glyph_of(characters[i], i % 2 == 1, &face);
		struct trial trial;
		hb_font_t *font;

		begin(&trial, arena);
		for (size_t more = 0; more < i; more++) {
			struct text_run run = { .face = face, .count = 1 };
			struct placed_glyph other = { 'A', (uint16_t)(glyph.gid - 1 - more), 1000 };

			run.glyphs = &other;
			ofd_font_expect(trial.use, &run);
		}
		ofd_font_expect(trial.use,
		                &(struct text_run){ .face = face, .glyphs = &glyph, .count = 1 });
		settle(&trial);
		is_int(trial.last_id, i > 0 ? 12 : 11, "it has an identifier");
		font = open_font(&trial, 1);
		check_glyph(&trial, font, face, glyph);
		ok(has_table(font, "OS/2") && has_table(font, "name") && has_table(font, "post") &&
		           has_table(font, "hhea") && has_table(font, "head"),
		   "  in a font that is whole");
		ok(has_table(font, "glyf") || is_identity(font),
		   "  numbers of glyphs and CIDs are the same");
		hb_font_destroy(font);
	}
}

/* Glyphs 34 and 35 of Noto Serif CJK SC are A and B; of the others the form is of no account. */
static void
check_layers(struct arena *arena)
{
	struct trial trial;
	hb_font_t *font;

	begin(&trial, arena);
	expect(&trial, (struct placed_glyph){ 'A', 34, 657 }, false);
	expect(&trial, (struct placed_glyph){ 'B', 35, 645 }, false);
	expect(&trial, (struct placed_glyph){ 'A', 34, 657 }, false);
	expect(&trial, (struct placed_glyph){ 'A', 36, 657 }, false);
	expect(&trial, (struct placed_glyph){ 'B', 41, 657 }, true);
	expect(&trial, (struct placed_glyph){ 'D', 40, 657 }, true);
	expect(&trial, (struct placed_glyph){ 'D', 37, 657 }, true);
	settle(&trial);
	is_int(trial.last_id, 12, "two fonts");
	is_int(ofd_font_glyph(trial.use, 0, 34).font, 11, "A is in the first");
	is_int(ofd_font_glyph(trial.use, 0, 34).gid, 1, "  first");
	is_int(ofd_font_glyph(trial.use, 0, 35).font, 11, "so is B");
	is_int(ofd_font_glyph(trial.use, 0, 35).gid, 2, "  second");
	is_int(ofd_font_glyph(trial.use, 0, 36).font, 12, "another form of A is in the second");
	is_int(ofd_font_glyph(trial.use, 0, 36).gid, 1, "  where it is the only one");
	is_int(ofd_font_glyph(trial.use, 0, 41).font, 11, "a shaped form stays with the others");
	is_int(ofd_font_glyph(trial.use, 0, 40).font, 11, "so does one that comes first");
	expect(&trial, (struct placed_glyph){ 'C', 38, 657 }, false);
	settle(&trial);
	settle(&trial);
	is_int(trial.last_id, 13, "what turns up later is in a third");
	is_int(ofd_font_glyph(trial.use, 0, 38).font, 13, "  that one");
	is_int(ofd_font_glyph(trial.use, 0, 34).font, 11, "  and nothing else");
	font = open_font(&trial, 2);
	check_glyph(&trial, font, 0, (struct placed_glyph){ 'A', 36, 657 });
	hb_font_destroy(font);
}

static void
check_resources(struct arena *arena)
{
	struct text out = text_make(arena);
	struct trial trial;

	begin(&trial, arena);
	ofd_font_resources(trial.use, &out);
	is_str(out.data, "", "no fonts");
	expect(&trial, (struct placed_glyph){ 'A', 34, 657 }, false);
	settle(&trial);
	ofd_font_resources(trial.use, &out);
	ok(text_starts_with(out.data, "<ofd:Font ID=\"11\" FontName=\"") &&
	           strstr(out.data, "+NotoSerifCJKsc-Regular\" "
	                            "FamilyName=\"NotoSerifCJKsc-Regular\">"
	                            "<ofd:FontFile>font_1.otf</ofd:FontFile></ofd:Font>\n") != NULL,
	   "a font under the tag of its glyphs");
}

/* Lines of Noto Serif CJK reach 1151 above, 286 below. */
static void
check_shapes(struct arena *arena)
{
	struct text out = text_make(arena);
	struct trial trial;
	struct ofd_reach reach;
	double point[2];

	begin(&trial, arena);
	expect(&trial, (struct placed_glyph){ 'A', 34, 657 }, false);
	expect(&trial, (struct placed_glyph){ 'B', 35, 645 }, false);
	reach = ofd_font_reach(trial.use, 0, 35);
	is_int(reach.above, 1151, "above the baseline");
	is_int(reach.below, 286, "below it");
	is_int(reach.left, 0, "not to the left");
	is_int(reach.right, 670, "as wide as it is");
	ofd_font_outline(trial.use, 0, 35, 72000, (struct ofd_spot){ 100000, 50000 }, &out);
	ok(sscanf(out.data, "M %lf %lf ", &point[0], &point[1]) == 2 && point[0] > 99 &&
	           point[0] < 120 && point[1] > 25 && point[1] < 51,
	   "an outline begins where the glyph is: %.20s", out.data);
	ok(text_ends_with(out.data, " C") && strstr(out.data, " B ") != NULL,
	   "has curves, and is closed");
}

static void
check_traces(struct arena *arena)
{
	struct fonts *fixed = font_fixed();
	struct fonts *real = fonts;
	struct trial trial;

	fonts = fixed;
	begin(&trial, arena);
	expect(&trial, (struct placed_glyph){ 'A', 34, 657 }, false);
	is_int(ofd_font_settle(trial.use), ERR_INPUT, "test glyphs are not embedded");
	fonts = real;
	font_free(fixed);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);

	if (!ok(font_load(&cx, MANIFEST_REAL, false, &fonts) == ERR_OK, "the fonts load"))
		return done_testing();
	check_faces(arena);
	check_layers(arena);
	check_resources(arena);
	check_shapes(arena);
	check_traces(arena);
	font_free(fonts);
	arena_free(arena);
	return done_testing();
}
