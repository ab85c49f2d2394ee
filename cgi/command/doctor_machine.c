/* What `gongkai doctor` sees of this machine. */
#include <errno.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "command/doctor_internal.h"
#include "sign/key.h"

#define FREE_MIN_PERCENT 5
#define CERTIFICATE_DAYS 14
#define SECURITY_DAYS 14
#define DESK_CERTIFICATE "/etc/nginx/tls/gongkai-desk.crt"
#define DAY_S (24L * 60 * 60)

static void
tell_disk(struct doctor *doctor, const char *what, const char *path)
{
	struct statvfs found;
	unsigned long long free_mb;
	unsigned long long percent;

	if (statvfs(path, &found) != 0)
		return;
	free_mb = (unsigned long long)found.f_bavail * found.f_frsize / 1024 / 1024;
	percent = found.f_blocks == 0 ? 100
	                              : (unsigned long long)found.f_bavail * 100 / found.f_blocks;
	doctor_tell(doctor, percent < FREE_MIN_PERCENT ? DOCTOR_BAD : DOCTOR_GOOD, what,
	            "请清理磁盘，或者扩容", "%s 所在的磁盘还空 %llu MB（%llu%%）", path, free_mb,
	            percent);
}

/* Where `purge` deletes: where it is not, nothing that was withdrawn leaves nginx's cache. */
static void
tell_cache(struct doctor *doctor)
{
	static const char *const folders[] = { "documents", "lists" };
	static const char cure[] = "这台机器上有 nginx 的话，设置 cache 要与它的 fastcgi_cache_path "
				   "一致，否则撤回的内容留在缓存里";
	const char *cache = doctor->line->config.cache;

	for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
		const char *path = arena_printf(doctor->line->cx->arena, "%s/%s", cache, folders[i]);

		if (access(path, F_OK) != 0)
			doctor_tell(doctor, DOCTOR_UNSEEN, "缓存",
			            errno == EACCES ? "请以 root 执行" : cure, "%s：%s", path,
			            err_system(errno));
	}
	tell_disk(doctor, "缓存", cache);
}

static void
tell_key(struct doctor *doctor, const char *setting, const char *path, enum key_algorithm algorithm)
{
	struct ctx inner = ctx_make(doctor->line->cx->arena);
	const char *what = arena_printf(inner.arena, "日志的密钥 %s", setting);
	struct stat found = { 0 };
	struct key *key;

	if (strcmp(path, "none") == 0)
		return;
	if (access(path, R_OK) != 0 && errno == EACCES)
		doctor_tell(doctor, DOCTOR_UNSEEN, what, "请以 gongkai_staff 的身份执行（sudo -u）",
		            "%s：%s", path, err_system(errno));
	else if (key_load(&inner, path, &key) != ERR_OK)
		doctor_tell(doctor, DOCTOR_BAD, what, "请放回私钥，或者用 gongkai key 生成新的",
		            "%s", inner.reason);
	else if (stat(path, &found) == 0 && (found.st_mode & 0077) != 0)
		doctor_tell(doctor, DOCTOR_BAD, what, "只有 gongkai_staff 可以读它：权限应为 0600",
		            "%s，权限 %04o", path, (unsigned)found.st_mode & 0777);
	else
		doctor_tell(doctor, key_algorithm(key) == algorithm ? DOCTOR_GOOD : DOCTOR_BAD, what,
		            arena_printf(inner.arena, "这里应是 %s 的密钥",
		                         key_algorithm_name(algorithm)),
		            "%s，%s", path, key_algorithm_name(key_algorithm(key)));
}

static void
tell_expiry(struct doctor *doctor, const char *what, const char *path, long left_s, int least,
            const char *cure)
{
	doctor_tell(doctor, left_s < least * DAY_S ? DOCTOR_BAD : DOCTOR_GOOD, what, cure,
	            "%s %s %ld 天", path, left_s < 0 ? "已过期" : "还有", labs(left_s / DAY_S));
}

/* NULL, with the finding told, when the file cannot be read. */
static FILE *
open_file(struct doctor *doctor, const char *what, const char *path, const char *cure)
{
	FILE *file = fopen(path, "re");

	if (file == NULL)
		doctor_tell(doctor, DOCTOR_UNSEEN, what, errno == EACCES ? "请以 root 执行" : cure,
		            "%s：%s", path, err_system(errno));
	return file;
}

static void
tell_certificate(struct doctor *doctor, const char *what, const char *path)
{
	static const char cure[] = "请换上新的证书，然后 systemctl reload nginx";
	FILE *file = open_file(doctor, what, path, "证书在别处就写 --certificate");
	X509 *certificate;
	int days = 0;
	int seconds = 0;

	if (file == NULL)
		return;
	certificate = PEM_read_X509(file, NULL, NULL, NULL);
	fclose(file);
	if (certificate != NULL &&
	    ASN1_TIME_diff(&days, &seconds, NULL, X509_get0_notAfter(certificate)) == 1)
		tell_expiry(doctor, what, path, days * DAY_S + seconds, CERTIFICATE_DAYS, cure);
	else
		doctor_tell(doctor, DOCTOR_BAD, what, cure, "%s 不是 PEM 证书", path);
	X509_free(certificate);
}

/* nginx, another user, opens these itself. A strict umask of whoever wrote them keeps it out. */
static bool
is_closed(struct doctor *doctor, const char *what, const char *path)
{
	struct stat found = { 0 };
	mode_t wanted;
	bool is_closed;

	if (stat(path, &found) != 0)
		return false;
	wanted = S_ISDIR(found.st_mode) ? S_IROTH | S_IXOTH : S_IROTH;
	is_closed = (found.st_mode & wanted) != wanted;
	if (is_closed)
		doctor_tell(doctor, DOCTOR_BAD, what,
		            arena_printf(doctor->line->cx->arena,
		                         "nginx 的用户读不到，地址是 403：请执行 chmod -R a+rX %s",
		                         path),
		            "%s，权限 %04o", path, (unsigned)found.st_mode & 0777);
	return is_closed;
}

/* The list of the packages is written last. */
static void
tell_bulk(struct doctor *doctor)
{
	const char *folder = doctor->line->config.bulk;
	const char *index = arena_printf(doctor->line->cx->arena, "%s/index.json", folder);

	if (strcmp(folder, "none") == 0)
		return;
	if (access(index, F_OK) != 0)
		doctor_tell(doctor, DOCTOR_UNSEEN, "数据包",
		            errno == ENOENT ? "请执行 sudo -u gongkai_public gongkai bulk，每夜一次"
		                            : "请以 root 执行",
		            "%s：%s", index, err_system(errno));
	else if (!is_closed(doctor, "数据包", folder) && !is_closed(doctor, "数据包", index))
		tell_disk(doctor, "数据包", folder);
}

static void
tell_security(struct doctor *doctor)
{
	static const char cure[] = "请写上新的 Expires";
	FILE *file = open_file(doctor, "security.txt", doctor->security,
	                       "没有它，这个地址是 404；写法见 README 的“生产部署”");
	char line[1000];
	struct tm at = { 0 };
	bool is_there = false;

	if (file == NULL)
		return;
	while (!is_there && fgets(line, sizeof line, file) != NULL)
		is_there = strncasecmp(line, "Expires:", 8) == 0 &&
		           strptime(line + 8, " %Y-%m-%dT%H:%M:%S", &at) != NULL;
	fclose(file);
	if (is_closed(doctor, "security.txt", doctor->security))
		return;
	if (is_there)
		tell_expiry(doctor, "security.txt", doctor->security,
		            (long)(timegm(&at) - time(NULL)), SECURITY_DAYS, cure);
	else
		doctor_tell(doctor, DOCTOR_BAD, "security.txt", cure, "%s 没有 Expires",
		            doctor->security);
}

void
doctor_machine(struct doctor *doctor)
{
	const struct config *config = &doctor->line->config;

	tell_cache(doctor);
	tell_key(doctor, "log_key", config->log_key, KEY_ED25519);
	tell_key(doctor, "log_key_sm2", config->log_key_sm2, KEY_SM2);
	tell_disk(doctor, "nginx 的临时文件", "/var/lib/nginx");
	tell_bulk(doctor);
	tell_disk(doctor, "日志", "/var/log");
	tell_disk(doctor, "数据库文件", "/var/lib/postgresql");
	tell_certificate(doctor, "证书", doctor->certificate);
	if (access(DESK_CERTIFICATE, F_OK) == 0)
		tell_certificate(doctor, "工作台的证书", DESK_CERTIFICATE);
	tell_security(doctor);
}
