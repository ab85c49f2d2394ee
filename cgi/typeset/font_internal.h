/* The faces behind typeset/font.h, shared by lookup (font.c) and loading (font_load.c). */
#ifndef TYPESET_FONT_INTERNAL_H
#define TYPESET_FONT_INTERNAL_H

#include <hb.h>

#include "typeset/font.h"

#define GLYPH_PAGE_SIZE 256
#define CHAIN_MAX 32

struct glyph_entry {
	uint16_t gid;
	uint16_t advance;
};

/* So many forms for vertical lines are kept: those of all brackets, quotation marks and stops. */
#define VERTICAL_MAX 64

struct vertical_form {
	uint16_t gid;
	uint16_t form; /* the glyph itself when it has no other */
};

struct face {
	const char *name;
	const char *postscript_name;
	const char *file;
	const char *package;
	const char *licence;
	unsigned index; /* in a collection */
	bool preload;
	bool is_cff;
	bool is_named; /* a CFF whose glyphs have names and no CIDs */
	hb_face_t *face;
	hb_font_t *font;           /* at units_per_em */
	hb_face_t *prepared;       /* for subsetting, or NULL */
	hb_set_t *prepared_glyphs; /* the glyphs that it has */
	unsigned units_per_em;
	struct vertical_form vertical[VERTICAL_MAX];
	unsigned vertical_count;
	struct glyph_entry **pages; /* one for each 256 characters, NULL until wanted */
};

struct chain {
	unsigned faces[CHAIN_MAX];
	unsigned count;
};

struct fonts {
	struct arena *arena;
	bool fixed;
	struct face *faces;
	size_t face_count;
	struct chain chains[FONT_CHOICE_COUNT];
	const char *digest;
	bool marks_missing;
};

/* Fonts with `face_count` empty faces in an arena of their own. */
struct fonts *font_alloc(size_t face_count);

/* Why a face cannot be used, and the cure; NULL when it can. */
const char *font_fault(struct arena *arena, hb_face_t *face);

/* OS/2 fsType, or -1 when the font does not say. */
int font_permission(hb_face_t *face);

/* Make subsets of the face's common glyphs quick. Takes a second. */
void font_prepare(struct face *face);

/*
 * A copy of a face without hints and subroutines that has the glyphs of a set,
 * at their old indices. NULL when that fails.
 */
hb_face_t *font_plain(hb_face_t *face, const hb_set_t *glyphs);

/* Look up every character that the face has, so that workers share the result. */
void font_warm_pages(struct face *face);

#endif
