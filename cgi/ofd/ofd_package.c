#include "ofd/ofd_package.h"

#include <libdeflate.h>
#include <string.h>
#include <zip.h>

/* The fastest: pages repeat themselves so much that more effort saves a thirtieth, and outlines hardly shrink. */
#define LEVEL 1
#define SEND_SIZE ((size_t)64 * 1024)
/* Noon of the first day that ZIP knows: a time of day that no zone skips. */
#define DOS_TIME (12 << 11)
#define DOS_DATE (1 << 5 | 1)

/* A part, packed. It is a source for libzip, which takes it as it is. */
struct part {
	const char *packed;
	size_t packed_length;
	size_t length;
	size_t at; /* while it is read */
	uint32_t checksum;
};

struct ofd_package {
	struct ctx *cx;
	zip_source_t *file;
	zip_t *zip;
	struct libdeflate_compressor *compressor;
	char *room; /* for a part while it is packed */
	size_t room_size;
	struct text identity;
};

static void
free_compressor(void *compressor)
{
	libdeflate_free_compressor(compressor);
}

static void
free_file(void *object)
{
	struct ofd_package *package = object;

	if (package->zip != NULL)
		zip_discard(package->zip);
	zip_source_free(package->file);
}

static enum err
fail(struct ofd_package *package, const char *what)
{
	return err_set(package->cx, ERR_INTERNAL, "libzip cannot %s: %s", what,
	               package->zip == NULL ? "no memory" : zip_strerror(package->zip));
}

enum err
ofd_package_open(struct ctx *cx, struct ofd_package **out)
{
	struct ofd_package *package = arena_alloc(cx->arena, sizeof *package);
	zip_error_t error;

	*package = (struct ofd_package){ .cx = cx, .identity = text_make(cx->arena) };
	package->compressor = libdeflate_alloc_compressor(LEVEL);
	if (package->compressor == NULL)
		return err_set(cx, ERR_INTERNAL, "libdeflate has no memory");
	arena_defer(cx->arena, free_compressor, package->compressor);
	zip_error_init(&error);
	package->file = zip_source_buffer_create(NULL, 0, 0, &error);
	if (package->file == NULL)
		return fail(package, "begin");
	arena_defer(cx->arena, free_file, package);
	zip_source_keep(package->file);
	package->zip = zip_open_from_source(package->file, ZIP_TRUNCATE, &error);
	zip_error_fini(&error);
	if (package->zip == NULL) {
		zip_source_free(package->file);
		return fail(package, "begin");
	}
	*out = package;
	return ERR_OK;
}

static zip_int64_t
read_part(struct part *part, void *bytes, size_t length)
{
	size_t left = part->packed_length - part->at;

	if (length > left)
		length = left;
	memcpy(bytes, part->packed + part->at, length);
	part->at += length;
	return (zip_int64_t)length;
}

/* libzip packs nothing that says it is packed already. */
static zip_int64_t
describe_part(const struct part *part, zip_stat_t *stat)
{
	zip_stat_init(stat);
	stat->size = part->length;
	stat->comp_size = part->packed_length;
	stat->crc = part->checksum;
	stat->comp_method = ZIP_CM_DEFLATE;
	stat->encryption_method = ZIP_EM_NONE;
	stat->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD |
	              ZIP_STAT_ENCRYPTION_METHOD;
	return sizeof *stat;
}

static zip_int64_t
serve_part(void *user, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
	struct part *part = user;

	switch (command) {
	case ZIP_SOURCE_OPEN: part->at = 0; return 0;
	case ZIP_SOURCE_READ: return read_part(part, data, length);
	case ZIP_SOURCE_STAT: return describe_part(part, data);
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
		                                      ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
		                                      ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	default: return 0;
	}
}

static struct part *
pack(struct ofd_package *package, const void *bytes, size_t length)
{
	size_t bound = libdeflate_deflate_compress_bound(package->compressor, length);
	struct part *part = arena_alloc(package->cx->arena, sizeof *part);
	char *packed;

	if (bound > package->room_size) {
		package->room_size = bound * 2;
		package->room = arena_alloc(package->cx->arena, package->room_size);
	}
	part->length = length;
	part->checksum = libdeflate_crc32(0, bytes, length);
	part->packed_length = libdeflate_deflate_compress(package->compressor, bytes, length,
	                                                  package->room, bound);
	packed = arena_alloc(package->cx->arena, part->packed_length);
	memcpy(packed, package->room, part->packed_length);
	part->packed = packed;
	return part;
}

enum err
ofd_package_add(struct ofd_package *package, const char *name, const void *bytes, size_t length)
{
	struct part *part = pack(package, bytes, length);
	zip_source_t *source = zip_source_function(package->zip, serve_part, part);
	zip_int64_t index;

	if (source == NULL)
		return fail(package, "take a part");
	index = zip_file_add(package->zip, name, source, ZIP_FL_ENC_UTF_8);
	if (index < 0) {
		zip_source_free(source);
		return fail(package, "take a part");
	}
	if (zip_file_set_dostime(package->zip, (zip_uint64_t)index, DOS_TIME, DOS_DATE, 0) != 0)
		return fail(package, "set a time");
	text_add_fmt(&package->identity, "%s %zu %08x\n", name, length, (unsigned)part->checksum);
	return ERR_OK;
}

bool
ofd_package_has(const struct ofd_package *package, const char *name)
{
	return zip_name_locate(package->zip, name, ZIP_FL_NOCASE) >= 0;
}

const char *
ofd_package_digest(const struct ofd_package *package, const char *identity)
{
	struct arena *arena = package->cx->arena;
	const char *all = arena_printf(arena, "%s%s", package->identity.data, identity);

	return text_sha256(arena, all, strlen(all));
}

static enum err
send(struct ofd_package *package, const struct sink *sink)
{
	char *bytes = arena_alloc(package->cx->arena, SEND_SIZE);
	enum err status = ERR_OK;
	zip_int64_t length = 0;

	if (zip_source_open(package->file) != 0)
		return fail(package, "read the file");
	while (status == ERR_OK && (length = zip_source_read(package->file, bytes, SEND_SIZE)) > 0)
		status = sink->write(package->cx, sink->user, bytes, (size_t)length);
	zip_source_close(package->file);
	return length < 0 ? fail(package, "read the file") : status;
}

enum err
ofd_package_close(struct ofd_package *package, const struct sink *sink)
{
	if (zip_close(package->zip) != 0)
		return fail(package, "write the file");
	package->zip = NULL;
	return send(package, sink);
}
