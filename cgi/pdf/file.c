#include "pdf/file.h"

#include <libdeflate.h>
#include <string.h>

#define OFFSET_BLOCK 256
#define SEND_SIZE ((size_t)64 * 1024)
/* The most objects that PDF/A-1 allows, and the largest offset that the table can tell. */
#define NUMBER_MAX 8388607
#define OFFSET_MAX 9999999999
#define ID_DIGITS 32

static const int levels[FILE_EFFORT_COUNT] = { 1, 3 };

static void
free_compressor(void *compressor)
{
	libdeflate_free_compressor(compressor);
}

enum err
file_open(struct ctx *cx, const struct sink *sink, struct file *out)
{
	*out = (struct file){ .cx = cx, .sink = *sink, .out = text_make(cx->arena) };
	for (int i = 0; i < FILE_EFFORT_COUNT; i++) {
		out->compressors[i] = libdeflate_alloc_compressor(levels[i]);
		if (out->compressors[i] == NULL)
			return err_set(cx, ERR_INTERNAL, "libdeflate has no memory");
		arena_defer(cx->arena, free_compressor, out->compressors[i]);
	}
	/* Bytes above 127 in the second line say that the file is binary (ISO 19005-1, 6.1.2). */
	text_add_str(&out->out, "%PDF-1.4\n%\xe5\x85\xac\xe5\xbc\x80\n");
	return ERR_OK;
}

static void
send_out(struct file *file)
{
	if (file->status == ERR_OK)
		file->status = file->sink.write(file->cx, file->sink.user, file->out.data,
		                                file->out.length);
	file->checksum = libdeflate_crc32(file->checksum, file->out.data, file->out.length);
	file->sent += file->out.length;
	text_clear(&file->out);
}

static size_t
position(const struct file *file)
{
	return file->sent + file->out.length;
}

unsigned
file_number(struct file *file)
{
	unsigned block = file->count / OFFSET_BLOCK;

	if (file->count % OFFSET_BLOCK == 0) {
		file->offsets = arena_grow(file->cx->arena, file->offsets, block,
		                           &file->offsets_capacity, sizeof *file->offsets);
		file->offsets[block] = arena_array(file->cx->arena, OFFSET_BLOCK,
		                                   sizeof **file->offsets);
	}
	return ++file->count;
}

static size_t *
offset_of(const struct file *file, unsigned number)
{
	return &file->offsets[(number - 1) / OFFSET_BLOCK][(number - 1) % OFFSET_BLOCK];
}

void
file_begin(struct file *file, unsigned number)
{
	*offset_of(file, number) = position(file);
	text_add_number(&file->out, number);
	text_add(&file->out, " 0 obj\n", 7);
}

void
file_end(struct file *file)
{
	text_add(&file->out, "\nendobj\n", 8);
	if (file->out.length >= SEND_SIZE)
		send_out(file);
}

const char *
file_pack(struct file *file, enum file_effort effort, const void *bytes, size_t length,
          size_t *packed)
{
	struct libdeflate_compressor *compressor = file->compressors[effort];
	size_t bound = libdeflate_zlib_compress_bound(compressor, length);

	if (bound > file->packed_capacity) {
		file->packed_capacity = bound * 2;
		file->packed = arena_alloc(file->cx->arena, file->packed_capacity);
	}
	*packed = libdeflate_zlib_compress(compressor, bytes, length, file->packed, bound);
	return file->packed;
}

void
file_add_data(struct file *file, const void *bytes, size_t length)
{
	text_add(&file->out, "\nstream\n", 8);
	text_add(&file->out, bytes, length);
	text_add(&file->out, "\nendstream", 10);
}

void
file_stream(struct file *file, unsigned number, enum file_effort effort, const void *bytes,
            size_t length)
{
	size_t size;
	const char *packed = file_pack(file, effort, bytes, length, &size);

	file_begin(file, number);
	text_add_str(&file->out, "<</Filter/FlateDecode/Length ");
	text_add_number(&file->out, size);
	text_add_str(&file->out, ">>");
	file_add_data(file, packed, size);
	file_end(file);
}

void
file_add_ref(struct text *out, unsigned number)
{
	text_add_number(out, number);
	text_add(out, " 0 R", 4);
}

void
file_add_hex16(struct text *out, uint32_t value)
{
	static const char hex[] = "0123456789ABCDEF";
	const char digits[4] = { hex[value >> 12 & 15], hex[value >> 8 & 15], hex[value >> 4 & 15],
		                 hex[value & 15] };

	text_add(out, digits, sizeof digits);
}

void
file_add_hex_utf16(struct text *out, uint32_t scalar)
{
	if (scalar < 0x10000) {
		file_add_hex16(out, scalar);
		return;
	}
	file_add_hex16(out, 0xd7c0 + (scalar >> 10));
	file_add_hex16(out, 0xdc00 + (scalar & 0x3ff));
}

void
file_add_string(struct text *out, const char *utf8)
{
	uint32_t scalar;
	size_t length;

	text_add_str(out, "<FEFF");
	while ((length = text_utf8_next(utf8, &scalar)) > 0) {
		file_add_hex_utf16(out, scalar);
		utf8 += length;
	}
	text_add_str(out, ">");
}

enum err
file_check(const struct file *file)
{
	return file->status;
}

/* Entries of the table have 20 bytes, each (ISO 32000-1, 7.5.4). */
static enum err
add_table(struct file *file)
{
	text_add_str(&file->out, "xref\n0 ");
	text_add_number(&file->out, (size_t)file->count + 1);
	text_add_str(&file->out, "\n0000000000 65535 f \n");
	for (unsigned number = 1; number <= file->count; number++) {
		char entry[] = "0000000000 00000 n \n";
		size_t offset = *offset_of(file, number);

		if (offset == 0)
			return err_set(file->cx, ERR_INTERNAL, "PDF object %u was not written",
			               number);
		for (char *at = entry + 9; offset > 0; at--, offset /= 10)
			*at = (char)('0' + offset % 10);
		text_add(&file->out, entry, sizeof entry - 1);
		if (file->out.length >= SEND_SIZE)
			send_out(file);
	}
	return ERR_OK;
}

static void
add_trailer(struct file *file, unsigned root, unsigned info, const char *id, size_t table)
{
	text_add_str(&file->out, "trailer\n<</Size ");
	text_add_number(&file->out, (size_t)file->count + 1);
	text_add_str(&file->out, "/Root ");
	file_add_ref(&file->out, root);
	text_add_str(&file->out, "/Info ");
	file_add_ref(&file->out, info);
	text_add_fmt(&file->out, "/ID[<%.*s><%.*s>]>>\nstartxref\n%zu\n%%%%EOF\n", ID_DIGITS, id,
	             ID_DIGITS, id, table);
}

enum err
file_close(struct file *file, unsigned root, unsigned info, const char *identity)
{
	struct arena *arena = file->cx->arena;
	size_t table = position(file);
	const char *id;

	if (file->count > NUMBER_MAX || table > OFFSET_MAX)
		return err_set(file->cx, ERR_INPUT, "the PDF is too large: %u objects, %zu bytes",
		               file->count, table);
	send_out(file);
	id = arena_printf(arena, "%zu %08x %s", table, (unsigned)file->checksum, identity);
	id = text_sha256(arena, id, strlen(id));
	TRY(add_table(file));
	add_trailer(file, root, info, id, table);
	send_out(file);
	return file->status;
}
