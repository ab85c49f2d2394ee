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
	uint16_t face;    /* below font_face_count() */
	uint16_t gid;     /* glyph index in that face */
	uint16_t advance; /* width in thousandths of the font size */
};

/* What `gongkai fonts` tells of a face. Texts may be NULL where the manifest has none. */
struct font_info {
	const char *name;
	const char *file;
	const char *package;
	const char *licence;
	const char *postscript_name;
	unsigned index; /* in a collection */
	unsigned glyph_count;
	int permission; /* OS/2 fsType, -1 when the font has none */
	bool is_cff;    /* else TrueType */
	bool is_preloaded;
};

/*
 * Read the manifest and open its faces. `warm` also builds the glyph tables and
 * prepares the preloaded faces for subsetting (seconds). Faults name the
 * manifest and the JSON pointer, the font file and the cure: also fonts that may
 * not be embedded (OS/2 fsType). Free with font_free().
 */
MUST_USE enum err font_load(struct ctx *cx, const char *manifest, bool warm, struct fonts **out);

/*
 * A set of one imaginary face, for tests: every character has a glyph, half an
 * em wide below U+2E80 except for U+2014 to U+2026 and the like, one em else.
 */
struct fonts *font_fixed(void);

void font_free(struct fonts *fonts);

/* The version of HarfBuzz, which shapes, and that of the build. Static. */
const char *font_shaper_version(const char **built);

/*
 * The glyph for a character; false when no face of the chain has it. Quotation marks are
 * those of Chinese, of the first face that has them an em wide: those of some are Latin ones.
 */
bool font_glyph(struct fonts *fonts, font_choice choice, uint32_t scalar, struct glyph *out);

/*
 * What to do about a character that no font has: `error`, which is what happens
 * unless this is called, or `mark`. ERR_INPUT for any other word.
 */
MUST_USE enum err font_set_missing(struct ctx *cx, struct fonts *fonts, const char *word);

/* The glyph that marks a missing character; false when that is an error. */
bool font_mark(struct fonts *fonts, font_choice choice, struct glyph *out);

/* The faces of a choice, first come first served. */
const unsigned *font_chain(const struct fonts *fonts, font_choice choice, size_t *count);

/* The faces of the manifest. */
size_t font_manifest_count(const struct fonts *fonts);

/*
 * The faces that glyphs name: those of the manifest, then each of them again for
 * the radicals and the compatibility characters. Fonts give these the glyph of the
 * unified character; as glyphs of another face, and so in a PDF of another font,
 * they have a Unicode map of their own and extract as what they are, in readers
 * that know no ActualText too.
 */
size_t font_face_count(const struct fonts *fonts);
struct font_info font_describe(const struct fonts *fonts, unsigned face);
const char *font_face_name(const struct fonts *fonts, unsigned face);

/*
 * A face to make a subset with these glyphs from, under their own indices; NULL
 * when that fails. It has no hints, no subroutines and no tables that a PDF has
 * no use for, so that its subsets are small and quick. They have the same bytes
 * whether the face was warmed or not. Release it with hb_face_destroy().
 */
struct hb_face_t *font_subset_source(const struct fonts *fonts, unsigned face,
                                     const struct hb_set_t *glyphs);

/*
 * Must subsets keep the glyphs' indices? In a CFF font without CIDs a viewer
 * takes the code for the index (ISO 32000-1, 9.7.4.2).
 */
bool font_keeps_indices(const struct fonts *fonts, unsigned face);

/* The face as it was opened, for its tables (borrowed). */
struct hb_face_t *font_face(const struct fonts *fonts, unsigned face);

/* The PostScript name of a face (nameID 6), "Font" if it has none. */
const char *font_postscript_name(const struct fonts *fonts, unsigned face);

/* SHA-256 over the manifest, each face's `head` table, and font_set_missing(). */
const char *font_digest(const struct fonts *fonts);

#endif
