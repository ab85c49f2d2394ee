/* Fonts as files of their own, with some glyphs of a face. */
#include <stdlib.h>

#include "ofd/ofd_font_internal.h"
#include "typeset/font_cff.h"

#define CFF HB_TAG('C', 'F', 'F', ' ')
#define OS2 HB_TAG('O', 'S', '/', '2')

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

struct made {
	hb_face_t *face;
	const hb_map_t *new_gids; /* old glyph index to the subset's */
};

static enum err
make_subset(struct ctx *cx, const struct fonts *fonts, unsigned index, const hb_set_t *glyphs,
            struct made *out)
{
	hb_face_t *source = font_subset_source(fonts, index, glyphs);
	hb_subset_input_t *input;
	hb_subset_plan_t *plan = NULL;

	if (source == NULL)
		return err_set(cx, ERR_INPUT, "the glyphs of %s are for traces only",
		               font_face_name(fonts, index));
	arena_defer(cx->arena, free_face, source);
	input = hb_subset_input_create_or_fail();
	if (input != NULL) {
		hb_set_add(hb_subset_input_glyph_set(input), 0);
		hb_set_union(hb_subset_input_glyph_set(input), glyphs);
		plan = hb_subset_plan_create_or_fail(source, input);
	}
	hb_subset_input_destroy(input);
	if (plan == NULL)
		return err_set(cx, ERR_INTERNAL, "HarfBuzz cannot plan a subset of %s",
		               font_face_name(fonts, index));
	arena_defer(cx->arena, free_plan, plan);
	out->new_gids = hb_subset_plan_old_to_new_glyph_mapping(plan);
	out->face = hb_subset_plan_execute_or_fail(plan);
	if (out->face == NULL)
		return err_set(cx, ERR_INTERNAL, "HarfBuzz cannot subset %s",
		               font_face_name(fonts, index));
	arena_defer(cx->arena, free_face, out->face);
	return ERR_OK;
}

static void
add_table(hb_face_t *face, hb_tag_t tag, const struct text *table)
{
	hb_blob_t *blob = hb_blob_create(table->data, (unsigned)table->length,
	                                 HB_MEMORY_MODE_READONLY, NULL, NULL);

	if (table->length > 0)
		hb_face_builder_add_table(face, tag, blob);
	hb_blob_destroy(blob);
}

/*
 * Some readers take the numbers of glyphs for CIDs, others for what they are: in the
 * font both are the same.
 */
static void
settle_cff(struct arena *arena, hb_face_t *face)
{
	hb_blob_t *blob = hb_face_reference_table(face, CFF);
	unsigned length;
	const char *bytes = hb_blob_get_data(blob, &length);
	struct font_cff cff = font_cff_read((const unsigned char *)bytes, length);
	struct text table = text_make(arena);

	if (cff.kind == FONT_CFF_RENUMBERED) {
		text_add(&table, bytes, length);
		if (font_cff_make_identity((unsigned char *)table.data, &cff))
			add_table(face, CFF, &table);
	}
	hb_blob_destroy(blob);
}

static int
compare(const void *a, const void *b)
{
	const struct ofd_mapping *x = a;
	const struct ofd_mapping *y = b;

	return (x->scalar > y->scalar) - (x->scalar < y->scalar);
}

/* Those of characters, in their order. */
static struct ofd_mapping *
sort(struct arena *arena, const struct ofd_mapping *mappings, size_t *count)
{
	struct ofd_mapping *sorted = arena_array(arena, *count, sizeof *sorted);
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++)
		sorted[i] = mappings[i];
	qsort(sorted, *count, sizeof *sorted, compare);
	for (size_t i = 0; i < *count; i++)
		if (sorted[i].scalar != 0)
			sorted[kept++] = sorted[i];
	*count = kept;
	return sorted;
}

/* The tables that subsets for PDF are without. */
static void
add_tables(struct arena *arena, hb_face_t *source, hb_face_t *face, const char *name,
           const struct ofd_mapping *mappings, size_t count)
{
	hb_blob_t *own = hb_face_reference_table(source, OS2);
	struct text cmap = text_make(arena);
	struct text names = text_make(arena);
	struct text post = text_make(arena);
	struct text os2 = text_make(arena);
	unsigned length;
	const char *bytes = hb_blob_get_data(own, &length);

	mappings = sort(arena, mappings, &count);
	ofd_font_table_cmap(mappings, count, &cmap);
	ofd_font_table_name(name, &names);
	ofd_font_table_post(&post);
	ofd_font_table_os2(bytes, length, mappings, count, &os2);
	hb_blob_destroy(own);
	add_table(face, HB_TAG('c', 'm', 'a', 'p'), &cmap);
	add_table(face, HB_TAG('n', 'a', 'm', 'e'), &names);
	add_table(face, HB_TAG('p', 'o', 's', 't'), &post);
	add_table(face, OS2, &os2);
}

enum err
ofd_font_file(struct ctx *cx, const struct fonts *fonts, unsigned face, const hb_set_t *glyphs,
              const char *name, struct ofd_mapping *mappings, size_t count, hb_blob_t **out)
{
	struct made made = { 0 };

	TRY(make_subset(cx, fonts, face, glyphs, &made));
	for (size_t i = 0; i < count; i++)
		mappings[i].gid = hb_map_get(made.new_gids, mappings[i].gid);
	settle_cff(cx->arena, made.face);
	add_tables(cx->arena, font_face(fonts, face), made.face, name, mappings, count);
	*out = hb_face_reference_blob(made.face);
	arena_defer(cx->arena, free_blob, *out);
	return hb_blob_get_length(*out) > 0
	               ? ERR_OK
	               : err_set(cx, ERR_INTERNAL, "HarfBuzz cannot write %s", name);
}
