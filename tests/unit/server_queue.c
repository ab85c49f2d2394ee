/* The queue of a socket that nobody accepts from, as long as it is made here. */
#include "server/queue.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/unit/tap.h"

#define LIMIT 5

static void
check(int family, const struct sockaddr *any, socklen_t length, const char *name)
{
	int listener = socket(family, SOCK_STREAM, 0);
	struct sockaddr_storage address;
	socklen_t size = sizeof address;
	struct queue queue = { 99, 99 };
	int clients[3];

	ok(bind(listener, any, length) == 0 && listen(listener, LIMIT) == 0 &&
	           getsockname(listener, (struct sockaddr *)&address, &size) == 0,
	   "%s listens", name);
	ok(queue_read(listener, &queue), "the kernel tells");
	is_int(queue.waiting, 0, "nobody waits");
	is_int(queue.limit, LIMIT, "the limit is that of listen()");
	for (unsigned i = 0; i < 3; i++) {
		clients[i] = socket(family, SOCK_STREAM, 0);
		ok(connect(clients[i], (struct sockaddr *)&address, size) == 0, "one connects");
		ok(queue_read(listener, &queue), "the kernel tells");
		is_int(queue.waiting, i + 1, "and all wait");
	}
	close(accept(listener, NULL, NULL));
	ok(queue_read(listener, &queue), "the kernel tells");
	is_int(queue.waiting, 2, "one was accepted");
	for (unsigned i = 0; i < 3; i++)
		close(clients[i]);
	close(listener);
}

int
main(void)
{
	/* Without a path, the system gives a unix socket an abstract address. */
	const struct sockaddr_un local = { .sun_family = AF_UNIX };
	const struct sockaddr_in loopback = { .sin_family = AF_INET,
		                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct queue queue;

	check(AF_UNIX, (const struct sockaddr *)&local, sizeof local.sun_family, "a unix socket");
	check(AF_INET, (const struct sockaddr *)&loopback, sizeof loopback, "a TCP socket");
	ok(!queue_read(-1, &queue), "no socket");
	return done_testing();
}
