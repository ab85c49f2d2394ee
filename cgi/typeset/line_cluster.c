#include "typeset/line_cluster.h"

#include <uninorm.h>

/* Ink that goes higher or lower than what a line has room for. */
static void
measure(const struct shaper *shaper, struct cluster *cluster, unsigned face)
{
	for (unsigned i = 0; i < cluster->count; i++) {
		const struct shaped_glyph *glyph = &cluster->glyphs[i];
		struct glyph_box box = font_box(shaper->fonts,
		                                (struct glyph){ (uint16_t)face, glyph->gid, 0 });

		if (i == 0 || box.top + glyph->y > cluster->top)
			cluster->top = box.top + glyph->y;
		if (i == 0 || box.bottom + glyph->y < cluster->bottom)
			cluster->bottom = box.bottom + glyph->y;
		cluster->advance += glyph->advance;
	}
}

void
line_cluster_set(struct shaper *shaper, size_t first, unsigned characters, unsigned face,
                 const struct shaped_glyph *glyphs, unsigned count)
{
	struct cluster *cluster = arena_alloc(shaper->cx->arena, sizeof *cluster);
	struct atom *atoms = &shaper->text->atoms[first];

	*cluster = (struct cluster){ .glyphs = glyphs, .count = count, .characters = characters };
	measure(shaper, cluster, face);
	atoms->cluster = cluster;
	atoms->glyph = (struct glyph){ (uint16_t)face, 0, (uint16_t)cluster->advance };
	atoms->width_mpt = line_scale((int)cluster->advance,
	                              line_atom_size(atoms, shaper->text->style->size_mpt));
	for (unsigned i = 1; i < characters; i++) {
		atoms[i].cluster = NULL;
		atoms[i].width_mpt = 0;
		atoms[i].is_invisible = true;
		atoms[i].is_joined = true;
	}
}

void
line_cluster_set_glyph(struct shaper *shaper, size_t first, unsigned characters, struct glyph glyph)
{
	struct shaped_glyph *shaped = arena_alloc(shaper->cx->arena, sizeof *shaped);

	*shaped = (struct shaped_glyph){
		.first = (uint32_t)first,
		.scalar = shaper->scalars[first],
		.gid = glyph.gid,
		.advance = glyph.advance,
		.width = glyph.advance,
	};
	line_cluster_set(shaper, first, characters, glyph.face, shaped, 1);
}

/* How many characters from `at` on belong to the cluster that begins there. */
static unsigned
cluster_length(const struct shape_piece *piece, const bool *begins, size_t at)
{
	size_t end = at + 1;

	while (end < piece->first + piece->count && !begins[end - piece->first])
		end++;
	return (unsigned)(end - at);
}

/* What a character of a cluster is composed of that a glyph is the glyph of; 0: nothing. */
static uint32_t
find_part(struct shaper *shaper, size_t at, uint16_t gid)
{
	uint32_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	int tag;
	int count = uc_decomposition(shaper->scalars[at], &tag, parts);
	struct glyph glyph;

	if (count <= 0)
		parts[0] = shaper->scalars[at];
	for (int part = 0; part < (count <= 0 ? 1 : count); part++)
		if (font_face_glyph(shaper->fonts, shaper->piece.face, parts[part], &glyph) &&
		    glyph.gid == gid)
			return parts[part];
	return 0;
}

/*
 * What the glyphs of a cluster say one by one, for readers that know nothing of
 * clusters: the characters that they are the glyphs of. Others, which are forms of
 * some character, say those that are left.
 */
static void
share_out(struct shaper *shaper, size_t first, unsigned characters, struct shaped_glyph *glyphs,
          size_t count)
{
	bool *is_said = arena_array(shaper->cx->arena, characters, sizeof *is_said);
	unsigned left = 0;

	for (size_t i = 0; i < count; i++) {
		glyphs[i].scalar = 0;
		for (unsigned c = 0; c < characters && glyphs[i].scalar == 0; c++) {
			glyphs[i].scalar = find_part(shaper, first + c, glyphs[i].gid);
			is_said[c] = is_said[c] || glyphs[i].scalar != 0;
		}
	}
	for (size_t i = 0; i < count; i++) {
		if (glyphs[i].scalar != 0)
			continue;
		while (left + 1 < characters && is_said[left])
			left++;
		glyphs[i].scalar = shaper->scalars[first + left];
		is_said[left] = true;
	}
}

void
line_cluster_flush(struct shaper *shaper)
{
	struct shape_piece *piece = &shaper->piece;
	bool *begins = arena_array(shaper->cx->arena, piece->count + 1, sizeof *begins);
	struct shaped_glyph *glyphs;
	size_t count = piece->count == 0
	                       ? 0
	                       : font_shape(shaper->cx->arena, shaper->fonts, piece, &glyphs);

	for (size_t i = 0; i < count; i++)
		begins[glyphs[i].first - piece->first] = true;
	for (size_t i = 0; i < count;) {
		size_t end = i + 1;
		size_t at = glyphs[i].first;
		unsigned length = cluster_length(piece, begins, at);

		while (end < count && glyphs[end].first == at)
			end++;
		if (end - i > 1)
			share_out(shaper, at, length, &glyphs[i], end - i);
		line_cluster_set(shaper, at, length, piece->face, &glyphs[i], (unsigned)(end - i));
		i = end;
	}
	piece->count = 0;
}

/* What stands in all scripts takes the script of what comes before it. */
static const uc_script_t *
script_of(const struct shaper *shaper, size_t at)
{
	const uc_script_t *script = uc_script(shaper->scalars[at]);
	bool is_shared = script == NULL || uc_is_script(shaper->scalars[at], uc_script('0')) ||
	                 uc_is_script(shaper->scalars[at], uc_script(0x300));

	return is_shared && shaper->piece.count > 0 ? shaper->script : script;
}

void
line_cluster_add(struct shaper *shaper, size_t first, size_t count, unsigned face)
{
	struct shape_piece *piece = &shaper->piece;
	const struct atom *atoms = shaper->text->atoms;
	const uc_script_t *script = script_of(shaper, first);

	if (piece->count > 0 && (piece->face != face || shaper->script != script ||
	                         piece->first + piece->count != first ||
	                         atoms[piece->first].level != atoms[first].level))
		line_cluster_flush(shaper);
	if (piece->count == 0) {
		piece->face = face;
		piece->first = first;
		piece->is_rightward = atoms[first].level % 2 == 0;
		shaper->script = script;
	}
	piece->count += count;
}
