/*
 * About how much room a text takes in a sheet. Which fonts will show it nobody
 * knows, so that this is an estimate, on the safe side: a Chinese character is a
 * square, a digit half of one.
 */
#ifndef SHEET_MEASURE_H
#define SHEET_MEASURE_H

#include "template/box.h"

/* The width of the widest line, in mpt. */
long measure_width(const struct paragraph *paragraphs);

/* How many lines a text takes in so much room. */
unsigned measure_lines(const struct paragraph *paragraphs, int room_mpt);

/*
 * The number of characters: the height of a text that is set vertically, whose paragraphs office
 * programs set one below the other.
 */
unsigned measure_characters(const struct paragraph *paragraphs);

#endif
