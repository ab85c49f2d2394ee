#include "command/cache.h"

#include <dirent.h>
#include <errno.h>
#include <openssl/evp.h>
#include <string.h>
#include <unistd.h>

#include "face/face.h"

#define MD5_BYTES 16
#define LEVELS 2

/* Where nginx has what it keeps under a key; NULL when OpenSSL has no MD5. */
static const char *
path_of(struct arena *arena, const char *folder, const char *key)
{
	unsigned char bytes[MD5_BYTES];
	struct text hex = text_make(arena);

	if (!EVP_Q_digest(NULL, "MD5", NULL, key, strlen(key), bytes, NULL))
		return NULL;
	for (size_t i = 0; i < MD5_BYTES; i++)
		text_add_fmt(&hex, "%02x", (unsigned)bytes[i]);
	return arena_printf(arena, "%s/%s/%.2s/%s", folder, hex.data + 31, hex.data + 29, hex.data);
}

static enum err
delete_file(struct ctx *cx, const char *path, size_t *deleted)
{
	if (unlink(path) == 0)
		++*deleted;
	else if (errno != ENOENT)
		return err_set(cx, ERR_UNAVAILABLE, "%s：不能删除（%s），请以 nginx 的用户运行",
		               path, err_system(errno));
	return ERR_OK;
}

static enum err
forget_key(struct ctx *cx, const char *folder, const char *address, const char *suffix,
           const char *accept, size_t *deleted)
{
	const char *key = arena_printf(cx->arena, "%s%s %s", address, suffix, accept);
	const char *path = path_of(cx->arena, folder, key);

	if (path == NULL)
		return err_set(cx, ERR_INTERNAL, "OpenSSL 没有 MD5，nginx 用它给缓存的文件命名");
	return delete_file(cx, path, deleted);
}

/* The spellings that a document is kept under (page/spelling.c). */
static enum err
forget_address(struct ctx *cx, const char *folder, const char *address, size_t *deleted)
{
	TRY(forget_key(cx, folder, address, "", "*/*", deleted));
	for (const struct face *face = face_list; face->name != NULL; face++) {
		TRY(forget_key(cx, folder, address, "", face->type, deleted));
		TRY(forget_key(cx, folder, address, face->suffix, "*/*", deleted));
		if (face->fixed != NULL)
			TRY(forget_key(cx, folder, address, face->fixed, "*/*", deleted));
	}
	return ERR_OK;
}

enum err
cache_forget(struct ctx *cx, const char *folder, const char *report_id, int revision,
             size_t *deleted)
{
	const char *address = arena_printf(cx->arena, "/api/v1/reports/%s", report_id);

	TRY(forget_address(cx, folder, address, deleted));
	for (int i = 1; i <= revision; i++)
		TRY(forget_address(cx, folder,
		                   arena_printf(cx->arena, "%s/revisions/%d", address, i), deleted));
	return ERR_OK;
}

/* Files are deepest, in folders that stay. */
static enum err
empty(struct ctx *cx, const char *folder, int levels, size_t *deleted)
{
	DIR *open = opendir(folder);
	enum err status = ERR_OK;
	const struct dirent *entry;

	if (open == NULL && errno == ENOENT)
		return ERR_OK;
	if (open == NULL)
		return err_set(cx, ERR_UNAVAILABLE, "%s：不能读取（%s），请以 nginx 的用户运行",
		               folder, err_system(errno));
	while (status == ERR_OK && (entry = readdir(open)) != NULL) {
		const char *path;

		if (entry->d_name[0] == '.')
			continue;
		path = arena_printf(cx->arena, "%s/%s", folder, entry->d_name);
		status = levels > 0 ? empty(cx, path, levels - 1, deleted)
		                    : delete_file(cx, path, deleted);
	}
	closedir(open);
	return status;
}

enum err
cache_empty(struct ctx *cx, const char *folder, size_t *deleted)
{
	return empty(cx, folder, LEVELS, deleted);
}
