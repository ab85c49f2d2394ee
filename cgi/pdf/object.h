/*
 * PDF objects by libharu's object layer: the calls that fonts and pages share.
 * All objects belong to the document and are freed with it.
 */
#ifndef PDF_OBJECT_H
#define PDF_OBJECT_H

#include <hpdf.h>

#include "base/text.h"

struct libdeflate_compressor;

/*
 * How hard to compress: text and drawing shrink well; glyph outlines hardly do
 * and are most of the bytes, so they take the fastest way.
 */
enum object_effort { OBJECT_FAST, OBJECT_SMALL, OBJECT_EFFORT_COUNT };

/* A document under construction: libharu's, our compressors, the first error. */
struct object_doc {
	struct ctx *cx;
	HPDF_Doc doc;
	struct libdeflate_compressor *compressors[OBJECT_EFFORT_COUNT];
	HPDF_STATUS first_error; /* libharu's code; what follows a first error only hides it */
};

/*
 * Begin a document. It is closed when the context's arena is reset, so early
 * returns are safe.
 */
MUST_USE enum err object_open(struct ctx *cx, struct object_doc *out);

/* ERR_INTERNAL with libharu's first error when there was one. */
MUST_USE enum err object_check(const struct object_doc *doc);

/* A new indirect dictionary, and one with a stream whose data is `bytes`, compressed. */
HPDF_Dict object_dict(struct object_doc *doc);
HPDF_Dict object_stream(struct object_doc *doc, enum object_effort effort, const void *bytes,
                        size_t length);

/* Give an existing stream dictionary its data, compressed. */
void object_fill_stream(struct object_doc *doc, enum object_effort effort, HPDF_Dict dict,
                        HPDF_Stream stream, const void *bytes, size_t length);

/* Set an entry to a text string: UTF-16BE with a byte order mark (ISO 32000-1, 7.9.2.2). */
void object_add_text(struct object_doc *doc, HPDF_Dict dict, const char *key, const char *utf8);

/* Set an entry to a direct array of numbers. */
void object_add_numbers(struct object_doc *doc, HPDF_Dict dict, const char *key, const int *numbers,
                        size_t count);

/* Append a number of 16 bits, or the UTF-16BE of a character, as hexadecimal digits. */
void object_add_hex16(struct text *out, uint32_t value);
void object_add_hex_utf16(struct text *out, uint32_t scalar);

/* Finish: the bytes of the file. */
MUST_USE enum err object_save(struct object_doc *doc, struct text *out);

#endif
