/*
 * The listening socket of the server: its own, or one that it was started with.
 */
#ifndef SERVER_LISTENER_H
#define SERVER_LISTENER_H

#include <sys/types.h>
#include <time.h>

#include "base/err.h"

struct listener {
	int fd;
	char path[108]; /* of a socket file that we made; empty for one we were given */
	dev_t device;   /* this and the next two tell the file from a later one */
	ino_t inode;
	struct timespec made;
};

/*
 * File descriptor 0 if that listens (spawn-fcgi, systemd), else a new Unix
 * socket at `path`, mode 0660. A socket file that nobody listens on any more is
 * replaced; one that a server answers on is ERR_CONFLICT. Non-blocking.
 */
MUST_USE enum err listener_open(struct ctx *cx, const char *path, struct listener *listener);

/*
 * Non-blocking again, when whoever gave the socket may have changed that for all who have it, as
 * systemd does at a reload. Until then accept() waits a millisecond at most.
 */
void listener_renew(const struct listener *listener);

/* Close the socket here, and remove the file if it is still the one we made. */
void listener_close(struct listener *listener);

#endif
