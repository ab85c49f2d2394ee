/* Runs whose glyphs have places of their own, in a content stream. */
#ifndef PDF_PAINTER_PLACE_H
#define PDF_PAINTER_PLACE_H

#include "pdf/font.h"

/*
 * Show a run's glyphs, from its beginning on: those that extraction would take for
 * what they say together, others by groups that say it (ActualText). In reading
 * order, also from right to left: so structure and copies have it.
 */
void painter_place(struct text *out, const struct font_use *fonts, const struct text_run *run);

#endif
