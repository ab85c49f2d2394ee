/* What `gongkai doctor` sees of the database. */
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "command/doctor_internal.h"
#include "db/conninfo.h"
#include "db/doctor.h"
#include "db/ready.h"
#include "pdf/pdf.h"

#define TIMEOUT_MS 10000
#define CLOCK_MAX_S 5
#define ROLES_CURE "请由数据库超级用户在本库执行 roles.sql"
#define SCHEMA_CURE "请由数据库的所有者执行 gongkai migrate"
#define ENTER_CURE                                                                                                   \
	"库和角色还没有，就按 README 的“安装”建立（createdb、roles.sql、gongkai migrate）；" \
	"有了，就检查 pg_hba.conf 和设置中的密码"

/* What is good when nothing was found, and what helps. */
static const struct {
	const char *name;
	const char *what;
	const char *good;
	const char *cure;
} rights[] = {
	{ "public_reads", "公众角色读不到的", "读不到草稿", "请收回（REVOKE SELECT）这些表的权限" },
	{ "public_lacks", "公众角色要读的", "都能读",
	  "请由数据库超级用户执行 roles.sql，由所有者补上（GRANT SELECT … TO gongkai_public）" },
	{ "public_writes", "公众角色的写权限", "没有", "请收回这些表的写权限" },
	{ "others_write", "工作台和缓存角色的写权限", "没有", "请收回这些表的写权限" },
	{ "public_creates", "公众角色能建立的", "没有", ROLES_CURE },
	{ "public_holds", "公众角色能占用的", "没有", ROLES_CURE },
	{ "roles", "角色的特权", "没有", ROLES_CURE },
	{ "limits", "公众角色的限制", "齐全", ROLES_CURE "；没有写“多出”的是缺少的" },
	{ "guard", "gongkai guard", "在运行",
	  "请执行 systemctl start gongkai-guard；没有它，公众角色的会话没有时限" },
	{ "purge", "gongkai purge", "在运行",
	  "请在有 nginx 的机器上执行 systemctl start gongkai-purge；没有它，撤回的内容留在缓存里" },
	{ "replication", "复制", NULL,
	  "请检查备机的日志和到主库的网络；暂停了就执行 pg_wal_replay_resume()" },
	{ "archive", "归档", NULL,
	  "请检查存放的磁盘和 archive_command，看 PostgreSQL 的日志；存不进去的会占满数据库的磁盘" },
	{ "postgresql", "PostgreSQL", NULL, NULL },
};

static void
tell_schema(struct doctor *doctor, const char *found)
{
	long number = strtol(found, NULL, 10);

	doctor_tell(doctor, number < ready_migration() ? DOCTOR_BAD : DOCTOR_GOOD, "数据库结构",
	            SCHEMA_CURE, "%ld，本程序需要 %ld", number, ready_migration());
}

static void
tell_clock(struct doctor *doctor, const char *found)
{
	long long difference = strtoll(found, NULL, 10) - (long long)time(NULL);

	doctor_tell(doctor, llabs(difference) > CLOCK_MAX_S ? DOCTOR_BAD : DOCTOR_GOOD, "时钟",
	            "公开时间取自数据库，请在两台机器上启用时间同步（systemd-timesyncd 或 chrony）",
	            "数据库比本机快 %lld 秒", difference);
}

/* A published form: "FORM DIGEST", the digest of the template that is registered. */
static void
tell_template(struct doctor *doctor, const char *found)
{
	const char *digest = strchr(found, ' ') + 1;
	const char *form = arena_strndup(doctor->line->cx->arena, found,
	                                 (size_t)(digest - found - 1));
	const char *here = doctor->renderer == NULL
	                           ? NULL
	                           : renderer_template_digest(doctor->renderer, form);

	if (doctor->renderer == NULL)
		return;
	if (here == NULL)
		doctor_tell(doctor, DOCTOR_BAD, "已公开的表式", "请放回模板，或者改正设置 templates",
		            "%s 在 %s 里没有模板", form, doctor->line->config.templates);
	else if (strcmp(here, digest) != 0)
		doctor_tell(doctor, DOCTOR_BAD, "已公开的表式",
		            "请由数据库的所有者执行 gongkai migrate，或者更新模板目录",
		            "%s 的模板与登记的不同", form);
	else
		doctor_tell(doctor, DOCTOR_GOOD, "已公开的表式", NULL, "%s 有模板，已登记", form);
}

/* The newest publication as pages. */
static void
tell_page(struct doctor *doctor, const char *document)
{
	struct ctx inner = ctx_make(doctor->line->cx->arena);
	struct order order = { .document = document, .length = strlen(document) };
	struct text pdf;

	if (doctor->renderer == NULL)
		return;
	if (pdf_write(&inner, doctor->renderer, &order, &pdf) == ERR_OK)
		doctor_tell(doctor, DOCTOR_GOOD, "排版", NULL, "最近公开的一份，%zu 字节",
		            pdf.length);
	else
		doctor_tell(doctor, DOCTOR_BAD, "排版", "请检查模板和字体", "最近公开的一份：%s",
		            inner.reason);
}

/* As whom we look, which is whom the setting lets in. */
static void
tell_session(struct doctor *doctor, const char *found)
{
	const char *setting = doctor->is_owner ? "owner_database" : "staff_database";
	const char *role = doctor->is_owner ? "gongkai_owner" : "gongkai_staff";

	doctor_tell(doctor, strcmp(found, role) == 0 ? DOCTOR_GOOD : DOCTOR_BAD, "数据库",
	            arena_printf(doctor->line->cx->arena, "请在设置 %s 中写 user=%s", setting, role),
	            "按设置 %s，以 %s 的身份看", setting, found);
}

static void
tell_row(struct doctor *doctor, const struct doctor_row *row)
{
	if (strcmp(row->name, "session") == 0)
		tell_session(doctor, row->found);
	else if (strcmp(row->name, "schema") == 0)
		tell_schema(doctor, row->found);
	else if (strcmp(row->name, "clock") == 0)
		tell_clock(doctor, row->found);
	else if (strcmp(row->name, "template") == 0)
		tell_template(doctor, row->found);
	else if (strcmp(row->name, "sample") == 0)
		tell_page(doctor, row->found);
	for (size_t i = 0; i < sizeof rights / sizeof rights[0]; i++)
		if (strcmp(row->name, rights[i].name) == 0)
			doctor_tell(doctor, strcmp(row->state, "ok") == 0 ? DOCTOR_GOOD : DOCTOR_BAD,
			            rights[i].what, rights[i].cure, "%s",
			            row->found == NULL ? rights[i].good : row->found);
}

/* Statements of the daily work for which the role lacks a right. */
static void
tell_refused(struct doctor *doctor, struct connection *db)
{
	static const char what[] = "工作人员的权限";
	struct ctx inner = ctx_make(doctor->line->cx->arena);
	struct doctor_row *refused;
	size_t count;

	if (doctor_refused(&inner, db, &refused, &count) != ERR_OK) {
		doctor_tell(doctor, DOCTOR_UNSEEN, what, SCHEMA_CURE, "%s", inner.reason);
		return;
	}
	for (size_t i = 0; i < count; i++)
		doctor_tell(doctor, DOCTOR_BAD, what,
		            "请由数据库的所有者执行 gongkai migrate（函数），或者补上 GRANT（表）",
		            "%s：%s", refused[i].name, refused[i].found);
	if (count == 0)
		doctor_tell(doctor, DOCTOR_GOOD, what, NULL, "各项操作都有");
}

/*
 * A server on this machine asks the kernel who comes. Root comes as the user whom the setting
 * names, where there is one, so that one run sees all.
 */
static bool
become(struct arena *arena, const char *conninfo)
{
	const char *name = conninfo_user(arena, conninfo);
	const struct passwd *user = name == NULL || geteuid() != 0 ? NULL : getpwnam(name);

	return user != NULL && seteuid(user->pw_uid) == 0;
}

/* What root gave away it may take back. */
static void
be_oneself(bool has_become)
{
	if (has_become && seteuid(0) != 0)
		perror("seteuid");
}

static enum err
enter(struct ctx *cx, struct connection *db, const char *conninfo, struct doctor_row **rows,
      size_t *count)
{
	bool has_become = become(cx->arena, conninfo);
	enum err status = doctor_look(cx, db, rows, count);

	be_oneself(has_become);
	return status;
}

static enum err
look(struct doctor *doctor, enum connection_role role, const char *conninfo, struct ctx *cx)
{
	struct connection *db = connection_new(role, conninfo, TIMEOUT_MS);
	struct ctx inner = ctx_make(cx->arena);
	struct doctor_row *rows;
	size_t count;
	enum err status = enter(cx, db, conninfo, &rows, &count);

	for (size_t i = 0; status == ERR_OK && i < count; i++)
		tell_row(doctor, &rows[i]);
	if (status == ERR_OK && role == CONNECTION_STAFF)
		tell_refused(doctor, db);
	/* A schema of before is told of above. */
	if (status == ERR_OK && doctor_code(doctor, &inner, db) != ERR_OK)
		doctor_tell(doctor, DOCTOR_UNSEEN, "一次性密码的密钥", "请执行 gongkai migrate",
		            "%s", inner.reason);
	connection_free(db);
	return status;
}

/* Does the database let in whom the setting names? */
static bool
enters(struct arena *arena, const char *conninfo)
{
	bool has_become = become(arena, conninfo);
	bool does = doctor_enters(conninfo);

	be_oneself(has_become);
	return does;
}

/* Whether the workers find a database, and as whom; whether they may enter, root can try. */
static void
tell_public(struct doctor *doctor)
{
	const char *database = doctor->line->config.database;
	const char *user = conninfo_user(doctor->line->cx->arena, database);

	if (!doctor_is_up(database))
		doctor_tell(doctor, DOCTOR_BAD, "公众数据库",
		            "请检查 PostgreSQL（systemctl status postgresql）和设置 database",
		            "按设置 database 连不上");
	else if (user != NULL && strcmp(user, "gongkai_public") != 0)
		doctor_tell(doctor, DOCTOR_BAD, "公众数据库",
		            "请在设置 database 中写 user=gongkai_public",
		            "设置 database 的用户是 %s，它能读的比公众多", user);
	else if (geteuid() == 0 && user != NULL && getpwnam(user) != NULL &&
	         !enters(doctor->line->cx->arena, database))
		doctor_tell(doctor, DOCTOR_BAD, "公众数据库", ENTER_CURE, "没有让 %s 进入", user);
}

/* Are we whom the setting names, or can we be it? */
static bool
is_oneself(const char *user)
{
	const struct passwd *found = user == NULL ? NULL : getpwnam(user);

	return found != NULL && (geteuid() == 0 || found->pw_uid == geteuid());
}

/* The owner sees the same. */
static void
tell_staff(struct doctor *doctor, const char *reason)
{
	const char *conninfo = doctor->line->config.staff_database;

	if (!doctor_is_up(conninfo))
		doctor_tell(doctor, DOCTOR_BAD, "数据库",
		            "请检查 PostgreSQL（systemctl status postgresql）和设置 staff_database",
		            "连不上：%s", reason);
	else if (doctor->is_owner)
		return;
	else if (enters(doctor->line->cx->arena, conninfo))
		doctor_tell(doctor, DOCTOR_BAD, "数据库结构", SCHEMA_CURE, "%s", reason);
	else if (is_oneself(conninfo_user(doctor->line->cx->arena, conninfo)))
		doctor_tell(doctor, DOCTOR_BAD, "数据库", ENTER_CURE, "没有让我们进入：%s", reason);
	else
		doctor_tell(doctor, DOCTOR_UNSEEN, "数据库",
		            "请以 root、gongkai_staff 或 gongkai_owner 的身份执行（sudo，sudo -u）",
		            "它在运行，但没有让我们进入：%s", reason);
}

void
doctor_database(struct doctor *doctor)
{
	const struct config *config = &doctor->line->config;
	struct ctx staff = ctx_make(doctor->line->cx->arena);
	struct ctx owner = ctx_make(doctor->line->cx->arena);

	tell_public(doctor);
	if (look(doctor, CONNECTION_STAFF, config->staff_database, &staff) == ERR_OK)
		return;
	doctor->is_owner = true;
	doctor->is_owner = look(doctor, CONNECTION_OWNER, config->owner_database, &owner) == ERR_OK;
	tell_staff(doctor, staff.reason);
}
