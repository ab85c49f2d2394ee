/*
 * The parts of a workbook file: a ZIP archive read from memory, by libzip, under
 * limits. A file that somebody made to hurt is refused before it is unpacked.
 */
#ifndef SHEET_ARCHIVE_H
#define SHEET_ARCHIVE_H

#include "base/text.h"

#define ARCHIVE_ENTRIES_MAX 1000
#define ARCHIVE_PART_MAX ((size_t)64 * 1024 * 1024)
#define ARCHIVE_WHOLE_MAX ((size_t)128 * 1024 * 1024)

/* How many times its packed size a part may be, beyond what is small anyway. */
#define ARCHIVE_RATIO_MAX 300
#define ARCHIVE_SMALL ((size_t)1024 * 1024)

struct archive;

/*
 * Open an archive whose bytes stay where they are; it is closed with the arena of
 * `cx`. ERR_INPUT says what it is instead, or which limit it passes; macros
 * and references to other files are refused, too.
 */
MUST_USE enum err archive_open(struct ctx *cx, const char *bytes, size_t length,
                               struct archive **out);

/* Read a part. `*found` is false when there is none of that name. */
MUST_USE enum err archive_read(struct ctx *cx, struct archive *archive, const char *name,
                               struct text *out, bool *found);

/* Are there a directory and all parts that it tells of, each with its sum, and nothing else? */
bool archive_is_whole(const char *bytes, size_t length);

#endif
