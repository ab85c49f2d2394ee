/*
 * How many connections wait at a listening socket for somebody to accept them.
 */
#ifndef SERVER_QUEUE_H
#define SERVER_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

struct queue {
	uint32_t waiting;
	uint32_t limit; /* then further ones are refused or wait outside */
};

/*
 * Ask the kernel: of a unix socket by netlink (the answer of `ss -xl`), of a TCP
 * socket by TCP_INFO. False where it does not tell: then netlink is forbidden, or
 * the module unix_diag is not there.
 */
bool queue_read(int listen_fd, struct queue *queue);

#endif
