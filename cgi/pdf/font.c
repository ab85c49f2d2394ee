#include "pdf/font.h"

#include <stdio.h>

#include "pdf/font_internal.h"

struct font_use *
font_use_new(struct object_doc *doc, const struct fonts *fonts)
{
	struct font_use *use = arena_alloc(doc->cx->arena, sizeof *use);

	use->doc = doc;
	use->fonts = fonts;
	use->faces = arena_array(doc->cx->arena, font_face_count(fonts), sizeof *use->faces);
	return use;
}

static void
free_set(void *set)
{
	hb_set_destroy(set);
}

static void
begin_face(struct font_use *use, unsigned index)
{
	struct arena *arena = use->doc->cx->arena;
	struct used_face *face = &use->faces[index];

	snprintf(face->resource, sizeof face->resource, "F%u", index % 1000);
	face->dict = object_dict(use->doc);
	face->glyphs = hb_set_create();
	arena_defer(arena, free_set, face->glyphs);
}

static struct used_glyph *
used_glyph(struct arena *arena, struct used_face *face, unsigned gid)
{
	struct used_glyph **page = &face->pages[gid / FONT_GLYPH_PAGE];

	if (*page == NULL)
		*page = arena_array(arena, FONT_GLYPH_PAGE, sizeof **page);
	return &(*page)[gid % FONT_GLYPH_PAGE];
}

uint32_t
font_use_scalar(const struct font_use *use, unsigned face, uint16_t gid)
{
	return use->faces[face].pages[gid / FONT_GLYPH_PAGE][gid % FONT_GLYPH_PAGE].scalar;
}

const char *
font_use_run(struct font_use *use, const struct text_run *run)
{
	struct used_face *face = &use->faces[run->face];

	if (face->dict == NULL)
		begin_face(use, run->face);
	for (size_t i = 0; i < run->count; i++) {
		const struct placed_glyph *glyph = &run->glyphs[i];

		struct used_glyph *used = used_glyph(use->doc->cx->arena, face, glyph->gid);

		if (used->scalar != 0)
			continue;
		*used = (struct used_glyph){ glyph->scalar, glyph->advance };
		hb_set_add(face->glyphs, glyph->gid);
	}
	return face->resource;
}

void
font_use_resources(const struct font_use *use, struct text *out)
{
	text_add_str(out, "<</Font<<");
	for (size_t i = 0; i < font_face_count(use->fonts); i++) {
		const struct used_face *face = &use->faces[i];

		if (face->dict == NULL)
			continue;
		text_add_str(out, "/");
		text_add_str(out, face->resource);
		text_add_str(out, " ");
		file_add_ref(out, object_number(face->dict));
	}
	text_add_str(out, ">>>>");
}

enum err
font_use_embed(struct font_use *use)
{
	for (unsigned i = 0; i < font_face_count(use->fonts); i++)
		if (use->faces[i].dict != NULL)
			TRY(font_embed_face(use, i));
	return ERR_OK;
}
