/*
 * Text from choices: each byte stands for a character, so that a mutated byte is
 * another character and all text is UTF-8. Half of them are as in forms, a
 * quarter is what gives line breaking and fonts trouble.
 */
#ifndef TESTS_FUZZ_ALPHABET_H
#define TESTS_FUZZ_ALPHABET_H

#include "tests/fuzz/fuzz.h"

#define ALPHABET_SIZE 256

/* Neither of the parentheses nor the character of the mark （续）, which is repeated. */
static const uint32_t alphabet_odd[64] = {
	0x0001,  0x0008,  0x0009,  0x000b,
	0x000c,  0x001f,  0x0002,  0x0085, /* controls */
	0x00a0,  0x00ad,  0x200b,  0x200c,
	0x200d,  0x2028,  0x2029,  0x2060, /* invisible */
	0x202e,  0x2066,  0x2069,  0xfeff,
	0xfffc,  0xfffd,  0xffff,  0x10ffff, /* directions, none */
	0x0300,  0x0301,  0x20dd,  0x3099,
	0xfe0f,  0xe0100, 0x1f3fb, 0x1f1e8, /* combining */
	0x3000,  0x3001,  0x3002,  0xff0c,
	0xff1a,  0xff1b,  0x300a,  0x300b, /* marks */
	0x201c,  0x201d,  0x2018,  0x2019,
	0x2014,  0x2026,  0x3010,  0x3011, /* quotes */
	0x2265,  0x2264,  0x00b1,  0xff05,
	0x2103,  0x00b7,  0x2460,  0x2160, /* numbers, units */
	0x20000, 0x2a6d6, 0x30000, 0x1f600,
	0xac00,  0x0e01,  0x05d0,  0xe000, /* other planes, scripts */
};

/* The character of a byte; 0 when it ends a text. */
static inline uint32_t
alphabet_character(unsigned byte)
{
	if (byte < 0x80)
		return byte < 0x20 ? 0 : byte;
	if (byte < 0xc0)
		return alphabet_odd[byte - 0x80];
	/* 一 万 元 年 …: the first is the one that lines may begin and end with. */
	return byte == 0xc0 ? U'万' : byte == 0xc1 ? U'元' : 0x4e00 + (byte - 0xc2) * 41;
}

/* The byte of a character, or ALPHABET_SIZE. */
static inline unsigned
alphabet_byte(uint32_t character)
{
	unsigned byte = 0x20;

	while (byte < ALPHABET_SIZE && alphabet_character(byte) != character)
		byte++;
	return byte;
}

/* Text of at most `limit` characters, up to a byte that ends it; `counts` adds up the bytes. */
static inline const char *
alphabet_text(struct arena *arena, struct choices *choices, unsigned limit,
              unsigned counts[ALPHABET_SIZE])
{
	struct text text = text_make(arena);

	for (unsigned i = 0; i < limit && choices->size > 0; i++) {
		unsigned byte = choices_byte(choices);
		uint32_t character = alphabet_character(byte);

		if (character == 0)
			break;
		text_add_char(&text, character);
		counts[byte]++;
	}
	return text.data;
}

#endif
