#include "sheet/measure.h"

#include "base/text.h"

/* From here on characters are taken for squares. */
#define SQUARE_FROM 0x2010

/* In thousandths of the size. */
static long
width_of(uint32_t c)
{
	if (c >= SQUARE_FROM)
		return 1000;
	if (c >= 'A' && c <= 'Z')
		return 700;
	if (c < 0x80)
		return 520;
	return 650;
}

static long
width_of_text(const char *s)
{
	uint32_t c;
	long width = 0;

	for (size_t length; (length = text_utf8_next(s, &c)) > 0; s += length)
		width += width_of(c);
	return width;
}

static long
width_of_paragraph(const struct paragraph *paragraph)
{
	long width = 0;

	for (const struct span *span = paragraph->spans; span != NULL; span = span->next)
		width += width_of_text(span->text);
	return width * paragraph->style->size_mpt / 1000;
}

long
measure_width(const struct paragraph *paragraphs)
{
	long widest = 0;

	for (; paragraphs != NULL; paragraphs = paragraphs->next) {
		long width = width_of_paragraph(paragraphs);

		widest = width > widest ? width : widest;
	}
	return widest;
}

unsigned
measure_lines(const struct paragraph *paragraphs, int room_mpt)
{
	unsigned lines = 0;

	for (; paragraphs != NULL; paragraphs = paragraphs->next) {
		long size = paragraphs->style->size_mpt;
		long room = room_mpt - (long)paragraphs->style->indent * size / 1000;
		long width = width_of_paragraph(paragraphs);

		/* The end of a line stays empty where no character fits. */
		room = room > 2 * size ? room - size / 3 : size + size / 2;
		lines += width == 0 ? 1U : (unsigned)((width + room - 1) / room);
	}
	return lines;
}

unsigned
measure_characters(const struct paragraph *paragraphs)
{
	size_t count = 0;

	for (; paragraphs != NULL; paragraphs = paragraphs->next)
		for (const struct span *span = paragraphs->spans; span != NULL; span = span->next)
			count += text_utf8_count(span->text);
	return (unsigned)count;
}
