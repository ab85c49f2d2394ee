#include "typeset/font_cff.h"

#include <stdint.h>
#include <string.h>

/* Operators of the Top DICT; two-byte ones have 12 << 8. */
#define OP_CHARSET 15
#define OP_CHARSTRINGS 17
#define OP_ROS (12 << 8 | 30)

/* Offsets below are the numbers of predefined charsets, which a CID font cannot have. */
#define CHARSET_PREDEFINED_LAST 2

/* Reading stops at the end of the bytes and is then no longer sound. */
struct reader {
	const unsigned char *bytes;
	size_t length;
	size_t at;
	bool is_sound;
};

static uint32_t
take(struct reader *reader, unsigned size)
{
	uint32_t value = 0;

	if (!reader->is_sound || size > reader->length - reader->at) {
		reader->is_sound = false;
		return 0;
	}
	while (size-- > 0)
		value = value << 8 | reader->bytes[reader->at++];
	return value;
}

static void
skip_to(struct reader *reader, size_t at)
{
	reader->is_sound = reader->is_sound && at <= reader->length;
	if (reader->is_sound)
		reader->at = at;
}

/* Pass an INDEX. Returns its number of objects, and the place of the first of them. */
static uint32_t
skip_index(struct reader *reader, size_t *first, size_t *first_end)
{
	uint32_t count = take(reader, 2);
	uint32_t size = count == 0 ? 1 : take(reader, 1);
	size_t offsets = reader->at;
	size_t data;

	if (count == 0)
		return 0;
	if (size < 1 || size > 4) {
		reader->is_sound = false;
		return 0;
	}
	data = offsets + ((size_t)count + 1) * size - 1;
	*first = data + take(reader, size);
	*first_end = data + take(reader, size);
	skip_to(reader, offsets + (size_t)count * size);
	skip_to(reader, data + take(reader, size));
	return count;
}

/* A real number: half bytes up to one that is 15. */
static void
skip_real(struct reader *reader)
{
	uint32_t pair;

	do
		pair = take(reader, 1);
	while (reader->is_sound && (pair >> 4) != 15 && (pair & 15) != 15);
}

/* One operand that begins with `byte`. Only offsets matter: others may come out as 0. */
static uint32_t
operand(struct reader *reader, uint32_t byte)
{
	if (byte == 28)
		return take(reader, 2);
	if (byte == 29)
		return take(reader, 4);
	if (byte == 30)
		skip_real(reader);
	else if (byte >= 32 && byte <= 246)
		return byte < 139 ? 0 : byte - 139;
	else if (byte >= 247 && byte <= 250)
		return (byte - 247) * 256 + take(reader, 1) + 108;
	else if (byte >= 251)
		take(reader, 1);
	return 0;
}

struct top {
	uint32_t charset;
	uint32_t charstrings;
	bool is_cid;
};

static struct top
read_top(struct reader *reader, size_t end)
{
	struct top top = { 0 };
	uint32_t last = 0;

	while (reader->is_sound && reader->at < end) {
		uint32_t byte = take(reader, 1);

		if (byte > 21) {
			last = operand(reader, byte);
			continue;
		}
		if (byte == 12)
			byte = 12 << 8 | take(reader, 1);
		if (byte == OP_CHARSET)
			top.charset = last;
		else if (byte == OP_CHARSTRINGS)
			top.charstrings = last;
		else if (byte == OP_ROS)
			top.is_cid = true;
	}
	return top;
}

/* Pass the charset. Is each CID the number of its glyph? */
static bool
is_identity(struct reader *reader, size_t glyph_count)
{
	uint32_t format = take(reader, 1);
	bool identity = true;
	size_t gid = 1; /* glyph 0 is not in the list */

	if (format > 2)
		reader->is_sound = false;
	while (reader->is_sound && gid < glyph_count) {
		uint32_t first = take(reader, 2);

		identity = identity && first == gid;
		gid += 1 + (format == 0 ? 0 : take(reader, format));
	}
	return identity;
}

struct font_cff
font_cff_read(const unsigned char *table, size_t length)
{
	struct reader reader = { table, length, 0, true };
	struct font_cff cff = { .kind = FONT_CFF_BROKEN };
	size_t first = 0;
	size_t end = 0;
	struct top top;
	bool identity;

	take(&reader, 2);
	skip_to(&reader, take(&reader, 1));
	skip_index(&reader, &first, &end);
	if (skip_index(&reader, &first, &end) != 1 || end > length)
		return cff;
	skip_to(&reader, first);
	top = read_top(&reader, end);
	skip_to(&reader, top.charstrings);
	cff.glyph_count = take(&reader, 2);
	if (!reader.is_sound || cff.glyph_count == 0)
		return cff;
	cff.charset = top.charset;
	if (!top.is_cid) {
		cff.kind = FONT_CFF_NAMED;
		return cff;
	}
	if (top.charset <= CHARSET_PREDEFINED_LAST)
		return cff;
	skip_to(&reader, top.charset);
	identity = is_identity(&reader, cff.glyph_count);
	cff.charset_length = reader.at - cff.charset;
	if (reader.is_sound)
		cff.kind = identity ? FONT_CFF_IDENTITY : FONT_CFF_RENUMBERED;
	return cff;
}

/*
 * The shortest charset of identity: one glyph by its CID, or one range, whose format
 * depends on how many glyphs follow its first one. No other charset of as many glyphs
 * is shorter.
 */
bool
font_cff_make_identity(unsigned char *table, const struct font_cff *cff)
{
	size_t left = cff->glyph_count - 2;
	unsigned char single[] = { 0, 0, 1 };
	unsigned char range[] = { 1, 0, 1, (unsigned char)left };
	unsigned char long_range[] = { 2, 0, 1, (unsigned char)(left >> 8), (unsigned char)left };
	const unsigned char *charset = left == 0 ? single : left < 256 ? range : long_range;
	size_t length = left == 0 ? sizeof single : left < 256 ? sizeof range : sizeof long_range;

	if (cff->glyph_count < 2 || cff->charset_length < length)
		return false;
	memcpy(table + cff->charset, charset, length);
	return true;
}
