#include "server/listener.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* Connections that wait while all workers are busy; the kernel's somaxconn may lower it. */
#define BACKLOG 1024

_Static_assert(sizeof((struct listener *)0)->path == sizeof((struct sockaddr_un *)0)->sun_path,
               "a listener's path has the size that the system gives it");

static bool
is_listening(int fd)
{
	int listening = 0;
	socklen_t length = sizeof listening;

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length) == 0 && listening != 0;
}

/*
 * systemd takes O_NONBLOCK away again, from everybody who has the socket, with each process that
 * it starts for the unit, that of a reload among them. The time limit is the socket's own.
 */
static enum err
set_nonblocking(struct ctx *cx, int fd)
{
	static const struct timeval patience = { .tv_usec = 1000 };
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) != 0)
		return err_set(cx, ERR_INTERNAL, "socket: %s", strerror(errno));
	return ERR_OK;
}

void
listener_renew(const struct listener *listener)
{
	int flags = fcntl(listener->fd, F_GETFL);

	if (flags >= 0)
		fcntl(listener->fd, F_SETFL, flags | O_NONBLOCK);
}

/* Does a server answer at the address? A full queue (EAGAIN) is an answer too. */
static bool
is_live(const struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bool live;

	if (fd < 0)
		return true;
	live = connect(fd, (const struct sockaddr *)address, sizeof *address) == 0 ||
	       errno == EAGAIN;
	close(fd);
	return live;
}

static enum err
clear_path(struct ctx *cx, const struct sockaddr_un *address)
{
	struct stat status;

	if (lstat(address->sun_path, &status) != 0) {
		if (errno == ENOENT)
			return ERR_OK;
		return err_set(cx, ERR_INPUT, "%s: %s", address->sun_path, strerror(errno));
	}
	if (!S_ISSOCK(status.st_mode))
		return err_set(cx, ERR_CONFLICT, "%s exists and is no socket", address->sun_path);
	if (is_live(address))
		return err_set(cx, ERR_CONFLICT, "another server listens on %s", address->sun_path);
	if (unlink(address->sun_path) != 0)
		return err_set(cx, ERR_INPUT, "%s: %s", address->sun_path, strerror(errno));
	return ERR_OK;
}

static enum err
bind_path(struct ctx *cx, const struct sockaddr_un *address, struct listener *listener)
{
	mode_t mask = umask(0117);
	int bound = bind(listener->fd, (const struct sockaddr *)address, sizeof *address);
	int error = errno;
	struct stat status;

	umask(mask);
	if (bound != 0)
		return err_set(cx, ERR_INPUT, "%s: %s", address->sun_path, strerror(error));
	if (listen(listener->fd, BACKLOG) != 0 || stat(address->sun_path, &status) != 0)
		return err_set(cx, ERR_INTERNAL, "%s: %s", address->sun_path, strerror(errno));
	listener->device = status.st_dev;
	listener->inode = status.st_ino;
	listener->made = status.st_mtim;
	return ERR_OK;
}

enum err
listener_open(struct ctx *cx, const char *path, struct listener *listener)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	*listener = (struct listener){ .fd = STDIN_FILENO };
	if (is_listening(STDIN_FILENO))
		return set_nonblocking(cx, STDIN_FILENO);
	if (strlen(path) >= sizeof address.sun_path)
		return err_set_field(cx, ERR_INPUT, "socket",
		                     "%s: a socket's path has at most %zu bytes", path,
		                     sizeof address.sun_path - 1);
	strcpy(address.sun_path, path);
	TRY(clear_path(cx, &address));
	listener->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (listener->fd < 0)
		return err_set(cx, ERR_INTERNAL, "socket: %s", strerror(errno));
	TRY(bind_path(cx, &address, listener));
	strcpy(listener->path, path);
	return ERR_OK;
}

/* Inode numbers are used again; the time of the last write of a socket file is that of bind(). */
static bool
is_ours(const struct listener *listener)
{
	struct stat status;

	return stat(listener->path, &status) == 0 && status.st_dev == listener->device &&
	       status.st_ino == listener->inode && status.st_mtim.tv_sec == listener->made.tv_sec &&
	       status.st_mtim.tv_nsec == listener->made.tv_nsec;
}

void
listener_close(struct listener *listener)
{
	if (listener->path[0] != '\0' && is_ours(listener))
		unlink(listener->path);
	if (listener->fd >= 0)
		close(listener->fd);
	listener->fd = -1;
	listener->path[0] = '\0';
}
