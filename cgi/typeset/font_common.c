/* Preparing the glyphs that documents use every day, so that subsets of them are quick. */
#include <hb-ot.h>
#include <hb-subset.h>

#include "typeset/font_internal.h"
#include "typeset/tgh8105.h"

static void
add_glyph(const struct face *face, hb_codepoint_t scalar, hb_set_t *glyphs)
{
	hb_codepoint_t gid;

	if (hb_font_get_nominal_glyph(face->font, scalar, &gid))
		hb_set_add(glyphs, gid);
}

static void
add_range(const struct face *face, hb_codepoint_t first, hb_codepoint_t last, hb_set_t *glyphs)
{
	for (hb_codepoint_t scalar = first; scalar <= last; scalar++)
		add_glyph(face, scalar, glyphs);
}

/* What brackets, quotation marks and stops become in vertical lines. */
static void
add_vertical(const struct face *face, hb_set_t *glyphs)
{
	static const hb_tag_t features[] = { HB_TAG('v', 'e', 'r', 't'), HB_TAG_NONE };
	hb_codepoint_t lookup = HB_SET_VALUE_INVALID;
	hb_set_t *lookups = hb_set_create();

	hb_ot_layout_collect_lookups(face->face, HB_OT_TAG_GSUB, NULL, NULL, features, lookups);
	while (hb_set_next(lookups, &lookup))
		hb_ot_layout_lookup_collect_glyphs(face->face, HB_OT_TAG_GSUB, lookup, NULL, NULL,
		                                   NULL, glyphs);
	hb_set_destroy(lookups);
}

/*
 * 通用规范汉字表, letters, punctuation and symbols. All of a face would take six
 * times the memory and time, for characters that few documents have; those are
 * served from the face as it was opened, a few milliseconds slower.
 */
static hb_set_t *
common_glyphs(const struct face *face)
{
	hb_set_t *glyphs = hb_set_create();
	const char *s = tgh8105;
	uint32_t scalar;
	size_t length;

	hb_set_add(glyphs, 0);
	add_range(face, 0x20, 0x33ff, glyphs);
	add_range(face, 0xff00, 0xffef, glyphs);
	add_vertical(face, glyphs);
	for (; (length = text_utf8_next(s, &scalar)) > 0; s += length)
		add_glyph(face, scalar, glyphs);
	return glyphs;
}

void
font_prepare(struct face *face)
{
	hb_set_t *glyphs = common_glyphs(face);
	hb_face_t *plain = font_plain(face->face, glyphs);

	if (plain != NULL) {
		face->prepared = hb_subset_preprocess(plain);
		face->prepared_glyphs = glyphs;
	} else {
		hb_set_destroy(glyphs);
	}
	hb_face_destroy(plain);
}
