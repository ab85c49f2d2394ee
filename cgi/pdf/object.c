#include "pdf/object.h"

/* No memory pool: libharu's gives out misaligned structures. */
#define POOL_SIZE 0
#define NUMBER_MASK 0x00ffffffU

static void
close_doc(void *user)
{
	struct object_doc *doc = user;

	if (doc->output != NULL)
		HPDF_Stream_Free(doc->output);
	if (doc->owner != NULL)
		HPDF_Xref_Free(doc->owner);
	HPDF_MMgr_Free(doc->memory);
}

static HPDF_STATUS
write_file(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT length)
{
	struct file *file = stream->attr;

	text_add(&file->out, bytes, length);
	return HPDF_OK;
}

enum err
object_open(struct ctx *cx, struct file *file, struct object_doc *out)
{
	*out = (struct object_doc){ .cx = cx, .file = file };
	HPDF_Error_Init(&out->error, NULL);
	out->memory = HPDF_MMgr_New(&out->error, POOL_SIZE, NULL, NULL);
	if (out->memory == NULL)
		return err_set(cx, ERR_INTERNAL, "libharu has no memory");
	arena_defer(cx->arena, close_doc, out);
	out->owner = HPDF_Xref_New(out->memory, 0);
	out->output = HPDF_CallbackWriter_New(out->memory, write_file, file);
	return object_check(out);
}

enum err
object_check(const struct object_doc *doc)
{
	if (doc->error.error_no == HPDF_OK)
		return ERR_OK;
	return err_set(doc->cx, ERR_INTERNAL, "libharu error 0x%04lx",
	               (unsigned long)doc->error.error_no);
}

HPDF_Dict
object_dict(struct object_doc *doc)
{
	HPDF_Dict dict = HPDF_Dict_New(doc->memory);

	HPDF_Xref_Add(doc->owner, dict);
	dict->header.obj_id = file_number(doc->file) | HPDF_OTYPE_INDIRECT;
	return dict;
}

unsigned
object_number(HPDF_Dict dict)
{
	return dict->header.obj_id & NUMBER_MASK;
}

void
object_write(struct object_doc *doc, HPDF_Dict dict)
{
	file_begin(doc->file, object_number(dict));
	HPDF_Obj_WriteValue(dict, doc->output, NULL);
	file_end(doc->file);
}

void
object_write_stream(struct object_doc *doc, HPDF_Dict dict, enum file_effort effort,
                    const void *bytes, size_t length)
{
	size_t size;
	const char *packed = file_pack(doc->file, effort, bytes, length, &size);

	HPDF_Dict_AddName(dict, "Filter", "FlateDecode");
	HPDF_Dict_AddNumber(dict, "Length", (HPDF_INT32)size);
	file_begin(doc->file, object_number(dict));
	HPDF_Obj_WriteValue(dict, doc->output, NULL);
	file_add_data(doc->file, packed, size);
	file_end(doc->file);
}

void
object_add_text(struct object_doc *doc, HPDF_Dict dict, const char *key, const char *utf8)
{
	struct text utf16 = text_make(doc->cx->arena);
	uint32_t scalar = 0xfeff;
	size_t length = 0;

	do {
		uint32_t high = scalar < 0x10000 ? scalar : 0xd7c0 + (scalar >> 10);
		uint32_t low = 0xdc00 + (scalar & 0x3ff);
		const char units[] = { (char)(high >> 8), (char)(high & 0xff), (char)(low >> 8),
			               (char)(low & 0xff) };

		text_add(&utf16, units, scalar < 0x10000 ? 2 : 4);
		utf8 += length;
		length = text_utf8_next(utf8, &scalar);
	} while (length > 0);
	HPDF_Dict_Add(dict, key,
	              HPDF_Binary_New(doc->memory, (HPDF_BYTE *)utf16.data, (HPDF_UINT)utf16.length));
}

void
object_add_ascii(struct object_doc *doc, HPDF_Dict dict, const char *key, const char *ascii)
{
	HPDF_Dict_Add(dict, key, HPDF_String_New(doc->memory, ascii, NULL));
}

void
object_add_numbers(struct object_doc *doc, HPDF_Dict dict, const char *key, const int *numbers,
                   size_t count)
{
	HPDF_Array array = HPDF_Array_New(doc->memory);

	for (size_t i = 0; i < count; i++)
		HPDF_Array_AddNumber(array, numbers[i]);
	HPDF_Dict_Add(dict, key, array);
}
