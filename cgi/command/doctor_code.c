/* What `gongkai doctor` sees of the keys that lock the secrets of one-time codes. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command/doctor_internal.h"
#include "db/doctor.h"
#include "sign/vault.h"

/* Has the file the key, and does it belong to whom its folder belongs to, the desk? */
static bool
is_in(const struct vault *vault, const char *key)
{
	for (size_t i = 0; i < vault->count; i++)
		if (strcmp(vault->ids[i], key) == 0)
			return true;
	return false;
}

static bool
is_of_folder(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct stat file;
	struct stat folder;

	return slash != NULL && stat(path, &file) == 0 &&
	       stat(arena_strndup(arena, path, (size_t)(slash - path)), &folder) == 0 &&
	       file.st_uid == folder.st_uid;
}

/* The keys of one-time codes that the file lacks, as a list with the accounts. */
static const char *
lacking(struct arena *arena, const struct vault *vault, const struct doctor_key *keys, size_t count)
{
	struct text out = text_make(arena);

	for (size_t i = 0; i < count; i++)
		if (keys[i].key != NULL && !is_in(vault, keys[i].key))
			text_add_fmt(&out, "%s%s（%s 个账号）", out.length == 0 ? "" : "、",
			             keys[i].key, keys[i].accounts);
	return out.length == 0 ? NULL : out.data;
}

static void
tell_keys(struct doctor *doctor, const struct doctor_key *keys, size_t count)
{
	static const char what[] = "一次性密码的密钥";
	const char *cure = "请从备份或另一台服务器恢复 code_key 的文件，属主为 gongkai_desk，"
			   "权限 600；找不回来的，由管理员停用有关账号的一次性密码";
	const char *path = doctor->line->config.code_key;
	struct ctx inner = ctx_make(doctor->line->cx->arena);
	struct vault vault = { .count = 0 };
	enum err status = vault_load(&inner, path, &vault);
	const char *missing = lacking(inner.arena, &vault, keys, count);

	if (status == ERR_NOT_FOUND && missing == NULL)
		doctor_tell(doctor, DOCTOR_GOOD, what, NULL, "还没有用到");
	else if (status != ERR_OK && access(path, R_OK) != 0 && errno == EACCES)
		doctor_tell(doctor, DOCTOR_UNSEEN, what, "请以 root 的身份执行",
		            "%s 只有工作台的用户可读", path);
	else if (status != ERR_OK)
		doctor_tell(doctor, DOCTOR_BAD, what, cure, "%s", inner.reason);
	else if (!is_of_folder(inner.arena, path))
		doctor_tell(doctor, DOCTOR_BAD, what, cure, "%s 的属主不是所在文件夹的属主", path);
	else if (missing != NULL)
		doctor_tell(doctor, DOCTOR_BAD, what, cure, "%s 里没有 %s", path, missing);
	else
		doctor_tell(doctor, DOCTOR_GOOD, what, NULL, "%zu 把", vault.count);
}

enum err
doctor_code(struct doctor *doctor, struct ctx *cx, struct connection *db)
{
	struct doctor_key *keys;
	size_t count;

	TRY(doctor_keys(cx, db, &keys, &count));
	tell_keys(doctor, keys, count);
	return ERR_OK;
}
