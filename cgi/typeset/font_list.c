#include "typeset/font_list.h"

#include <string.h>

#include "typeset/font_internal.h"

static const char *
digest_of(struct arena *arena, const struct face *face)
{
	hb_blob_t *blob = hb_face_reference_blob(face->face);
	unsigned length;
	const char *bytes = hb_blob_get_data(blob, &length);
	const char *digest = text_sha256(arena, bytes, length);

	hb_blob_destroy(blob);
	return digest;
}

/* The face before `count` that is in the same file, or `count`. */
static size_t
same_file(const struct fonts *fonts, size_t count)
{
	size_t i = 0;

	while (i < count && strcmp(fonts->faces[i].file, fonts->faces[count].file) != 0)
		i++;
	return i;
}

const char *
font_list_text(struct arena *arena, const struct fonts *fonts)
{
	size_t count = font_manifest_count(fonts);
	const char **digests = arena_array(arena, count, sizeof *digests);
	struct text out = text_make(arena);

	if (fonts->fixed)
		return "fixed\n";
	for (size_t i = 0; i < count; i++) {
		size_t before = same_file(fonts, i);

		digests[i] = before < i ? digests[before] : digest_of(arena, &fonts->faces[i]);
		text_add_fmt(&out, "%s %s %u\n", fonts->faces[i].name, digests[i],
		             fonts->faces[i].index);
	}
	return out.data;
}
