#include "sheet/archive.h"

#include <string.h>
#include <zip.h>

struct archive {
	zip_t *zip;
	size_t unpacked; /* of all that was read */
};

static void
discard(void *zip)
{
	zip_discard(zip);
}

/* What a workbook may not have, by what the names and the types of its parts say. */
static const struct {
	const char *name;
	const char *fault;
} unwanted[] = {
	{ "vbaProject", "文件带有宏，请另存为没有宏的 .xlsx" },
	{ "macrosheet", "文件带有宏，请另存为没有宏的 .xlsx" },
	{ "externalLink", "文件引用了别的文件，请把引用的内容粘贴为数值后再保存" },
};

static enum err
check_names(struct ctx *cx, const char *text)
{
	for (size_t i = 0; i < sizeof unwanted / sizeof unwanted[0]; i++)
		if (strcasestr(text, unwanted[i].name) != NULL)
			return err_set(cx, ERR_INPUT, "%s", unwanted[i].fault);
	return ERR_OK;
}

/* What files of the old kind, and those with a password, begin with. */
static const unsigned char compound[] = { 0xD0, 0xCF, 0x11, 0xE0 };

static enum err
refuse(struct ctx *cx, const char *bytes, size_t length)
{
	if (length >= sizeof compound && memcmp(bytes, compound, sizeof compound) == 0)
		return err_set(cx, ERR_INPUT,
		               "是旧格式（.xls）或者有密码的文件，请另存为没有密码的 .xlsx");
	return err_set(cx, ERR_INPUT, "不是完好的 .xlsx 文件，请重新保存一次");
}

static enum err
check_entry(struct ctx *cx, const zip_stat_t *entry)
{
	const zip_uint64_t known = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;

	if ((entry->valid & known) != known)
		return err_set(cx, ERR_INPUT, "文件的目录不完整，请重新保存一次");
	if ((entry->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
	    entry->encryption_method != ZIP_EM_NONE)
		return err_set(cx, ERR_INPUT, "文件有密码，请保存为没有密码的 .xlsx");
	TRY(check_names(cx, entry->name));
	if (entry->size > ARCHIVE_PART_MAX ||
	    (entry->size > ARCHIVE_SMALL && entry->size / ARCHIVE_RATIO_MAX > entry->comp_size))
		return err_set(cx, ERR_INPUT, "文件解压后太大，请只保留填写的内容");
	return ERR_OK;
}

static enum err
check_entries(struct ctx *cx, zip_t *zip)
{
	zip_int64_t count = zip_get_num_entries(zip, 0);
	zip_uint64_t whole = 0;

	if (count > ARCHIVE_ENTRIES_MAX)
		return err_set(cx, ERR_INPUT, "文件里有 %lld 个部分，最多 %d 个", (long long)count,
		               ARCHIVE_ENTRIES_MAX);
	for (zip_int64_t i = 0; i < count; i++) {
		zip_stat_t entry;

		zip_stat_init(&entry);
		if (zip_stat_index(zip, (zip_uint64_t)i, 0, &entry) != 0)
			return err_set(cx, ERR_INPUT, "文件的目录不完整，请重新保存一次");
		TRY(check_entry(cx, &entry));
		whole += entry.size;
	}
	if (whole > ARCHIVE_WHOLE_MAX)
		return err_set(cx, ERR_INPUT, "文件解压后太大，请只保留填写的内容");
	return ERR_OK;
}

/* What an entry says of its size may be untrue: no more than that is read. */
static enum err
read_entry(struct ctx *cx, struct archive *archive, zip_uint64_t index, const zip_stat_t *entry,
           struct text *out)
{
	zip_file_t *file = zip_fopen_index(archive->zip, index, 0);
	size_t size = (size_t)entry->size;
	char *bytes = arena_alloc(cx->arena, size + 1);
	zip_int64_t length;
	char more;

	if (file == NULL)
		return err_set(cx, ERR_INPUT, "文件的一部分（%s）读不出来，请重新保存一次",
		               entry->name);
	length = zip_fread(file, bytes, size);
	if (length >= 0 && zip_fread(file, &more, 1) != 0)
		length = -1;
	zip_fclose(file);
	archive->unpacked += size;
	if (length != (zip_int64_t)size || archive->unpacked > ARCHIVE_WHOLE_MAX)
		return err_set(cx, ERR_INPUT, "文件的一部分（%s）已损坏，请重新保存一次",
		               entry->name);
	*out = (struct text){ cx->arena, bytes, size, size + 1 };
	return ERR_OK;
}

enum err
archive_read(struct ctx *cx, struct archive *archive, const char *name, struct text *out,
             bool *found)
{
	zip_int64_t index = zip_name_locate(archive->zip, name, ZIP_FL_NOCASE);
	zip_stat_t entry;

	*found = index >= 0;
	if (index < 0)
		return ERR_OK;
	zip_stat_init(&entry);
	if (zip_stat_index(archive->zip, (zip_uint64_t)index, 0, &entry) != 0)
		return err_set(cx, ERR_INPUT, "文件的目录不完整，请重新保存一次");
	TRY(check_entry(cx, &entry));
	return read_entry(cx, archive, (zip_uint64_t)index, &entry, out);
}

/* Each part has its type in one list, whatever its name is. */
static enum err
check_types(struct ctx *cx, struct archive *archive)
{
	struct text types;
	bool found;

	TRY(archive_read(cx, archive, "[Content_Types].xml", &types, &found));
	return found ? check_names(cx, types.data) : ERR_OK;
}

static zip_t *
open_bytes(const char *bytes, size_t length, int flags)
{
	zip_source_t *source = zip_source_buffer_create(bytes, length, 0, NULL);
	zip_t *zip = source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY | flags, NULL);

	if (zip == NULL)
		zip_source_free(source);
	return zip;
}

/* To its end, where libzip compares its sum. */
static bool
is_entry_whole(zip_t *zip, zip_uint64_t index)
{
	zip_file_t *file = zip_fopen_index(zip, index, 0);
	char part[16384];
	zip_int64_t length = -1;

	if (file == NULL)
		return false;
	while ((length = zip_fread(file, part, sizeof part)) > 0)
		continue;
	zip_fclose(file);
	return length == 0;
}

bool
archive_is_whole(const char *bytes, size_t length)
{
	zip_t *zip = open_bytes(bytes, length, ZIP_CHECKCONS);
	zip_int64_t count = zip == NULL ? 0 : zip_get_num_entries(zip, 0);
	zip_int64_t whole = 0;

	while (whole < count && is_entry_whole(zip, (zip_uint64_t)whole))
		whole++;
	if (zip != NULL)
		zip_discard(zip);
	return count > 0 && whole == count;
}

enum err
archive_open(struct ctx *cx, const char *bytes, size_t length, struct archive **out)
{
	struct archive *archive = arena_alloc(cx->arena, sizeof *archive);

	if (length < 4 || memcmp(bytes, "PK", 2) != 0)
		return refuse(cx, bytes, length);
	archive->zip = open_bytes(bytes, length, 0);
	if (archive->zip == NULL)
		return refuse(cx, bytes, length);
	arena_defer(cx->arena, discard, archive->zip);
	*out = archive;
	TRY(check_entries(cx, archive->zip));
	return check_types(cx, archive);
}
