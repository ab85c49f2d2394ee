/* Tables of an OpenType font: ISO/IEC 14496-22. */
#include <string.h>

#include "ofd/ofd_font_internal.h"

#define WINDOWS 3
#define UNICODE_BMP 1
#define UNICODE_FULL 10
#define ENGLISH 0x409
/* As many segments as a table of format 4 can tell the length of. */
#define SEGMENTS_MAX 8000
#define OS2_FIRST_CHARACTER 64
#define POST_SIZE 32

static void
add16(struct text *out, unsigned value)
{
	text_add(out, (char[]){ (char)(value >> 8), (char)value }, 2);
}

static void
add32(struct text *out, uint32_t value)
{
	add16(out, value >> 16);
	add16(out, value & 0xffff);
}

/* Where the characters end that follow one another from `first`, as their glyphs do. */
static size_t
segment_end(const struct ofd_mapping *mappings, size_t count, size_t first)
{
	size_t end = first + 1;

	while (end < count && mappings[end].scalar == mappings[end - 1].scalar + 1 &&
	       mappings[end].gid == mappings[end - 1].gid + 1)
		end++;
	return end;
}

static unsigned
count_segments(const struct ofd_mapping *mappings, size_t count)
{
	unsigned segments = 0;

	for (size_t i = 0; i < count; segments++)
		i = segment_end(mappings, count, i);
	return segments;
}

/* The characters up to U+FFFE, for the last one ends the table; not more than it can tell of. */
static size_t
count_bmp(const struct ofd_mapping *mappings, size_t count)
{
	size_t end = 0;

	while (count > 0 && mappings[count - 1].scalar >= 0xffff)
		count--;
	for (unsigned segments = 0; end < count && segments < SEGMENTS_MAX; segments++)
		end = segment_end(mappings, count, end);
	return end;
}

enum column { END, START, DELTA };

static void
add_column(struct text *out, const struct ofd_mapping *mappings, size_t count, enum column column)
{
	for (size_t i = 0, end; i < count; i = end) {
		end = segment_end(mappings, count, i);
		switch (column) {
		case END: add16(out, mappings[end - 1].scalar); break;
		case START: add16(out, mappings[i].scalar); break;
		case DELTA: add16(out, (mappings[i].gid - mappings[i].scalar) & 0xffff); break;
		}
	}
	add16(out, column == DELTA ? 1 : 0xffff);
}

static void
add_format_4(struct text *out, const struct ofd_mapping *mappings, size_t count)
{
	unsigned segments = count_segments(mappings, count) + 1;
	unsigned power = 1;
	unsigned exponent = 0;

	for (; power * 2 <= segments; power *= 2)
		exponent++;
	add16(out, 4);
	add16(out, 16 + 8 * segments);
	add16(out, 0);
	add16(out, segments * 2);
	add16(out, power * 2);
	add16(out, exponent);
	add16(out, (segments - power) * 2);
	add_column(out, mappings, count, END);
	add16(out, 0);
	add_column(out, mappings, count, START);
	add_column(out, mappings, count, DELTA);
	for (unsigned i = 0; i < segments; i++)
		add16(out, 0);
}

static void
add_format_12(struct text *out, const struct ofd_mapping *mappings, size_t count)
{
	unsigned segments = count_segments(mappings, count);

	add16(out, 12);
	add16(out, 0);
	add32(out, 16 + 12 * segments);
	add32(out, 0);
	add32(out, segments);
	for (size_t i = 0, end; i < count; i = end) {
		end = segment_end(mappings, count, i);
		add32(out, mappings[i].scalar);
		add32(out, mappings[end - 1].scalar);
		add32(out, mappings[i].gid);
	}
}

void
ofd_font_table_cmap(const struct ofd_mapping *mappings, size_t count, struct text *out)
{
	size_t bmp = count_bmp(mappings, count);
	unsigned tables = bmp < count ? 2 : 1;
	unsigned first = 4 + 8 * tables;

	add16(out, 0);
	add16(out, tables);
	add16(out, WINDOWS);
	add16(out, UNICODE_BMP);
	add32(out, first);
	if (tables > 1) {
		add16(out, WINDOWS);
		add16(out, UNICODE_FULL);
		add32(out, first + 16 + 8 * (count_segments(mappings, bmp) + 1));
	}
	add_format_4(out, mappings, bmp);
	if (tables > 1)
		add_format_12(out, mappings, count);
}

void
ofd_font_table_name(const char *postscript_name, struct text *out)
{
	/* Family, style, the font's own identifier, full name, PostScript name. */
	static const unsigned char identifiers[] = { 1, 2, 3, 4, 6 };
	static const char style[] = "Regular";
	const unsigned count = sizeof identifiers;
	unsigned length = (unsigned)strlen(postscript_name) * 2;

	add16(out, 0);
	add16(out, count);
	add16(out, 6 + 12 * count);
	for (unsigned i = 0; i < count; i++) {
		bool is_style = identifiers[i] == 2;

		add16(out, WINDOWS);
		add16(out, UNICODE_BMP);
		add16(out, ENGLISH);
		add16(out, identifiers[i]);
		add16(out, is_style ? (unsigned)strlen(style) * 2 : length);
		add16(out, is_style ? length : 0);
	}
	for (const char *s = postscript_name; *s != '\0'; s++)
		add16(out, (unsigned char)*s);
	for (const char *s = style; *s != '\0'; s++)
		add16(out, (unsigned char)*s);
}

void
ofd_font_table_post(struct text *out)
{
	add32(out, 0x00030000);
	for (unsigned i = 4; i < POST_SIZE; i += 4)
		add32(out, 0);
}

void
ofd_font_table_os2(const char *table, size_t length, const struct ofd_mapping *mappings,
                   size_t count, struct text *out)
{
	uint32_t first = count == 0 ? 0 : mappings[0].scalar;
	uint32_t last = count == 0 ? 0 : mappings[count - 1].scalar;

	if (length < OS2_FIRST_CHARACTER + 4)
		return;
	text_add(out, table, OS2_FIRST_CHARACTER);
	add16(out, first > 0xffff ? 0xffff : first);
	add16(out, last > 0xffff ? 0xffff : last);
	text_add(out, table + OS2_FIRST_CHARACTER + 4, length - OS2_FIRST_CHARACTER - 4);
}
