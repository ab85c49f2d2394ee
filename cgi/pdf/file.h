/*
 * The bytes of a PDF file: numbered objects on their way to a sink, in any
 * order, and at the end the table that says where each of them begins (ISO
 * 32000-1, 7.5). What the sink has seen is not kept.
 *
 * Objects are written as text, between file_begin() and file_end(), into
 * `out`. A sink that fails is told of by file_check() and file_close(); until
 * then writing goes on without effect.
 */
#ifndef PDF_FILE_H
#define PDF_FILE_H

#include "base/sink.h"

struct libdeflate_compressor;

/*
 * How hard to compress: text and drawing shrink well; glyph outlines hardly do
 * and are most of the bytes, so they take the fastest way.
 */
enum file_effort { FILE_FAST, FILE_SMALL, FILE_EFFORT_COUNT };

/* Of an array's elements (PDF/A-1: ISO 19005-1, 6.1.12). */
#define FILE_ARRAY_MAX 8191

struct file {
	struct ctx *cx;
	struct sink sink;
	enum err status;
	struct text out;   /* what the sink has not seen */
	size_t sent;       /* bytes that it has */
	uint32_t checksum; /* of these */
	size_t **offsets;  /* of the objects, in blocks; 0 while not written */
	size_t offsets_capacity;
	unsigned count; /* objects are numbered from 1 to this */
	struct libdeflate_compressor *compressors[FILE_EFFORT_COUNT];
	char *packed; /* room for a compressed stream */
	size_t packed_capacity;
};

/* Begin a file. What it keeps is in the context's arena. */
MUST_USE enum err file_open(struct ctx *cx, const struct sink *sink, struct file *out);

/* The number of a new object. Each must be written once. */
unsigned file_number(struct file *file);

void file_begin(struct file *file, unsigned number);
void file_end(struct file *file);

/* Compress bytes. The result lasts until the next call. */
const char *file_pack(struct file *file, enum file_effort effort, const void *bytes, size_t length,
                      size_t *packed);

/* Append the data of a stream, after its dictionary. */
void file_add_data(struct file *file, const void *bytes, size_t length);

/* Write a stream object, compressed. */
void file_stream(struct file *file, unsigned number, enum file_effort effort, const void *bytes,
                 size_t length);

/* Append a reference to an object, ended by nothing. */
void file_add_ref(struct text *out, unsigned number);

/* Append 16 bits, or the UTF-16BE of a character, as hexadecimal digits. */
void file_add_hex16(struct text *out, uint32_t value);
void file_add_hex_utf16(struct text *out, uint32_t scalar);

/* Append a text string: UTF-16BE with a byte order mark (ISO 32000-1, 7.9.2.2). */
void file_add_string(struct text *out, const char *utf8);

/* What went wrong with the sink so far. */
MUST_USE enum err file_check(const struct file *file);

/*
 * Write the end of the file: `root` and `info` are its catalog and information
 * dictionary. Its identifier comes from `identity` and from the bytes.
 */
MUST_USE enum err file_close(struct file *file, unsigned root, unsigned info, const char *identity);

#endif
