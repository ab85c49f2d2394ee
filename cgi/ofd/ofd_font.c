#include "ofd/ofd_font.h"

#include <unictype.h>

#include "ofd/ofd_font_internal.h"

#define GLYPHS 65536
#define GLYPH_PAGE 64

/* A font has one glyph for a character. Another one, such as its vertical form, goes to a second font. */
#define LAYERS 2

/* What is known of a glyph that a file uses. */
struct used_glyph {
	uint32_t scalar; /* the character that the font's map has it for, or 0 */
	uint16_t gid;    /* in the subset */
	uint16_t subset; /* from 1; 0: not embedded yet */
	bool is_used;
	struct ofd_reach reach;
};

/* What a file uses of one face. */
struct used_face {
	struct used_glyph **pages;  /* of GLYPH_PAGE each, NULL while unused */
	hb_set_t *expected[LAYERS]; /* glyphs that are in no subset */
	hb_map_t *mapped[LAYERS];   /* characters to the glyph that stands for them */
	hb_font_t *font;            /* the face, for measures */
};

/* A font in the file. */
struct subset {
	unsigned id;
	unsigned face;
	const char *name;
};

struct ofd_fonts {
	struct ctx *cx;
	const struct fonts *fonts;
	struct ofd_package *package;
	unsigned *last_id;
	struct used_face *faces;
	struct subset *subsets;
	size_t subset_count;
	size_t subset_capacity;
};

struct ofd_fonts *
ofd_font_new(struct ctx *cx, const struct fonts *fonts, struct ofd_package *package,
             unsigned *last_id)
{
	struct ofd_fonts *use = arena_alloc(cx->arena, sizeof *use);

	use->cx = cx;
	use->fonts = fonts;
	use->package = package;
	use->last_id = last_id;
	use->faces = arena_array(cx->arena, font_face_count(fonts), sizeof *use->faces);
	return use;
}

static void
free_set(void *set)
{
	hb_set_destroy(set);
}

static void
free_map(void *map)
{
	hb_map_destroy(map);
}

static void
free_font(void *font)
{
	hb_font_destroy(font);
}

static void
begin_face(struct ofd_fonts *use, unsigned index)
{
	struct used_face *face = &use->faces[index];
	struct arena *arena = use->cx->arena;

	face->pages = arena_array(arena, GLYPHS / GLYPH_PAGE, sizeof *face->pages);
	face->font = hb_font_create(font_face(use->fonts, index));
	arena_defer(arena, free_font, face->font);
	for (int layer = 0; layer < LAYERS; layer++) {
		face->expected[layer] = hb_set_create();
		arena_defer(arena, free_set, face->expected[layer]);
		face->mapped[layer] = hb_map_create();
		arena_defer(arena, free_map, face->mapped[layer]);
	}
}

static struct used_glyph *
find_glyph(const struct ofd_fonts *use, unsigned face, unsigned gid)
{
	return &use->faces[face].pages[gid / GLYPH_PAGE][gid % GLYPH_PAGE];
}

/* Is the glyph what the face has for the character by itself? */
static bool
is_nominal(const struct used_face *face, const struct placed_glyph *glyph)
{
	hb_codepoint_t gid;

	return hb_font_get_nominal_glyph(face->font, glyph->scalar, &gid) && gid == glyph->gid;
}

/*
 * Readers that look at characters only are to draw the same: a form that stands for
 * itself, such as a bracket in a vertical line, is in the second font. Where letters are
 * shaped that cannot be: their forms stay in one font, so that words stay in one piece.
 */
static int
choose_layer(const struct placed_glyph *glyph, bool is_first, bool is_shaped)
{
	bool is_letter = uc_is_general_category_withtable(glyph->scalar,
	                                                  UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M);

	return is_first || (is_shaped && is_letter) ? 0 : 1;
}

static void
map_glyph(struct ofd_fonts *use, unsigned index, const struct placed_glyph *glyph, bool is_shaped)
{
	struct used_face *face = &use->faces[index];
	bool is_first = is_nominal(face, glyph);
	int layer = choose_layer(glyph, is_first, is_shaped);
	hb_codepoint_t other = hb_map_get(face->mapped[layer], glyph->scalar);

	hb_set_add(face->expected[layer], glyph->gid);
	if (other != HB_MAP_VALUE_INVALID && !is_first)
		return;
	if (other != HB_MAP_VALUE_INVALID)
		find_glyph(use, index, other)->scalar = 0;
	find_glyph(use, index, glyph->gid)->scalar = glyph->scalar;
	hb_map_set(face->mapped[layer], glyph->scalar, glyph->gid);
}

static void
expect_glyph(struct ofd_fonts *use, unsigned index, const struct placed_glyph *glyph, bool is_shaped)
{
	struct used_face *face = &use->faces[index];
	struct used_glyph **page = &face->pages[glyph->gid / GLYPH_PAGE];
	struct used_glyph *used;

	if (*page == NULL)
		*page = arena_array(use->cx->arena, GLYPH_PAGE, sizeof **page);
	used = &(*page)[glyph->gid % GLYPH_PAGE];
	if (used->is_used)
		return;
	used->is_used = true;
	used->reach = ofd_font_measure(face->font, glyph->gid, glyph->scalar);
	map_glyph(use, index, glyph, is_shaped);
}

void
ofd_font_expect(struct ofd_fonts *use, const struct text_run *run)
{
	if (use->faces[run->face].pages == NULL)
		begin_face(use, run->face);
	for (size_t i = 0; i < run->count; i++)
		expect_glyph(use, run->face, &run->glyphs[i], run->places != NULL);
}

/*
 * The name of a subset: a tag of six letters that depends on its glyphs, and the
 * face's name. No reader has a font of that name to take instead.
 */
static const char *
subset_name(struct ofd_fonts *use, unsigned index, const hb_set_t *expected)
{
	struct arena *arena = use->cx->arena;
	struct text glyphs = text_make(arena);
	hb_codepoint_t gid = HB_SET_VALUE_INVALID;
	char tag[7] = "";
	const char *digest;

	while (hb_set_next(expected, &gid))
		text_add_number(&glyphs, gid);
	digest = text_sha256(arena, glyphs.data, glyphs.length);
	for (int i = 0; i < 6; i++)
		tag[i] = (char)('A' + digest[i] % 26);
	return arena_printf(arena, "%s+%s", tag, font_postscript_name(use->fonts, index));
}

static struct ofd_mapping *
mappings_of(const struct ofd_fonts *use, unsigned index, const hb_set_t *expected, size_t count)
{
	struct ofd_mapping *mappings = arena_array(use->cx->arena, count, sizeof *mappings);
	hb_codepoint_t gid = HB_SET_VALUE_INVALID;

	for (size_t i = 0; hb_set_next(expected, &gid); i++)
		mappings[i] = (struct ofd_mapping){ find_glyph(use, index, gid)->scalar, gid };
	return mappings;
}

static const char *
file_name(struct arena *arena, size_t number)
{
	return arena_printf(arena, "font_%zu.otf", number);
}

/* Make a font of the glyphs that are expected, and note where they are in it. */
static enum err
embed(struct ofd_fonts *use, unsigned index, hb_set_t *expected)
{
	struct arena *arena = use->cx->arena;
	size_t count = hb_set_get_population(expected);
	struct ofd_mapping *mappings = mappings_of(use, index, expected, count);
	struct subset subset = { ++*use->last_id, index, subset_name(use, index, expected) };
	hb_codepoint_t gid = HB_SET_VALUE_INVALID;
	hb_blob_t *file;
	const char *bytes;
	unsigned length;

	use->subsets = arena_grow(arena, use->subsets, use->subset_count, &use->subset_capacity,
	                          sizeof *use->subsets);
	use->subsets[use->subset_count++] = subset;
	TRY(ofd_font_file(use->cx, use->fonts, index, expected, subset.name, mappings, count, &file));
	bytes = hb_blob_get_data(file, &length);
	for (size_t i = 0; hb_set_next(expected, &gid); i++) {
		struct used_glyph *used = find_glyph(use, index, gid);

		used->gid = (uint16_t)mappings[i].gid;
		used->subset = (uint16_t)use->subset_count;
	}
	hb_set_clear(expected);
	return ofd_package_add(use->package,
	                       arena_printf(arena, "Doc_0/Res/%s",
	                                    file_name(arena, use->subset_count)),
	                       bytes, length);
}

enum err
ofd_font_settle(struct ofd_fonts *use)
{
	for (unsigned i = 0; i < font_face_count(use->fonts); i++)
		for (int layer = 0; use->faces[i].pages != NULL && layer < LAYERS; layer++)
			if (!hb_set_is_empty(use->faces[i].expected[layer]))
				TRY(embed(use, i, use->faces[i].expected[layer]));
	return ERR_OK;
}

struct ofd_glyph
ofd_font_glyph(const struct ofd_fonts *use, unsigned face, unsigned gid)
{
	const struct used_glyph *used = find_glyph(use, face, gid);

	return (struct ofd_glyph){ use->subsets[used->subset - 1].id, used->gid };
}

struct ofd_reach
ofd_font_reach(const struct ofd_fonts *use, unsigned face, unsigned gid)
{
	return find_glyph(use, face, gid)->reach;
}

void
ofd_font_outline(const struct ofd_fonts *use, unsigned face, unsigned gid, int size_mpt,
                 struct ofd_spot spot, struct text *out)
{
	ofd_font_draw(use->faces[face].font, gid, size_mpt, spot, out);
}

void
ofd_font_resources(const struct ofd_fonts *use, struct text *out)
{
	for (size_t i = 0; i < use->subset_count; i++) {
		const struct subset *subset = &use->subsets[i];

		text_add_str(out, "<ofd:Font");
		ofd_xml_number(out, "ID", subset->id);
		ofd_xml_attribute(out, "FontName", subset->name);
		ofd_xml_attribute(out, "FamilyName", font_postscript_name(use->fonts, subset->face));
		text_add_str(out, ">");
		ofd_xml_element(out, "FontFile", file_name(use->cx->arena, i + 1));
		text_add_str(out, "</ofd:Font>\n");
	}
}
