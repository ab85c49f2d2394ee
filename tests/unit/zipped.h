/* ZIP files made by libzip, for the tests of those who read them. */
#ifndef TESTS_UNIT_ZIPPED_H
#define TESTS_UNIT_ZIPPED_H

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/text.h"

/* A part of a file; a NULL name ends a list of them. */
struct zipped_part {
	const char *name;
	const char *bytes;
	size_t length; /* 0: as long as the string */
};

static inline struct text
zipped(struct arena *arena, const struct zipped_part *parts)
{
	zip_error_t error;
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
	struct text out = text_make(arena);
	char bytes[4096];
	zip_int64_t length;

	if (zip == NULL)
		abort();
	zip_source_keep(source);
	for (; parts->name != NULL; parts++) {
		zip_source_t *part = zip_source_buffer(zip, parts->bytes,
		                                       parts->length > 0 ? parts->length
		                                                         : strlen(parts->bytes),
		                                       0);

		if (part == NULL || zip_file_add(zip, parts->name, part, ZIP_FL_ENC_UTF_8) < 0)
			abort();
	}
	if (zip_close(zip) != 0 || zip_source_open(source) != 0)
		abort();
	while ((length = zip_source_read(source, bytes, sizeof bytes)) > 0)
		text_add(&out, bytes, (size_t)length);
	zip_source_close(source);
	zip_source_free(source);
	return out;
}

#endif
