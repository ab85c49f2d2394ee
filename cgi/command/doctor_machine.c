/* What `gongkai doctor` sees of this machine. */
#include <errno.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "command/doctor_internal.h"
#include "sign/key.h"

#define ANSWER_S 10
#define FREE_MIN_PERCENT 5
#define CERTIFICATE_DAYS 14
#define SECURITY_DAYS 14
#define DAY_S (24L * 60 * 60)

/*
 * GET /readyz as nginx would ask: the records of the FastCGI specification for one
 * request of one responder, whose connection ends with it.
 */
static const unsigned char request[] =
	"\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0"             /* begin */
	"\1\4\0\1\0\47\0\0"                             /* parameters, 39 bytes */
	"\16\3REQUEST_METHODGET\13\7REQUEST_URI/readyz" /* 2 + 14 + 3 and 2 + 11 + 7 */
	"\1\4\0\1\0\0\0\0\1\5\0\1\0\0\0\0";             /* their end, and that of the body */

static int
connect_to(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	const struct timeval limit = { .tv_sec = ANSWER_S };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
	if (connect(fd, (const struct sockaddr *)&address, sizeof address) == 0)
		return fd;
	close(fd);
	return -1;
}

/* The beginning of the answer, with its status; empty when there is none. */
static void
ask(int fd, char *answer, size_t size)
{
	size_t length = 0;
	ssize_t got = send(fd, request, sizeof request - 1, MSG_NOSIGNAL);

	while (got > 0 && length + 1 < size) {
		got = recv(fd, answer + length, size - 1 - length, 0);
		length += got > 0 ? (size_t)got : 0;
	}
	answer[length] = '\0';
	/* Of the header of the record, which has zeros. */
	for (size_t i = 0; i < length; i++)
		if (answer[i] == '\0')
			answer[i] = ' ';
}

static void
tell_answer(struct doctor *doctor, const char *path)
{
	char answer[2000];
	const char *status;
	int fd = connect_to(path);

	if (fd < 0 && errno == EACCES) {
		doctor_tell(doctor, DOCTOR_UNSEEN, "服务", "请以 root 或 nginx 的用户执行",
		            "没有权限连接套接字 %s", path);
		return;
	}
	if (fd < 0) {
		doctor_tell(doctor, DOCTOR_BAD, "服务",
		            "请执行 systemctl start gongkai，看 journalctl -u gongkai",
		            "连不上 %s：%s", path, err_system(errno));
		return;
	}
	ask(fd, answer, sizeof answer);
	close(fd);
	status = strstr(answer, "Status: ");
	if (status != NULL)
		status += strlen("Status: ");
	else
		status = strstr(answer, "Content-Type: ") == NULL ? "没有回答" : "200";
	doctor_tell(doctor, text_starts_with(status, "200") ? DOCTOR_GOOD : DOCTOR_BAD, "服务",
	            "请看 journalctl -u gongkai", "/readyz 的回答是 %.*s",
	            (int)strcspn(status, "\r\n"), status);
}

static void
tell_socket(struct doctor *doctor)
{
	const char *path = doctor->line->config.socket;
	struct stat found;
	const struct passwd *owner;
	unsigned mode;

	if (stat(path, &found) != 0) {
		doctor_tell(doctor, errno == EACCES ? DOCTOR_UNSEEN : DOCTOR_BAD, "套接字",
		            errno == EACCES ? "请以 root 执行"
		                            : "请执行 systemctl start gongkai.socket",
		            "%s：%s", path, err_system(errno));
		return;
	}
	owner = getpwuid(found.st_uid);
	mode = (unsigned)found.st_mode & 0777;
	doctor_tell(doctor, S_ISSOCK(found.st_mode) && (mode & 0007) == 0 ? DOCTOR_GOOD : DOCTOR_BAD,
	            "套接字", "只有 nginx 可以访问它：权限应为 0660", "%s，属于 %s，权限 %04o",
	            path, owner == NULL ? "?" : owner->pw_name, mode);
	tell_answer(doctor, path);
}

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
tell_certificate(struct doctor *doctor)
{
	static const char cure[] = "请换上新的证书，然后 systemctl reload nginx";
	FILE *file = open_file(doctor, "证书", doctor->certificate, "证书在别处就写 --certificate");
	X509 *certificate;
	int days = 0;
	int seconds = 0;

	if (file == NULL)
		return;
	certificate = PEM_read_X509(file, NULL, NULL, NULL);
	fclose(file);
	if (certificate != NULL &&
	    ASN1_TIME_diff(&days, &seconds, NULL, X509_get0_notAfter(certificate)) == 1)
		tell_expiry(doctor, "证书", doctor->certificate, days * DAY_S + seconds,
		            CERTIFICATE_DAYS, cure);
	else
		doctor_tell(doctor, DOCTOR_BAD, "证书", cure, "%s 不是 PEM 证书",
		            doctor->certificate);
	X509_free(certificate);
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

	tell_socket(doctor);
	tell_cache(doctor);
	tell_key(doctor, "log_key", config->log_key, KEY_ED25519);
	tell_key(doctor, "log_key_sm2", config->log_key_sm2, KEY_SM2);
	tell_disk(doctor, "日志", "/var/log");
	tell_disk(doctor, "数据库文件", "/var/lib/postgresql");
	tell_certificate(doctor);
	tell_security(doctor);
}
