/* What `gongkai doctor` sees of the sockets of the server and the desk, and who answers there. */
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "command/doctor_internal.h"

#define ANSWER_S 10

/* Of gongkai-desk.socket; no setting names it. */
#define DESK_FOLDER "/run/gongkai-desk"
#define DESK_SOCKET DESK_FOLDER "/gongkai.sock"

struct server {
	const char *socket; /* what its socket is called, */
	const char *what;   /* what it is called itself, */
	const char *path;   /* where it is, */
	const char *unit;   /* and who makes it */
	const char *cure;   /* when it does not answer */
};

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
tell_answer(struct doctor *doctor, const struct server *server)
{
	const char *path = server->path;
	char answer[2000];
	const char *status;
	int fd = connect_to(path);

	if (fd < 0 && errno == EACCES) {
		doctor_tell(doctor, DOCTOR_UNSEEN, server->what, "请以 root 或 nginx 的用户执行",
		            "没有权限连接套接字 %s", path);
		return;
	}
	if (fd < 0) {
		doctor_tell(doctor, DOCTOR_BAD, server->what, server->cure, "连不上 %s：%s", path,
		            err_system(errno));
		return;
	}
	ask(fd, answer, sizeof answer);
	close(fd);
	status = strstr(answer, "Status: ");
	if (status != NULL)
		status += strlen("Status: ");
	else
		status = strstr(answer, "Content-Type: ") == NULL ? "没有回答" : "200";
	doctor_tell(doctor, text_starts_with(status, "200") ? DOCTOR_GOOD : DOCTOR_BAD, server->what,
	            text_starts_with(status, "503") ? "它在运行，没有就绪：原因在别的各行和日志里"
	                                            : server->cure,
	            "/readyz 的回答是 %.*s", (int)strcspn(status, "\r\n"), status);
}

/*
 * Whom nginx runs as: whoever its cache belongs to. NULL where there is none yet. Only that
 * user may reach the socket, and must.
 */
static const struct passwd *
nginx_user(struct doctor *doctor)
{
	struct stat found;
	const char *folder = arena_printf(doctor->line->cx->arena, "%s/documents",
	                                  doctor->line->config.cache);

	return stat(folder, &found) == 0 ? getpwuid(found.st_uid) : NULL;
}

static void
tell_owner(struct doctor *doctor, const struct server *server, const struct stat *found)
{
	const struct passwd *nginx = nginx_user(doctor);
	unsigned mode = (unsigned)found->st_mode & 0777;
	bool is_closed = S_ISSOCK(found->st_mode) && (mode & 0007) == 0;
	bool is_reached = nginx == NULL || nginx->pw_uid == found->st_uid ||
	                  nginx->pw_gid == found->st_gid;
	const char *wanted = nginx == NULL ? ""
	                                   : arena_strdup(doctor->line->cx->arena, nginx->pw_name);
	const struct passwd *owner = getpwuid(found->st_uid);

	doctor_tell(doctor, is_closed && is_reached ? DOCTOR_GOOD : DOCTOR_BAD, server->socket,
	            is_reached ? "只有 nginx 可以访问它：权限应为 0660"
	                       : arena_printf(doctor->line->cx->arena,
	                                      "nginx 的用户是 %s，套接字要属于它：请在 systemctl "
	                                      "edit %s 中写 SocketUser=，再重新启动",
	                                      wanted, server->unit),
	            "%s，属于 %s，权限 %04o", server->path, owner == NULL ? "?" : owner->pw_name,
	            mode);
}

static void
tell_server(struct doctor *doctor, const struct server *server)
{
	struct stat found;

	if (stat(server->path, &found) != 0) {
		doctor_tell(doctor, errno == EACCES ? DOCTOR_UNSEEN : DOCTOR_BAD, server->socket,
		            errno == EACCES
		                    ? "请以 root 执行"
		                    : arena_printf(doctor->line->cx->arena,
		                                   "请执行 systemctl start %s", server->unit),
		            "%s：%s", server->path, err_system(errno));
		return;
	}
	tell_owner(doctor, server, &found);
	tell_answer(doctor, server);
}

void
doctor_socket(struct doctor *doctor)
{
	const struct server public = { "套接字", "服务", doctor->line->config.socket,
		                       "gongkai.socket",
		                       "请执行 systemctl start gongkai，看 journalctl -u gongkai" };
	const struct server desk = { "工作台的套接字", "工作台", DESK_SOCKET, "gongkai-desk.socket",
		                     "请执行 systemctl start gongkai-desk，看 journalctl -u "
		                     "gongkai-desk" };

	tell_server(doctor, &public);
	/* systemd makes the folder where there is a desk. */
	if (access(DESK_FOLDER, F_OK) == 0)
		tell_server(doctor, &desk);
}
