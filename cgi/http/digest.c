#include "http/digest.h"

#include <stdint.h>
#include <string.h>

#define DIGITS 64

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static uint32_t
hex_value(char digit)
{
	return (uint32_t)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
}

/* Three digits of 4 bits are two of 6; the last of the 64 stands with two zeros. */
const char *
digest_field(struct arena *arena, const char *sha256)
{
	char base64[DIGITS / 3 * 2 + 3];
	size_t count = 0;

	for (size_t i = 0; i + 2 < DIGITS; i += 3) {
		uint32_t bits = hex_value(sha256[i]) << 8 | hex_value(sha256[i + 1]) << 4 |
		                hex_value(sha256[i + 2]);

		base64[count++] = alphabet[bits >> 6];
		base64[count++] = alphabet[bits & 63];
	}
	base64[count++] = alphabet[hex_value(sha256[DIGITS - 1]) << 2];
	base64[count++] = '=';
	base64[count] = '\0';
	return arena_printf(arena, "sha-256=:%s:", base64);
}
