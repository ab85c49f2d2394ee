/* The bytes of a PDF with its streams inflated, as one string, for tests that look into it. */
#ifndef TESTS_UNIT_INFLATED_H
#define TESTS_UNIT_INFLATED_H

#include <libdeflate.h>
#include <string.h>

#include "base/text.h"

#define INFLATED_MAX ((size_t)8 * 1024 * 1024)

/* NUL bytes are dropped, so that what is text can be searched as a string. */
static inline void
inflated_add(struct text *out, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (bytes[i] != '\0')
			text_add(out, &bytes[i], 1);
}

static inline const char *
inflated(struct arena *arena, const struct text *pdf)
{
	struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
	struct text out = text_make(arena);
	char *room = arena_alloc(arena, INFLATED_MAX);
	size_t at = 0;

	for (;;) {
		const char *stream = memmem(pdf->data + at, pdf->length - at, "\nstream", 7);
		size_t begin;
		size_t used;
		size_t size;

		if (stream == NULL)
			break;
		begin = (size_t)(stream - pdf->data) + 7;
		begin += pdf->data[begin] == '\r' ? 2 : 1;
		inflated_add(&out, pdf->data + at, begin - at);
		at = begin;
		if (libdeflate_zlib_decompress_ex(decompressor, pdf->data + begin,
		                                  pdf->length - begin, room, INFLATED_MAX, &used,
		                                  &size) != LIBDEFLATE_SUCCESS)
			continue;
		inflated_add(&out, room, size);
		at += used;
	}
	inflated_add(&out, pdf->data + at, pdf->length - at);
	libdeflate_free_decompressor(decompressor);
	return out.data;
}

#endif
