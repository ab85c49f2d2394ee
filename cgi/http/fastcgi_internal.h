/*
 * A worker's transport: connections are accepted and heard by fastcgi.c until their
 * request is whole, then served by fastcgi_wait.c, now or in turn.
 */
#ifndef HTTP_FASTCGI_INTERNAL_H
#define HTTP_FASTCGI_INTERNAL_H

#include <fcgiapp.h>

#include "http/fastcgi.h"
#include "http/queue.h"

/*
 * Without its body a request is longer by nothing but fault: the web server's limits on
 * headers are far below.
 */
#define FASTCGI_REQUEST_MAX ((size_t)64 * 1024)

/* Connections whose request has not come yet; one more, and the oldest is closed. */
#define FASTCGI_PEERS_MAX 256

struct fastcgi_peer {
	int fd;
	int64_t due;
};

struct fastcgi_server {
	FCGX_Request request;
	struct arena *arena;
	struct transport_watch *watch;
	transport_handler handler;
	transport_idle idle; /* or NULL */
	int64_t idle_due;
	void *user;
	int listen_fd;
	int stop_fd;
	int epoll_fd;
	int64_t begun_us;
	struct fastcgi_peer peers[FASTCGI_PEERS_MAX]; /* the oldest first */
	size_t peer_count;
	bool takes_bodies;
	struct budget *budget;
	struct queue queue; /* dear requests, whole, that wait for their turn */
	unsigned char bytes[FASTCGI_REQUEST_MAX];
};

/* A whole request, `length` bytes of server->bytes: serve it now or let it wait. Takes `fd`. */
void fastcgi_wait_admit(struct fastcgi_server *server, size_t length, int fd);

/* One turn for each cost; true when somebody was served, and more may be. */
bool fastcgi_wait_turns(struct fastcgi_server *server);

/* Before the end: whoever waits is served, with a place or without. */
void fastcgi_wait_end(struct fastcgi_server *server);

#endif
