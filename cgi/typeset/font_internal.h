/* The faces behind typeset/font.h, shared by lookup (font.c) and loading (font_load.c). */
#ifndef TYPESET_FONT_INTERNAL_H
#define TYPESET_FONT_INTERNAL_H

#include <hb.h>

#include "typeset/font.h"

#define GLYPH_PAGE_SIZE 256
#define CHAIN_MAX 8

struct glyph_entry {
	uint16_t gid;
	uint16_t advance;
};

struct face {
	const char *name;
	const char *postscript_name;
	const char *file;
	unsigned index; /* in a collection */
	bool preload;
	hb_face_t *face;
	hb_font_t *font;     /* at units_per_em */
	hb_face_t *prepared; /* for subsetting, or NULL */
	unsigned units_per_em;
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
};

/* Fonts with `face_count` empty faces in an arena of their own. */
struct fonts *font_alloc(size_t face_count);

/* Make subsets of the face quick. Takes seconds. */
void font_prepare(struct face *face);

/* Look up every character that the face has, so that workers share the result. */
void font_warm_pages(struct face *face);

#endif
