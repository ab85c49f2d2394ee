#include "typeset/font.h"

#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>

#include <unictype.h>

#include "typeset/font_internal.h"
#include "typeset/font_shape.h"

#define PAGE_COUNT (0x110000 / GLYPH_PAGE_SIZE)

/* 〓, which Chinese typesetters put where a character is missing, and what every font has. */
static const uint32_t marks[] = { 0x3013, 0x25a1, '?' };

static uint16_t
advance_of(const struct face *face, hb_codepoint_t gid)
{
	hb_position_t advance = hb_font_get_glyph_h_advance(face->font, gid);
	long long rounded = ((long long)advance * 1000 + face->units_per_em / 2) /
	                    face->units_per_em;

	return rounded < 0 || rounded > UINT16_MAX ? 0 : (uint16_t)rounded;
}

static bool
is_control(uint32_t scalar)
{
	return scalar < ' ' || (scalar >= 0x7f && scalar < 0xa0);
}

/* What a face has of 256 characters when it has none of them: most pages of a small face. */
static struct glyph_entry no_glyphs[GLYPH_PAGE_SIZE];

/* The glyphs of 256 neighbouring characters, looked up when the first of them is wanted. */
static const struct glyph_entry *
page_of(struct face *face, uint32_t scalar)
{
	struct glyph_entry **slot = &face->pages[scalar / GLYPH_PAGE_SIZE];
	uint32_t first = scalar - scalar % GLYPH_PAGE_SIZE;

	if (*slot != NULL)
		return *slot;
	*slot = no_glyphs;
	for (uint32_t i = 0; i < GLYPH_PAGE_SIZE; i++) {
		hb_codepoint_t gid;

		/* Some fonts show control characters, which no text is to have. */
		if (is_control(first + i) ||
		    !hb_font_get_nominal_glyph(face->font, first + i, &gid) || gid == 0 ||
		    gid > UINT16_MAX)
			continue;
		if (*slot == no_glyphs)
			*slot = calloc(GLYPH_PAGE_SIZE, sizeof **slot);
		if (*slot == NULL)
			return NULL;
		(*slot)[i] = (struct glyph_entry){ (uint16_t)gid, advance_of(face, gid) };
	}
	return *slot;
}

/* The width of the imaginary face's glyph for a character. */
static uint16_t
fixed_advance(uint32_t scalar)
{
	if (scalar >= 0x300 && uc_is_general_category_withtable(scalar, UC_CATEGORY_MASK_M))
		return 0;
	return scalar < 0x2e80 && !(scalar >= 0x2014 && scalar <= 0x2026) ? 500 : 1000;
}

/* Radicals and compatibility characters, whose glyphs are those of other characters. */
static bool
is_double(uint32_t scalar)
{
	return (scalar >= 0x2e80 && scalar <= 0x2fdf) || (scalar >= 0xf900 && scalar <= 0xfaff) ||
	       (scalar >= 0x2f800 && scalar <= 0x2fa1f);
}

/* What stands behind a face that a glyph names. */
static const struct face *
source_of(const struct fonts *fonts, unsigned face)
{
	return &fonts->faces[face % fonts->face_count];
}

bool
font_face_glyph(struct fonts *fonts, unsigned face, uint32_t scalar, struct glyph *out)
{
	const struct glyph_entry *page;

	if (fonts->fixed) {
		*out = (struct glyph){ 0, (uint16_t)scalar, fixed_advance(scalar) };
		return true;
	}
	page = scalar < 0x110000 ? page_of(&fonts->faces[face], scalar) : NULL;
	if (page == NULL || page[scalar % GLYPH_PAGE_SIZE].gid == 0)
		return false;
	if (is_double(scalar))
		face += (unsigned)fonts->face_count;
	*out = (struct glyph){ (uint16_t)face, page[scalar % GLYPH_PAGE_SIZE].gid,
		               page[scalar % GLYPH_PAGE_SIZE].advance };
	return true;
}

static bool
is_quote(uint32_t scalar)
{
	return scalar == 0x2018 || scalar == 0x2019 || scalar == 0x201c || scalar == 0x201d;
}

/* The glyph of the first face that has it an em wide. */
static bool
full_glyph(struct fonts *fonts, const struct chain *chain, uint32_t scalar, struct glyph *out)
{
	for (unsigned i = 0; i < chain->count; i++)
		if (font_face_glyph(fonts, chain->faces[i], scalar, out) && out->advance >= 1000)
			return true;
	return false;
}

bool
font_glyph(struct fonts *fonts, font_choice choice, uint32_t scalar, struct glyph *out)
{
	const struct chain *chain = &fonts->chains[choice];

	if (fonts->fixed)
		return font_face_glyph(fonts, 0, scalar, out);
	if (is_quote(scalar) && full_glyph(fonts, chain, scalar, out))
		return true;
	for (unsigned i = 0; i < chain->count; i++)
		if (font_face_glyph(fonts, chain->faces[i], scalar, out))
			return true;
	return false;
}

bool
font_mark(struct fonts *fonts, font_choice choice, struct glyph *out)
{
	for (size_t i = 0; fonts->marks_missing && i < sizeof marks / sizeof marks[0]; i++)
		if (font_glyph(fonts, choice, marks[i], out))
			return true;
	return false;
}

enum err
font_set_missing(struct ctx *cx, struct fonts *fonts, const char *word)
{
	const char *source;

	fonts->marks_missing = strcmp(word, "mark") == 0;
	if (!fonts->marks_missing && strcmp(word, "error") != 0)
		return err_set_field(cx, ERR_INPUT, "missing_glyph",
		                     "missing_glyph 为“%s”，应为 error 或 mark", word);
	source = arena_printf(cx->arena, "%s %s", fonts->digest, word);
	if (fonts->marks_missing)
		fonts->digest = text_sha256(fonts->arena, source, strlen(source));
	return ERR_OK;
}

void
font_warm_pages(struct face *face)
{
	hb_set_t *characters = hb_set_create();
	hb_codepoint_t scalar = HB_SET_VALUE_INVALID;

	hb_face_collect_unicodes(face->face, characters);
	while (hb_set_next(characters, &scalar))
		page_of(face, scalar);
	hb_set_destroy(characters);
}

size_t
font_manifest_count(const struct fonts *fonts)
{
	return fonts->face_count;
}

size_t
font_face_count(const struct fonts *fonts)
{
	return fonts->fixed ? fonts->face_count : fonts->face_count * 2;
}

struct font_info
font_describe(const struct fonts *fonts, unsigned face)
{
	const struct face *source = source_of(fonts, face);

	return (struct font_info){
		.name = source->name,
		.file = source->file,
		.package = source->package,
		.licence = source->licence,
		.postscript_name = source->postscript_name,
		.index = source->index,
		.glyph_count = hb_face_get_glyph_count(source->face),
		.permission = font_permission(source->face),
		.is_cff = source->is_cff,
		.is_preloaded = source->preload,
	};
}

const unsigned *
font_chain(const struct fonts *fonts, font_choice choice, size_t *count)
{
	*count = fonts->chains[choice].count;
	return fonts->chains[choice].faces;
}

bool
font_keeps_indices(const struct fonts *fonts, unsigned face)
{
	return source_of(fonts, face)->is_named;
}

const char *
font_face_name(const struct fonts *fonts, unsigned face)
{
	return source_of(fonts, face)->name;
}

/* Layout, names and character maps: a PDF has its own. */
static void
drop_tables(hb_subset_input_t *input)
{
	static const char *const tables[] = { "GSUB", "GPOS", "GDEF", "BASE", "cmap",
		                              "name", "post", "OS/2", "VORG", "vhea",
		                              "vmtx", "DSIG", "gasp", "STAT" };
	hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);

	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
		hb_set_add(drop, hb_tag_from_string(tables[i], 4));
}

hb_face_t *
font_plain(hb_face_t *face, const hb_set_t *glyphs)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_face_t *plain;

	if (input == NULL)
		return NULL;
	drop_tables(input);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE |
	                                         HB_SUBSET_FLAGS_RETAIN_GIDS |
	                                         HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	hb_set_union(hb_subset_input_glyph_set(input), glyphs);
	plain = hb_subset_or_fail(face, input);
	hb_subset_input_destroy(input);
	return plain;
}

hb_face_t *
font_subset_source(const struct fonts *fonts, unsigned face, const hb_set_t *glyphs)
{
	const struct face *source = source_of(fonts, face);

	if (source->prepared != NULL && hb_set_is_subset(glyphs, source->prepared_glyphs))
		return hb_face_reference(source->prepared);
	return source->face == NULL ? NULL : font_plain(source->face, glyphs);
}

hb_face_t *
font_face(const struct fonts *fonts, unsigned face)
{
	return source_of(fonts, face)->face;
}

const char *
font_postscript_name(const struct fonts *fonts, unsigned face)
{
	return source_of(fonts, face)->postscript_name;
}

const char *
font_digest(const struct fonts *fonts)
{
	return fonts->digest;
}

struct fonts *
font_fixed(void)
{
	struct fonts *fonts = font_alloc(1);

	fonts->fixed = true;
	fonts->faces[0].name = "fixed";
	fonts->faces[0].postscript_name = "Fixed";
	fonts->digest = "fixed";
	return fonts;
}

struct fonts *
font_alloc(size_t face_count)
{
	struct arena *arena = arena_new();
	struct fonts *fonts = arena_alloc(arena, sizeof *fonts);

	fonts->arena = arena;
	fonts->face_count = face_count;
	fonts->faces = arena_array(arena, face_count, sizeof *fonts->faces);
	for (size_t i = 0; i < face_count; i++)
		fonts->faces[i].pages = arena_array(arena, PAGE_COUNT,
		                                    sizeof *fonts->faces[i].pages);
	return fonts;
}

void
font_free(struct fonts *fonts)
{
	if (fonts == NULL)
		return;
	for (size_t i = 0; i < fonts->face_count; i++) {
		struct face *face = &fonts->faces[i];

		for (size_t page = 0; page < PAGE_COUNT; page++)
			if (face->pages[page] != no_glyphs)
				free(face->pages[page]);
		hb_font_destroy(face->font);
		hb_face_destroy(face->prepared);
		hb_set_destroy(face->prepared_glyphs);
		hb_face_destroy(face->face);
	}
	arena_free(fonts->arena);
}
