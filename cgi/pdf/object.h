/*
 * PDF objects by libharu's object layer: what fonts and metadata are made of.
 * They have numbers of the file and are written into it; libharu frees them
 * when the context's arena is reset.
 */
#ifndef PDF_OBJECT_H
#define PDF_OBJECT_H

#include <hpdf.h>

#include "pdf/file.h"

struct object_doc {
	struct ctx *cx;
	struct file *file;
	HPDF_Error_Rec error; /* libharu's last */
	HPDF_MMgr memory;
	HPDF_Xref owner;    /* of all objects, for freeing them only */
	HPDF_Stream output; /* into the file */
};

/* Begin making objects for a file. */
MUST_USE enum err object_open(struct ctx *cx, struct file *file, struct object_doc *out);

/* ERR_INTERNAL with libharu's error when there was one. */
MUST_USE enum err object_check(const struct object_doc *doc);

/* A new indirect dictionary, and its number in the file. */
HPDF_Dict object_dict(struct object_doc *doc);
unsigned object_number(HPDF_Dict dict);

/* Write a dictionary into the file, once it is complete. */
void object_write(struct object_doc *doc, HPDF_Dict dict);

/* Write a dictionary with a stream whose data is `bytes`, compressed. */
void object_write_stream(struct object_doc *doc, HPDF_Dict dict, enum file_effort effort,
                         const void *bytes, size_t length);

/* Set an entry to a text string: UTF-16BE with a byte order mark (ISO 32000-1, 7.9.2.2). */
void object_add_text(struct object_doc *doc, HPDF_Dict dict, const char *key, const char *utf8);

/* Set an entry to a string of ASCII. */
void object_add_ascii(struct object_doc *doc, HPDF_Dict dict, const char *key, const char *ascii);

/* Set an entry to a direct array of numbers. */
void object_add_numbers(struct object_doc *doc, HPDF_Dict dict, const char *key, const int *numbers,
                        size_t count);

#endif
