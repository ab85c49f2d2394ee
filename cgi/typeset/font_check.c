/* Can a face be set in type and embedded in a PDF, and may it? */
#include <hb-ot.h>
#include <string.h>

#include "typeset/font_internal.h"

/* OS/2, fsType (OpenType 1.9, OS/2 table). */
#define PERMISSION_OFFSET 8
#define PERMISSION_USE 0x000e
#define PERMISSION_RESTRICTED 0x0002
#define PERMISSION_NO_SUBSET 0x0100
#define PERMISSION_BITMAP_ONLY 0x0200

#define ASK_MAKER "ask its maker for a licence, or name another font"

static bool
has_table(hb_face_t *face, const char *name)
{
	hb_blob_t *blob = hb_face_reference_table(face, hb_tag_from_string(name, 4));
	bool has = hb_blob_get_length(blob) > 0;

	hb_blob_destroy(blob);
	return has;
}

int
font_permission(hb_face_t *face)
{
	hb_blob_t *blob = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
	unsigned length;
	const unsigned char *bytes = (const unsigned char *)hb_blob_get_data(blob, &length);
	int permission = -1;

	if (length >= PERMISSION_OFFSET + 2)
		permission = bytes[PERMISSION_OFFSET] << 8 | bytes[PERMISSION_OFFSET + 1];
	hb_blob_destroy(blob);
	return permission;
}

/* Of several permissions in one font, the least restrictive holds. */
static const char *
forbidden(struct arena *arena, int permission)
{
	const char *means;

	if (permission < 0)
		return NULL;
	if ((permission & PERMISSION_USE) == PERMISSION_RESTRICTED)
		means = "restricted licence: the font may not be embedded";
	else if ((permission & PERMISSION_BITMAP_ONLY) != 0)
		means = "bitmap embedding only: the outlines may not be embedded";
	else if ((permission & PERMISSION_NO_SUBSET) != 0)
		means = "no subsetting: the font may be embedded only as a whole";
	else
		return NULL;
	return arena_printf(arena, "OS/2 fsType is 0x%04x, %s; " ASK_MAKER, (unsigned)permission,
	                    means);
}

static const char *
missing_table(struct arena *arena, hb_face_t *face)
{
	static const char *const tables[] = { "cmap", "head", "hhea", "hmtx", "maxp" };

	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
		if (!has_table(face, tables[i]))
			return arena_printf(arena,
			                    "lacks the table '%s': the file is damaged; install "
			                    "it again or name another font",
			                    tables[i]);
	return NULL;
}

static const char *
outline_fault(hb_face_t *face)
{
	if (has_table(face, "fvar") || has_table(face, "CFF2"))
		return "is a variable font; name the font of one weight (a static instance) "
		       "instead";
	if (has_table(face, "CFF ") || (has_table(face, "glyf") && has_table(face, "loca")))
		return NULL;
	if (has_table(face, "EBDT") || has_table(face, "CBDT") || has_table(face, "sbix") ||
	    has_table(face, "bdat"))
		return "has bitmaps only; name a font with outlines";
	return "has no outlines (neither 'CFF ' nor 'glyf' with 'loca'): the file is damaged; "
	       "install it again or name another font";
}

const char *
font_fault(struct arena *arena, hb_face_t *face)
{
	const char *fault = outline_fault(face);

	if (fault == NULL)
		fault = missing_table(arena, face);
	return fault != NULL ? fault : forbidden(arena, font_permission(face));
}
