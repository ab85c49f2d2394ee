/* The parts of a ZIP archive in memory, by libzip, for the tests of ofd/. */
#ifndef TESTS_UNIT_UNZIPPED_H
#define TESTS_UNIT_UNZIPPED_H

#include <string.h>
#include <time.h>
#include <zip.h>

#include "base/text.h"

/* The part at an index, its name and its time of ZIP; the name is NULL where there is none. */
struct unzipped {
	const char *name;
	struct text bytes;
	unsigned time;
	unsigned date;
};

static inline struct unzipped
unzipped_at(struct arena *arena, const struct text *file, size_t index)
{
	struct unzipped part = { .bytes = text_make(arena) };
	zip_source_t *source = zip_source_buffer_create(file->data, file->length, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	zip_stat_t stat;
	zip_file_t *open;
	struct tm *time;

	if (zip == NULL) {
		zip_source_free(source);
		return part;
	}
	open = zip_fopen_index(zip, index, 0);
	if (zip_stat_index(zip, index, 0, &stat) == 0 && open != NULL) {
		char *bytes = arena_alloc(arena, stat.size + 1);

		if (zip_fread(open, bytes, stat.size) == (zip_int64_t)stat.size) {
			part.name = arena_strdup(arena, stat.name);
			text_add(&part.bytes, bytes, stat.size);
		}
		time = localtime(&stat.mtime);
		part.time = (unsigned)time->tm_hour * 100 + (unsigned)time->tm_min;
		part.date = (unsigned)(time->tm_year + 1900) * 10000 +
		            (unsigned)(time->tm_mon + 1) * 100 + (unsigned)time->tm_mday;
	}
	if (open != NULL)
		zip_fclose(open);
	zip_discard(zip);
	return part;
}

/* The bytes of a part of that name; none when there is no such part. */
static inline struct text
unzipped(struct arena *arena, const struct text *file, const char *name)
{
	struct unzipped part;

	for (size_t i = 0; (part = unzipped_at(arena, file, i)).name != NULL; i++)
		if (strcmp(part.name, name) == 0)
			return part.bytes;
	return text_make(arena);
}

#endif
