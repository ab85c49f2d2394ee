/*
 * Embedded fonts: for each face that a document uses, a composite font (ISO
 * 32000-1, 9.7) with a subset of the face's glyphs, made by HarfBuzz.
 *
 * Codes in a content stream are the face's own glyph indices, two bytes each
 * (Identity-H), so that text can be written before the subset is known.
 */
#ifndef PDF_FONT_H
#define PDF_FONT_H

#include "pdf/object.h"
#include "typeset/canvas.h"

struct font_use;

/* The fonts of one document. Lives in the document's arena. */
struct font_use *font_use_new(struct object_doc *doc, const struct fonts *fonts);

/* Note that a run's glyphs are used. Returns the name of the face's resource, such as "F1". */
const char *font_use_run(struct font_use *use, const struct text_run *run);

/*
 * Is a text what extraction gives for a glyph in use? It gives the first that the
 * glyph stood for. Some characters share a glyph, such as 一 and the radical U+2F00.
 */
bool font_use_says(const struct font_use *use, unsigned face, uint16_t gid, const uint32_t *text,
                   unsigned characters);

/* Append the resource dictionary of all faces used. */
void font_use_resources(const struct font_use *use, struct text *out);

/* Subset and embed the faces. */
MUST_USE enum err font_use_embed(struct font_use *use);

#endif
