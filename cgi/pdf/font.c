#include "pdf/font.h"

#include <stdio.h>
#include <string.h>

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
	face->pages = arena_array(arena, FONT_GLYPHS / FONT_GLYPH_PAGE, sizeof *face->pages);
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

bool
font_use_says(const struct font_use *use, unsigned face, uint16_t gid, const uint32_t *text,
              unsigned characters)
{
	const struct used_glyph *glyph =
		&use->faces[face].pages[gid / FONT_GLYPH_PAGE][gid % FONT_GLYPH_PAGE];

	if (glyph->characters == 1)
		return characters == 1 && glyph->scalar == *text;
	return glyph->characters == characters &&
	       memcmp(glyph->text, text, characters * sizeof *text) == 0;
}

/* The text of a layout ends before the document does. */
static const uint32_t *
copy_of(struct arena *arena, const uint32_t *text, unsigned characters)
{
	uint32_t *copy = arena_array(arena, characters, sizeof *copy);

	memcpy(copy, text, characters * sizeof *text);
	return copy;
}

/* Note a glyph that stands for a text, unless it stood for another before. */
static void
use_glyph(struct font_use *use, struct used_face *face, const struct placed_glyph *glyph,
          const uint32_t *text, unsigned characters)
{
	struct used_glyph *used = used_glyph(use->doc->cx->arena, face, glyph->gid);

	if (used->scalar != 0)
		return;
	*used = (struct used_glyph){ *text, glyph->advance, (uint16_t)characters, NULL };
	if (characters > 1)
		used->text = copy_of(use->doc->cx->arena, text, characters);
	hb_set_add(face->glyphs, glyph->gid);
}

/* How many glyphs say together what the glyph at `i` begins to say. */
static size_t
piece_length(const struct text_run *run, size_t i)
{
	size_t end = i + 1;

	while (end < run->count && run->places[end].characters == 0)
		end++;
	return end - i;
}

/*
 * How much of what a glyph says stands in the Unicode map. Selectors of a variation
 * change the glyph, not the character; and some readers know no map to several
 * characters beyond U+FFFF. ActualText has all of it.
 */
static unsigned
mapped_characters(const struct glyph_place *place)
{
	unsigned count = 1;

	while (count < place->characters && place->text[0] <= 0xffff &&
	       place->text[count] <= 0xffff &&
	       !(place->text[count] >= 0xfe00 && place->text[count] <= 0xfe0f))
		count++;
	return count;
}

/* A glyph that stands alone says all its text; of several, each says its character. */
static void
use_places(struct font_use *use, struct used_face *face, const struct text_run *run)
{
	for (size_t i = 0; i < run->count;) {
		const struct glyph_place *place = &run->places[i];
		size_t count = piece_length(run, i);

		if (count == 1)
			use_glyph(use, face, &run->glyphs[i], place->text, mapped_characters(place));
		for (size_t g = 0; g < count && count > 1; g++)
			use_glyph(use, face, &run->glyphs[i + g], &run->glyphs[i + g].scalar, 1);
		i += count;
	}
}

const char *
font_use_run(struct font_use *use, const struct text_run *run)
{
	struct used_face *face = &use->faces[run->face];

	if (face->dict == NULL)
		begin_face(use, run->face);
	if (run->places != NULL)
		use_places(use, face, run);
	else
		for (size_t i = 0; i < run->count; i++)
			use_glyph(use, face, &run->glyphs[i], &run->glyphs[i].scalar, 1);
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
