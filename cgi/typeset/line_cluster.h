/*
 * Clusters: characters that are drawn as one, between choosing faces for them
 * (line_grapheme.c) and shaping them (line_cluster.c).
 */
#ifndef TYPESET_LINE_CLUSTER_H
#define TYPESET_LINE_CLUSTER_H

#include <unictype.h>

#include "typeset/line_internal.h"

/* A span whose atoms are shaped. */
struct shaper {
	struct ctx *cx;
	struct fonts *fonts;
	const struct span *span;
	struct line_text *text;
	size_t first;             /* of the atoms */
	const uint32_t *scalars;  /* of the paragraph */
	struct shape_piece piece; /* that waits for more of its kind; count 0: none does */
	const uc_script_t *script;
};

/* Let atoms [first, first + characters) be drawn by glyphs of a face. */
void line_cluster_set(struct shaper *shaper, size_t first, unsigned characters, unsigned face,
                      const struct shaped_glyph *glyphs, unsigned count);

/* The same by one glyph. */
void line_cluster_set_glyph(struct shaper *shaper, size_t first, unsigned characters,
                            struct glyph glyph);

/* Append a grapheme to the piece that waits, or begin another. */
void line_cluster_add(struct shaper *shaper, size_t first, size_t count, unsigned face);

/* Shape the piece that waits. */
void line_cluster_flush(struct shaper *shaper);

#endif
