/*
 * Fonts: which glyph, of which face, stands for a character in a role.
 *
 * A role (宋 黑 楷 仿宋, regular or bold) is a chain of faces; a character takes
 * the first face that has it. The manifest (fonts/manifest.json) says which
 * files these are. Faces are opened once, never changed after, and shared by
 * forked workers.
 */
#ifndef TYPESET_FONT_H
#define TYPESET_FONT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "template/style.h"

/* Parts of the em square above and below the baseline of a Chinese face, in thousandths. */
#define FONT_ASCENT 880
#define FONT_DESCENT 120

struct fonts;
struct hb_face_t;
struct hb_set_t;

struct glyph {
	uint16_t face;    /* index into the faces of the manifest */
	uint16_t gid;     /* glyph index in that face */
	uint16_t advance; /* width in thousandths of the font size */
};

/*
 * Read the manifest and open its faces. `warm` also builds the glyph tables and
 * prepares the preloaded faces for subsetting (seconds). Faults name the
 * manifest and the JSON pointer, or the font file. Free with font_free().
 */
MUST_USE enum err font_load(struct ctx *cx, const char *manifest, bool warm, struct fonts **out);

/*
 * A set of one imaginary face, for tests: every character has a glyph, half an
 * em wide below U+2E80 except for U+2014 to U+2026 and the like, one em else.
 */
struct fonts *font_fixed(void);

void font_free(struct fonts *fonts);

/* The glyph for a character; false when no face of the chain has it. */
bool font_glyph(struct fonts *fonts, font_choice choice, uint32_t scalar, struct glyph *out);

size_t font_face_count(const struct fonts *fonts);
const char *font_face_name(const struct fonts *fonts, unsigned face);

/*
 * A face to make a subset with these glyphs from, under their own indices; NULL
 * when that fails. It has no hints, no subroutines and no tables that a PDF has
 * no use for, so that its subsets are small and quick. They have the same bytes
 * whether the face was warmed or not. Release it with hb_face_destroy().
 */
struct hb_face_t *font_subset_source(const struct fonts *fonts, unsigned face,
                                     const struct hb_set_t *glyphs);

/* The face as it was opened, for its tables (borrowed). */
struct hb_face_t *font_face(const struct fonts *fonts, unsigned face);

/* The PostScript name of a face (nameID 6), "Font" if it has none. */
const char *font_postscript_name(const struct fonts *fonts, unsigned face);

/* SHA-256 over the manifest and each face's identity (size, `head` table). */
const char *font_digest(const struct fonts *fonts);

#endif
