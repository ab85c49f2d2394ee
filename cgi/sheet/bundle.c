#include "sheet/bundle.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <uniconv.h>
#include <zip.h>

#define NOT_DOCUMENT "应是 .xlsx（下载后填好的表格）或 .json 文件，压缩包里请不要放别的文件"

struct bundle {
	zip_t *zip;
};

static void
discard(void *zip)
{
	zip_discard(zip);
}

enum err
bundle_open(struct ctx *cx, const char *bytes, size_t length, struct bundle **out)
{
	struct bundle *bundle = arena_alloc(cx->arena, sizeof *bundle);
	zip_source_t *source;
	zip_error_t error;

	if (length < 4 || memcmp(bytes, "PK", 2) != 0)
		return err_set(cx, ERR_INPUT, "不是 ZIP 文件");
	zip_error_init(&error);
	source = zip_source_buffer_create(bytes, length, 0, &error);
	if (source == NULL)
		return err_set(cx, ERR_UNAVAILABLE, "there is no memory for an archive");
	bundle->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	zip_error_fini(&error);
	if (bundle->zip == NULL) {
		zip_source_free(source);
		return err_set(cx, ERR_INPUT, "ZIP 文件不完整，请重新压缩一次");
	}
	arena_defer(cx->arena, discard, bundle->zip);
	*out = bundle;
	return ERR_OK;
}

/* A name in GB 18030, as Windows in China writes it; NULL when it is none. */
static const char *
from_gb18030(struct arena *arena, const char *name)
{
	size_t length = 0;
	uint8_t *converted = u8_conv_from_encoding("GB18030", iconveh_error, name, strlen(name),
	                                           NULL, NULL, &length);
	const char *out = converted == NULL ? NULL
	                                    : arena_strndup(arena, (const char *)converted, length);

	free(converted);
	return out;
}

/* For people: control characters are none of a name. */
static const char *
readable(struct ctx *cx, const char *name)
{
	char *out;

	if (text_utf8_check(name, strlen(name)) != strlen(name))
		name = from_gb18030(cx->arena, name);
	if (name == NULL || *name == '\0')
		return "（没有名称的文件）";
	out = arena_strdup(cx->arena, text_utf8_shorten(cx->arena, name, 200));
	for (char *s = out; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			*s = ' ';
	return out;
}

/* Folders, and what macOS and Windows put beside files. */
static bool
is_aside(const char *name)
{
	const char *last = strrchr(name, '/');

	last = last == NULL ? name : last + 1;
	return *last == '\0' || text_starts_with(name, "__MACOSX/") || *last == '.' ||
	       strcmp(last, "Thumbs.db") == 0 || text_starts_with(last, "~$");
}

/* By its name, since it is by that that who packed it knows it. */
static bool
is_document(const char *name)
{
	size_t length = strlen(name);

	return length >= 5 && (strcasecmp(name + length - 5, ".xlsx") == 0 ||
	                       strcasecmp(name + length - 5, ".json") == 0);
}

static const char *
refusal(const zip_stat_t *entry)
{
	const zip_uint64_t known = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;

	if ((entry->valid & known) != known)
		return "ZIP 的目录不完整";
	if ((entry->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
	    entry->encryption_method != ZIP_EM_NONE)
		return "文件有密码";
	if (entry->size > BUNDLE_FILE_MAX)
		return "文件超过 8 MiB";
	if (entry->size > BUNDLE_SMALL && entry->size / BUNDLE_RATIO_MAX > entry->comp_size)
		return "文件解压后太大";
	return NULL;
}

enum err
bundle_list(struct ctx *cx, struct bundle *bundle, struct bundle_file **files, size_t *count)
{
	zip_int64_t entries = zip_get_num_entries(bundle->zip, 0);
	zip_uint64_t whole = 0;

	*count = 0;
	if (entries > 2 * BUNDLE_FILES_MAX)
		return err_set(cx, ERR_INPUT, "ZIP 文件里最多 %d 份文件", BUNDLE_FILES_MAX);
	*files = arena_array(cx->arena, (size_t)entries + 1, sizeof **files);
	for (zip_int64_t i = 0; i < entries; i++) {
		const char *name = zip_get_name(bundle->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
		zip_stat_t entry;

		zip_stat_init(&entry);
		if (name == NULL || zip_stat_index(bundle->zip, (zip_uint64_t)i, 0, &entry) != 0)
			return err_set(cx, ERR_INPUT, "ZIP 的目录不完整，请重新压缩一次");
		if (is_aside(name))
			continue;
		whole += entry.size;
		(*files)[(*count)++] = (struct bundle_file){ .name = readable(cx, name),
			                                     .index = (uint64_t)i,
			                                     .reason = is_document(name)
			                                                       ? refusal(&entry)
			                                                       : NOT_DOCUMENT };
	}
	if (*count == 0)
		return err_set(cx, ERR_INPUT, "ZIP 文件里没有文件");
	if (*count > BUNDLE_FILES_MAX || whole > BUNDLE_WHOLE_MAX)
		return err_set(cx, ERR_INPUT, "ZIP 文件里最多 %d 份文件、解压后共 %zu MiB",
		               BUNDLE_FILES_MAX, BUNDLE_WHOLE_MAX / 1024 / 1024);
	return ERR_OK;
}

enum err
bundle_read(struct ctx *cx, struct bundle *bundle, uint64_t index, struct text *out)
{
	zip_int64_t length;
	zip_file_t *file;
	zip_stat_t entry;
	const char *reason;
	char *bytes;
	char more;

	zip_stat_init(&entry);
	if (zip_stat_index(bundle->zip, index, 0, &entry) != 0)
		return err_set(cx, ERR_INPUT, "ZIP 的目录不完整，请重新压缩一次");
	reason = refusal(&entry);
	if (reason != NULL)
		return err_set(cx, ERR_INPUT, "%s", reason);
	file = zip_fopen_index(bundle->zip, index, 0);
	if (file == NULL)
		return err_set(cx, ERR_INPUT, "文件解压不了，请重新压缩一次");
	bytes = arena_alloc(cx->arena, (size_t)entry.size + 1);
	length = zip_fread(file, bytes, entry.size);
	/* What the directory says of the size may be untrue: no more than that is read. */
	if (length == (zip_int64_t)entry.size && zip_fread(file, &more, 1) != 0)
		length = -1;
	zip_fclose(file);
	if (length != (zip_int64_t)entry.size)
		return err_set(cx, ERR_INPUT, "文件已损坏，请重新压缩一次");
	bytes[length] = '\0';
	*out = (struct text){ cx->arena, bytes, (size_t)length, (size_t)length + 1 };
	return ERR_OK;
}
