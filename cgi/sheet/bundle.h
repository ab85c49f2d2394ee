/*
 * A ZIP archive of documents, as workbooks and JSON, that somebody sends: read from
 * memory, by libzip, under limits that are asked before anything is unpacked.
 */
#ifndef SHEET_BUNDLE_H
#define SHEET_BUNDLE_H

#include "base/text.h"

#define BUNDLE_FILES_MAX 2000
#define BUNDLE_FILE_MAX ((size_t)8 * 1024 * 1024)
#define BUNDLE_WHOLE_MAX ((size_t)128 * 1024 * 1024)

/* How many times its packed size a file may be, beyond what is small anyway. */
#define BUNDLE_RATIO_MAX 300
#define BUNDLE_SMALL ((size_t)256 * 1024)

/* A file of the archive, to be read: folders and what programs leave there are none. */
struct bundle_file {
	const char *name;   /* UTF-8, whatever the program that packed it wrote; never empty */
	uint64_t index;     /* in the archive */
	const char *reason; /* why it cannot be read; NULL when it can */
};

struct bundle;

/*
 * Open an archive whose bytes stay where they are; it is closed with the arena of `cx`.
 * ERR_INPUT says what it is instead, or which limit it passes as a whole.
 */
MUST_USE enum err bundle_open(struct ctx *cx, const char *bytes, size_t length, struct bundle **out);

/* Its files in their order. */
MUST_USE enum err bundle_list(struct ctx *cx, struct bundle *bundle, struct bundle_file **files,
                              size_t *count);

/* The bytes of a file. ERR_INPUT when it is damaged, or more than its directory says. */
MUST_USE enum err bundle_read(struct ctx *cx, struct bundle *bundle, uint64_t index,
                              struct text *out);

#endif
