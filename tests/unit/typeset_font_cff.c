#include "typeset/font_cff.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/tap.h"

/* Header, Name INDEX of one name "a", then the Top DICT INDEX of one DICT of `size` bytes. */
#define HEAD(size) 1, 0, 4, 1, 0, 1, 1, 1, 2, 'a', 0, 1, 1, 1, 1 + (size)

/* In a DICT of 10 bytes: ROS of three SIDs 0, charset at `c`, CharStrings at `s`. */
#define TOP(c, s) HEAD(10), 139, 139, 139, 12, 30, 139 + (c), 15, 139 + (s), 17, 14

/* String and Global Subr INDEX, both empty, end at 29. */
#define REST 0, 0, 0, 0

/* A CharStrings INDEX of five glyphs, each one byte (endchar). */
#define GLYPHS 0, 5, 1, 1, 2, 3, 4, 5, 6, 14, 14, 14, 14, 14

#define BYTES(...)                                                                                 \
	(const unsigned char[]){ __VA_ARGS__ }, sizeof((const unsigned char[]){ __VA_ARGS__ })

static const struct {
	const char *name;
	const unsigned char *bytes;
	size_t length;
	enum font_cff_kind kind;
	size_t charset_length;
} tables[] = {
	{ "a list of CIDs 1 to 4", BYTES(TOP(29, 38), REST, 0, 0, 1, 0, 2, 0, 3, 0, 4, GLYPHS),
	  FONT_CFF_IDENTITY, 9 },
	{ "ranges 1 to 2 and 3 to 4", BYTES(TOP(29, 36), REST, 1, 0, 1, 1, 0, 3, 1, GLYPHS),
	  FONT_CFF_IDENTITY, 7 },
	{ "a long range 1 to 4", BYTES(TOP(29, 34), REST, 2, 0, 1, 0, 3, GLYPHS), FONT_CFF_IDENTITY,
	  5 },
	{ "a list with 9 for 3", BYTES(TOP(29, 38), REST, 0, 0, 1, 0, 2, 0, 9, 0, 4, GLYPHS),
	  FONT_CFF_RENUMBERED, 9 },
	{ "ranges 2 to 3 and 8 to 9", BYTES(TOP(29, 36), REST, 1, 0, 2, 1, 0, 8, 1, GLYPHS),
	  FONT_CFF_RENUMBERED, 7 },
	{ "a long range from 600 on", BYTES(TOP(29, 34), REST, 2, 2, 88, 0, 3, GLYPHS),
	  FONT_CFF_RENUMBERED, 5 },
	{ "a font without CIDs", BYTES(HEAD(5), 139, 15, 139 + 24, 17, 14, REST, GLYPHS),
	  FONT_CFF_NAMED, 0 },
	{ "offsets of all lengths before operators",
	  BYTES(HEAD(26), 28, 0, 0, 29, 0, 0, 0, 0, 30, 0x1a, 0x5f, 247, 0, 251, 0, 5, 139, 139,
	        139, 12, 30, 139 + 45, 15, 139 + 50, 17, 14, REST, 2, 0, 1, 0, 3, GLYPHS),
	  FONT_CFF_IDENTITY, 5 },
	{ "CIDs in a predefined charset", BYTES(TOP(0, 34), REST, 2, 0, 1, 0, 3, GLYPHS),
	  FONT_CFF_BROKEN, 0 },
	{ "a charset of an unknown format", BYTES(TOP(29, 34), REST, 3, 0, 1, 0, 3, GLYPHS),
	  FONT_CFF_BROKEN, 0 },
	{ "a charset beyond the end", BYTES(TOP(100, 34), REST, 2, 0, 1, 0, 3, GLYPHS),
	  FONT_CFF_BROKEN, 0 },
	{ "no glyphs", BYTES(TOP(29, 34), REST, 2, 0, 1, 0, 3, 0, 0), FONT_CFF_BROKEN, 0 },
	{ "an INDEX with offsets of five bytes",
	  BYTES(1, 0, 4, 1, 0, 1, 5, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 'a'), FONT_CFF_BROKEN, 0 },
	{ "no bytes", BYTES(0), FONT_CFF_BROKEN, 0 },
};

static void
check_kinds(void)
{
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		struct font_cff cff = font_cff_read(tables[i].bytes, tables[i].length);

		is_int(cff.kind, tables[i].kind, tables[i].name);
		if (tables[i].kind == FONT_CFF_BROKEN)
			continue;
		is_int((long long)cff.glyph_count, 5, "  five glyphs");
		if (tables[i].kind != FONT_CFF_NAMED)
			is_int((long long)cff.charset_length, (long long)tables[i].charset_length,
			       "  the charset's length");
	}
}

/* A renumbered table becomes one of identity, and nothing else of it changes. */
static void
check_identity(void)
{
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		struct font_cff cff = font_cff_read(tables[i].bytes, tables[i].length);
		unsigned char copy[128];

		if (cff.kind != FONT_CFF_RENUMBERED)
			continue;
		memcpy(copy, tables[i].bytes, tables[i].length);
		ok(font_cff_make_identity(copy, &cff), "%s: made identity", tables[i].name);
		is_int(font_cff_read(copy, tables[i].length).kind, FONT_CFF_IDENTITY, "  and is");
		ok(memcmp(copy, tables[i].bytes, cff.charset) == 0 &&
		           memcmp(copy + cff.charset + cff.charset_length,
		                  tables[i].bytes + cff.charset + cff.charset_length,
		                  tables[i].length - cff.charset - cff.charset_length) == 0,
		   "  all around it stays");
	}
}

/* A table of few glyphs has room for the shortest charsets only. */
static void
check_few(void)
{
	const unsigned char two[] = { TOP(29, 32), REST, 0, 0, 9, 0, 2, 1, 1, 2, 3, 14, 14 };
	const unsigned char identity[] = { TOP(29, 32), REST, 0, 0, 1, 0, 2, 1, 1, 2, 3, 14, 14 };
	unsigned char copy[sizeof two];
	struct font_cff cff = font_cff_read(two, sizeof two);

	is_int(cff.kind, FONT_CFF_RENUMBERED, "two glyphs");
	memcpy(copy, two, sizeof two);
	ok(font_cff_make_identity(copy, &cff), "become those of identity");
	ok(memcmp(copy, identity, sizeof identity) == 0, "and nothing else changes");
}

/* Whatever is cut off or changed, reading stays inside the bytes: sanitizers watch. */
static void
check_damage(void)
{
	size_t sound = 0;

	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
		for (size_t length = 0; length < tables[i].length; length++) {
			unsigned char *bytes = malloc(length + 1);

			memcpy(bytes, tables[i].bytes, length);
			font_cff_read(bytes, length);
			for (size_t at = 0; at < length; at++)
				for (int value = 0; value < 256; value += 51) {
					bytes[at] = (unsigned char)value;
					sound += font_cff_read(bytes, length).kind !=
					         FONT_CFF_BROKEN;
					bytes[at] = tables[i].bytes[at];
				}
			free(bytes);
		}
	ok(sound > 0, "damaged tables are read without harm");
}

int
main(void)
{
	check_kinds();
	check_identity();
	check_few();
	check_damage();
	return done_testing();
}
