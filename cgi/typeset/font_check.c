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

#define ASK_MAKER "请向字体厂商取得许可，或者换一种字体"

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
		means = "许可受限，不得嵌入";
	else if ((permission & PERMISSION_BITMAP_ONLY) != 0)
		means = "只许嵌入点阵，不许嵌入轮廓";
	else if ((permission & PERMISSION_NO_SUBSET) != 0)
		means = "不许取子集，只能整个嵌入";
	else
		return NULL;
	return arena_printf(arena, "OS/2 fsType 是 0x%04x：%s；" ASK_MAKER, (unsigned)permission,
	                    means);
}

static const char *
missing_table(struct arena *arena, hb_face_t *face)
{
	static const char *const tables[] = { "cmap", "head", "hhea", "hmtx", "maxp" };

	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
		if (!has_table(face, tables[i]))
			return arena_printf(arena,
			                    "没有表“%s”，文件已损坏：请重新安装，或者换一种字体",
			                    tables[i]);
	return NULL;
}

static const char *
outline_fault(hb_face_t *face)
{
	if (has_table(face, "fvar") || has_table(face, "CFF2"))
		return "是可变字体：请改用单一字重的字体文件";
	if (has_table(face, "CFF ") || (has_table(face, "glyf") && has_table(face, "loca")))
		return NULL;
	if (has_table(face, "EBDT") || has_table(face, "CBDT") || has_table(face, "sbix") ||
	    has_table(face, "bdat"))
		return "只有点阵：请改用有轮廓的字体";
	return "没有轮廓（既无 CFF，也无 glyf 和 loca），文件已损坏：请重新安装，或者换一种字体";
}

const char *
font_fault(struct arena *arena, hb_face_t *face)
{
	const char *fault = outline_fault(face);

	if (fault == NULL)
		fault = missing_table(arena, face);
	return fault != NULL ? fault : forbidden(arena, font_permission(face));
}
