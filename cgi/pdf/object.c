#include "pdf/object.h"

#include <hpdf_doc.h>
#include <libdeflate.h>

/* No memory pool: libharu's gives out misaligned structures. */
#define POOL_SIZE 0

static const int levels[OBJECT_EFFORT_COUNT] = { 1, 3 };

static void
note_error(HPDF_STATUS error, HPDF_STATUS detail, void *user)
{
	struct object_doc *doc = user;

	(void)detail;
	if (doc->first_error == HPDF_OK)
		doc->first_error = error;
}

static void
close_doc(void *doc)
{
	HPDF_Free(doc);
}

static void
free_compressor(void *compressor)
{
	libdeflate_free_compressor(compressor);
}

enum err
object_open(struct ctx *cx, struct object_doc *out)
{
	*out = (struct object_doc){ .cx = cx };
	out->doc = HPDF_NewEx(note_error, NULL, NULL, POOL_SIZE, out);
	if (out->doc == NULL)
		return err_set(cx, ERR_INTERNAL, "libharu cannot begin a document");
	arena_defer(cx->arena, close_doc, out->doc);
	out->doc->pdf_version = HPDF_VER_14;
	for (int i = 0; i < OBJECT_EFFORT_COUNT; i++) {
		out->compressors[i] = libdeflate_alloc_compressor(levels[i]);
		if (out->compressors[i] == NULL)
			return err_set(cx, ERR_INTERNAL, "libdeflate has no memory");
		arena_defer(cx->arena, free_compressor, out->compressors[i]);
	}
	return ERR_OK;
}

enum err
object_check(const struct object_doc *doc)
{
	if (doc->first_error == HPDF_OK)
		return ERR_OK;
	return err_set(doc->cx, ERR_INTERNAL, "libharu error 0x%04lx",
	               (unsigned long)doc->first_error);
}

HPDF_Dict
object_dict(struct object_doc *doc)
{
	HPDF_Dict dict = HPDF_Dict_New(doc->doc->mmgr);

	if (dict == NULL || HPDF_Xref_Add(doc->doc->xref, dict) != HPDF_OK)
		return NULL;
	return dict;
}

/* libharu compresses streams itself; ours are compressed already, so we name the filter. */
static HPDF_STATUS
write_filter(HPDF_Dict dict, HPDF_Stream stream)
{
	(void)dict;
	return HPDF_Stream_WriteStr(stream, "/Filter /FlateDecode\012");
}

void
object_fill_stream(struct object_doc *doc, enum object_effort effort, HPDF_Dict dict,
                   HPDF_Stream stream, const void *bytes, size_t length)
{
	struct libdeflate_compressor *compressor = doc->compressors[effort];
	size_t bound = libdeflate_zlib_compress_bound(compressor, length);
	char *packed = arena_alloc(doc->cx->arena, bound);
	size_t size = libdeflate_zlib_compress(compressor, bytes, length, packed, bound);

	dict->write_fn = write_filter;
	HPDF_Stream_Write(stream, (const HPDF_BYTE *)packed, (HPDF_UINT)size);
}

HPDF_Dict
object_stream(struct object_doc *doc, enum object_effort effort, const void *bytes, size_t length)
{
	HPDF_Dict dict = HPDF_DictStream_New(doc->doc->mmgr, doc->doc->xref);

	if (dict != NULL)
		object_fill_stream(doc, effort, dict, dict->stream, bytes, length);
	return dict;
}

/* The code units of a character in UTF-16: one or two. Returns how many. */
static int
to_utf16(uint32_t scalar, uint32_t units[2])
{
	units[0] = scalar < 0x10000 ? scalar : 0xd7c0 + (scalar >> 10);
	units[1] = 0xdc00 + (scalar & 0x3ff);
	return scalar < 0x10000 ? 1 : 2;
}

void
object_add_text(struct object_doc *doc, HPDF_Dict dict, const char *key, const char *utf8)
{
	struct text utf16 = text_make(doc->cx->arena);
	uint32_t scalar = 0xfeff;
	size_t length = 0;

	do {
		uint32_t units[2];
		int count = to_utf16(scalar, units);

		for (int i = 0; i < count; i++)
			text_add(&utf16,
			         (const char[]){ (char)(units[i] >> 8), (char)(units[i] & 0xff) },
			         2);
		utf8 += length;
		length = text_utf8_next(utf8, &scalar);
	} while (length > 0);
	HPDF_Dict_Add(dict, key,
	              HPDF_Binary_New(doc->doc->mmgr, (HPDF_BYTE *)utf16.data,
	                              (HPDF_UINT)utf16.length));
}

void
object_add_hex16(struct text *out, uint32_t value)
{
	static const char hex[] = "0123456789ABCDEF";
	const char digits[4] = { hex[value >> 12 & 15], hex[value >> 8 & 15], hex[value >> 4 & 15],
		                 hex[value & 15] };

	text_add(out, digits, sizeof digits);
}

void
object_add_hex_utf16(struct text *out, uint32_t scalar)
{
	uint32_t units[2];
	int count = to_utf16(scalar, units);

	for (int i = 0; i < count; i++)
		object_add_hex16(out, units[i]);
}

void
object_add_numbers(struct object_doc *doc, HPDF_Dict dict, const char *key, const int *numbers,
                   size_t count)
{
	HPDF_Array array = HPDF_Array_New(doc->doc->mmgr);

	for (size_t i = 0; i < count; i++)
		HPDF_Array_AddNumber(array, numbers[i]);
	HPDF_Dict_Add(dict, key, array);
}

enum err
object_save(struct object_doc *doc, struct text *out)
{
	HPDF_Stream stream;

	HPDF_SaveToStream(doc->doc);
	TRY(object_check(doc));
	stream = doc->doc->stream;
	*out = text_make(doc->cx->arena);
	/* The blocks of the stream as they are: libharu reads back a byte at a time. */
	for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(stream); i++) {
		HPDF_UINT length = 0;
		const HPDF_BYTE *block = HPDF_MemStream_GetBufPtr(stream, i, &length);

		text_add(out, block, length);
	}
	return object_check(doc);
}
