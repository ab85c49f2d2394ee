/* Fonts as objects, with subsets of their faces. */
#include "pdf/font_internal.h"

#define DEFAULT_WIDTH 1000

/* The width of a glyph of the used set. */
static uint16_t
width_of(const struct used_face *face, hb_codepoint_t gid)
{
	return face->pages[gid / FONT_GLYPH_PAGE][gid % FONT_GLYPH_PAGE].width;
}

static void
free_face(void *face)
{
	hb_face_destroy(face);
}

static void
free_plan(void *plan)
{
	hb_subset_plan_destroy(plan);
}

static void
free_blob(void *blob)
{
	hb_blob_destroy(blob);
}

struct subset {
	hb_face_t *face;
	const hb_map_t *new_gids; /* old glyph index to the subset's */
};

static enum err
make_subset(struct font_use *use, unsigned index, struct subset *out)
{
	struct ctx *cx = use->doc->cx;
	hb_face_t *source = font_subset_source(use->fonts, index, use->faces[index].glyphs);
	hb_subset_input_t *input;
	hb_subset_plan_t *plan = NULL;

	if (source == NULL)
		return err_set(cx, ERR_INPUT, "the glyphs of %s are for traces only",
		               font_face_name(use->fonts, index));
	arena_defer(cx->arena, free_face, source);
	input = hb_subset_input_create_or_fail();
	if (input != NULL) {
		hb_set_add(hb_subset_input_glyph_set(input), 0);
		hb_set_union(hb_subset_input_glyph_set(input), use->faces[index].glyphs);
		if (font_keeps_indices(use->fonts, index))
			hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS);
		plan = hb_subset_plan_create_or_fail(source, input);
	}
	hb_subset_input_destroy(input);
	if (plan == NULL)
		return err_set(cx, ERR_INTERNAL, "HarfBuzz cannot plan a subset of %s",
		               font_face_name(use->fonts, index));
	arena_defer(cx->arena, free_plan, plan);
	out->new_gids = hb_subset_plan_old_to_new_glyph_mapping(plan);
	out->face = hb_subset_plan_execute_or_fail(plan);
	if (out->face == NULL)
		return err_set(cx, ERR_INTERNAL, "HarfBuzz cannot subset %s",
		               font_face_name(use->fonts, index));
	arena_defer(cx->arena, free_face, out->face);
	return ERR_OK;
}

/* A table, or the whole font for tag 0, kept until the document is closed. */
static const char *
blob_data(struct font_use *use, hb_face_t *face, hb_tag_t tag, unsigned *length)
{
	hb_blob_t *blob = tag == 0 ? hb_face_reference_blob(face)
	                           : hb_face_reference_table(face, tag);

	arena_defer(use->doc->cx->arena, free_blob, blob);
	return hb_blob_get_data(blob, length);
}

/* The name of a subset: a tag of six letters that depends on its glyphs, and the face's name. */
static const char *
subset_name(struct font_use *use, unsigned index)
{
	struct arena *arena = use->doc->cx->arena;
	struct text glyphs = text_make(arena);
	hb_codepoint_t gid = HB_SET_VALUE_INVALID;
	char tag[7] = "";
	const char *digest;

	while (hb_set_next(use->faces[index].glyphs, &gid))
		text_add(&glyphs, &(uint16_t){ (uint16_t)gid }, sizeof(uint16_t));
	digest = text_sha256(arena, glyphs.data, glyphs.length);
	for (int i = 0; i < 6; i++)
		tag[i] = (char)('A' + digest[i] % 26);
	return arena_printf(arena, "%s+%s", tag, font_postscript_name(use->fonts, index));
}

static int
big_endian16(const char *table, unsigned offset)
{
	unsigned value = ((unsigned)(unsigned char)table[offset] << 8) |
	                 (unsigned char)table[offset + 1];

	return (int)(int16_t)value;
}

/* Which codes the subset has glyphs for, a bit each, as PDF/A-1 wants to know (ISO 19005-1, 6.3.5). */
static HPDF_Dict
write_cid_set(struct font_use *use, const struct used_face *face)
{
	size_t size = (size_t)hb_set_get_max(face->glyphs) / 8 + 1;
	unsigned char *bits = arena_alloc(use->doc->cx->arena, size);
	HPDF_Dict set = object_dict(use->doc);
	hb_codepoint_t gid = HB_SET_VALUE_INVALID;

	bits[0] = 0x80;
	while (hb_set_next(face->glyphs, &gid))
		bits[gid / 8] |= (unsigned char)(0x80 >> gid % 8);
	object_write_stream(use->doc, set, FILE_FAST, bits, size);
	return set;
}

/* The box around all glyphs of a face, in thousandths of its size. */
static void
add_box(struct font_use *use, unsigned index, HPDF_Dict descriptor)
{
	hb_face_t *face = font_face(use->fonts, index);
	int upem = (int)hb_face_get_upem(face);
	unsigned length;
	const char *head = blob_data(use, face, HB_TAG('h', 'e', 'a', 'd'), &length);
	int box[4] = { 0, -FONT_DESCENT, 1000, FONT_ASCENT };

	for (unsigned i = 0; length >= 54 && i < 4; i++)
		box[i] = big_endian16(head, 36 + 2 * i) * 1000 / upem;
	object_add_numbers(use->doc, descriptor, "FontBBox", box, 4);
}

/* Write what viewers may know of a font without reading its program. */
static HPDF_Dict
write_descriptor(struct font_use *use, unsigned index, const char *name, const char *file_key,
                 HPDF_Dict file)
{
	HPDF_Dict descriptor = object_dict(use->doc);

	HPDF_Dict_AddName(descriptor, "Type", "FontDescriptor");
	HPDF_Dict_AddName(descriptor, "FontName", name);
	HPDF_Dict_AddNumber(descriptor, "Flags", 4);
	add_box(use, index, descriptor);
	HPDF_Dict_AddNumber(descriptor, "ItalicAngle", 0);
	HPDF_Dict_AddNumber(descriptor, "Ascent", FONT_ASCENT);
	HPDF_Dict_AddNumber(descriptor, "Descent", -FONT_DESCENT);
	HPDF_Dict_AddNumber(descriptor, "CapHeight", 733);
	HPDF_Dict_AddNumber(descriptor, "StemV", 80);
	HPDF_Dict_Add(descriptor, file_key, file);
	HPDF_Dict_Add(descriptor, "CIDSet", write_cid_set(use, &use->faces[index]));
	object_write(use->doc, descriptor);
	return descriptor;
}

/*
 * Widths other than the default, in ranges `first last width`. A range goes over
 * glyphs that are not in use: this keeps the array short, also within the limit
 * of PDF/A-1.
 */
static void
add_widths(struct font_use *use, const struct used_face *face, HPDF_Dict font)
{
	HPDF_Array array = HPDF_Array_New(use->doc->memory);
	hb_codepoint_t gid = HB_SET_VALUE_INVALID;
	bool is_more = hb_set_next(face->glyphs, &gid);

	while (is_more) {
		hb_codepoint_t first = gid;
		hb_codepoint_t last = gid;

		while (is_more && width_of(face, gid) == width_of(face, first)) {
			last = gid;
			is_more = hb_set_next(face->glyphs, &gid);
		}
		if (width_of(face, first) == DEFAULT_WIDTH)
			continue;
		HPDF_Array_AddNumber(array, (HPDF_INT32)first);
		HPDF_Array_AddNumber(array, (HPDF_INT32)last);
		HPDF_Array_AddNumber(array, width_of(face, first));
	}
	HPDF_Dict_AddNumber(font, "DW", DEFAULT_WIDTH);
	HPDF_Dict_Add(font, "W", array);
}

/* For TrueType: where in the subset the glyph of a code stands. */
static HPDF_Dict
write_gid_map(struct font_use *use, const struct used_face *face, const struct subset *subset)
{
	size_t size = ((size_t)hb_set_get_max(face->glyphs) + 1) * 2;
	unsigned char *map = arena_alloc(use->doc->cx->arena, size);
	HPDF_Dict stream = object_dict(use->doc);
	hb_codepoint_t gid = HB_SET_VALUE_INVALID;

	while (hb_set_next(face->glyphs, &gid)) {
		hb_codepoint_t target = hb_map_get(subset->new_gids, gid);

		map[(size_t)gid * 2] = (unsigned char)(target >> 8);
		map[(size_t)gid * 2 + 1] = (unsigned char)(target & 0xff);
	}
	object_write_stream(use->doc, stream, FILE_FAST, map, size);
	return stream;
}

/* Write a font program: bare CFF, or a TrueType file. */
static HPDF_Dict
write_program(struct font_use *use, const struct subset *subset, bool *is_cff)
{
	HPDF_Dict file = object_dict(use->doc);
	unsigned length;
	const char *program = blob_data(use, subset->face, HB_TAG('C', 'F', 'F', ' '), &length);

	*is_cff = length > 0;
	if (*is_cff) {
		HPDF_Dict_AddName(file, "Subtype", "CIDFontType0C");
	} else {
		program = blob_data(use, subset->face, 0, &length);
		HPDF_Dict_AddNumber(file, "Length1", (HPDF_INT32)length);
	}
	object_write_stream(use->doc, file, FILE_FAST, program, length);
	return file;
}

static HPDF_Dict
write_descendant(struct font_use *use, unsigned index, const struct subset *subset, const char *name)
{
	struct used_face *face = &use->faces[index];
	struct object_doc *doc = use->doc;
	HPDF_Dict font = object_dict(doc);
	HPDF_Dict system = HPDF_Dict_New(doc->memory);
	bool is_cff;
	HPDF_Dict file = write_program(use, subset, &is_cff);

	HPDF_Dict_AddName(font, "Type", "Font");
	HPDF_Dict_AddName(font, "Subtype", is_cff ? "CIDFontType0" : "CIDFontType2");
	HPDF_Dict_AddName(font, "BaseFont", name);
	HPDF_Dict_Add(font, "CIDSystemInfo", system);
	object_add_ascii(doc, system, "Registry", "Adobe");
	object_add_ascii(doc, system, "Ordering", "Identity");
	HPDF_Dict_AddNumber(system, "Supplement", 0);
	if (!is_cff)
		HPDF_Dict_Add(font, "CIDToGIDMap", write_gid_map(use, face, subset));
	add_widths(use, face, font);
	HPDF_Dict_Add(font, "FontDescriptor",
	              write_descriptor(use, index, name, is_cff ? "FontFile3" : "FontFile2", file));
	object_write(doc, font);
	return font;
}

static void
add_text(struct text *cmap, const struct used_glyph *glyph)
{
	file_add_hex_utf16(cmap, glyph->scalar);
	for (unsigned i = 1; i < glyph->characters; i++)
		file_add_hex_utf16(cmap, glyph->text[i]);
}

/* A ToUnicode CMap (ISO 32000-1, 9.10.3), at most 100 entries a section. */
static HPDF_Dict
write_to_unicode(struct font_use *use, const struct used_face *face)
{
	HPDF_Dict stream = object_dict(use->doc);
	struct text cmap = text_make(use->doc->cx->arena);
	unsigned left = hb_set_get_population(face->glyphs);
	hb_codepoint_t gid = HB_SET_VALUE_INVALID;
	unsigned section = 0;

	text_add_str(&cmap, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	                    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
	                    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
	                    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	while (hb_set_next(face->glyphs, &gid)) {
		if (section == 0) {
			section = left > 100 ? 100 : left;
			left -= section;
			text_add_fmt(&cmap, "%u beginbfchar\n", section);
		}
		text_add_str(&cmap, "<");
		file_add_hex16(&cmap, gid);
		text_add_str(&cmap, "> <");
		add_text(&cmap, &face->pages[gid / FONT_GLYPH_PAGE][gid % FONT_GLYPH_PAGE]);
		text_add_str(&cmap, ">\n");
		if (--section == 0)
			text_add_str(&cmap, "endbfchar\n");
	}
	text_add_str(&cmap, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
	object_write_stream(use->doc, stream, FILE_SMALL, cmap.data, cmap.length);
	return stream;
}

enum err
font_embed_face(struct font_use *use, unsigned index)
{
	struct used_face *face = &use->faces[index];
	const char *name = subset_name(use, index);
	struct subset subset = { 0 };
	HPDF_Array descendants;

	TRY(make_subset(use, index, &subset));
	descendants = HPDF_Array_New(use->doc->memory);
	HPDF_Array_Add(descendants, write_descendant(use, index, &subset, name));
	HPDF_Dict_AddName(face->dict, "Type", "Font");
	HPDF_Dict_AddName(face->dict, "Subtype", "Type0");
	HPDF_Dict_AddName(face->dict, "BaseFont", name);
	HPDF_Dict_AddName(face->dict, "Encoding", "Identity-H");
	HPDF_Dict_Add(face->dict, "DescendantFonts", descendants);
	HPDF_Dict_Add(face->dict, "ToUnicode", write_to_unicode(use, face));
	object_write(use->doc, face->dict);
	return object_check(use->doc);
}
