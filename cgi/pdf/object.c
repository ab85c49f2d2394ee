#include "pdf/object.h"

#include <hpdf_doc.h>
#include <libdeflate.h>

/* No memory pool: libharu's gives out misaligned structures. */
#define POOL_SIZE 0

static const int levels[OBJECT_EFFORT_COUNT] = { 1, 6 };

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

static void
add_utf16(struct text *out, uint32_t unit)
{
	const char bytes[2] = { (char)(unit >> 8), (char)(unit & 0xff) };

	text_add(out, bytes, 2);
}

void
object_add_text(struct object_doc *doc, HPDF_Dict dict, const char *key, const char *utf8)
{
	struct text utf16 = text_make(doc->cx->arena);
	uint32_t scalar;
	size_t length;

	add_utf16(&utf16, 0xfeff);
	while ((length = text_utf8_next(utf8, &scalar)) > 0) {
		utf8 += length;
		if (scalar >= 0x10000) {
			add_utf16(&utf16, 0xd7c0 + (scalar >> 10));
			add_utf16(&utf16, 0xdc00 + (scalar & 0x3ff));
		} else {
			add_utf16(&utf16, scalar);
		}
	}
	HPDF_Dict_Add(dict, key,
	              HPDF_Binary_New(doc->doc->mmgr, (HPDF_BYTE *)utf16.data,
	                              (HPDF_UINT)utf16.length));
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
	HPDF_BYTE buffer[16384];

	HPDF_SaveToStream(doc->doc);
	TRY(object_check(doc));
	*out = text_make(doc->cx->arena);
	HPDF_ResetStream(doc->doc);
	for (;;) {
		HPDF_UINT32 size = sizeof buffer;
		HPDF_STATUS status = HPDF_ReadFromStream(doc->doc, buffer, &size);

		text_add(out, buffer, size);
		if (status != HPDF_OK || size < sizeof buffer)
			return ERR_OK;
	}
}
