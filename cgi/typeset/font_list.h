/*
 * The fonts that are loaded, told so that it can be known later whether others
 * stand in their place.
 */
#ifndef TYPESET_FONT_LIST_H
#define TYPESET_FONT_LIST_H

#include "typeset/font.h"

/*
 * A line for each face of the manifest: its name there, the SHA-256 of its file, its
 * number in the file. In the arena. It reads all files: a second.
 */
const char *font_list_text(struct arena *arena, const struct fonts *fonts);

#endif
