/*
 * Signs that are no characters: office programs write those of the fonts Symbol
 * and Wingdings as U+F020 to U+F0FF, or as Latin letters in a span of that font;
 * and older tables of GBK and GB 18030 have characters in the private use area
 * that Unicode has got since.
 *
 * The tables say what such a sign is as a character, after the encodings that
 * were published for these fonts and the standard's table of 2005.
 */
#ifndef TEXT_SIGN_H
#define TEXT_SIGN_H

#include <stdint.h>

enum sign_font {
	SIGN_NONE, /* a text font, or not known */
	SIGN_SYMBOL,
	SIGN_WINGDINGS,
	SIGN_WINGDINGS_2,
	SIGN_OTHER /* Webdings and the like, of which there is no table */
};

/* The font of signs that a list of font families begins with. */
enum sign_font sign_font(const char *family);

/* The character that a sign font has at a code from 0x20 to 0xFF, or 0. */
uint32_t sign_of_font(enum sign_font font, uint32_t code);

/*
 * The character that a private-use character stands for in any text; 0 when
 * that is not known, or when fonts differ and both are likely: U+F0A3 is ≤ of
 * Symbol and the empty box of Wingdings 2.
 */
uint32_t sign_private(uint32_t scalar);

#endif
