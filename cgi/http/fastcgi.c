#include "http/fastcgi.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "http/fastcgi_internal.h"
#include "http/record.h"

/* Requests that one worker still takes from the queue when it is to stop. */
#define DRAIN_MAX 64

/* Requests that are served before looking whether it is time to stop. */
#define BATCH_MAX 16

/* How long silent connections may take, and how long one that has just connected is worth waiting for. */
#define PEER_MS 5000
#define ARRIVAL_MS 5

/* How often is looked whether a dear request's turn has come. */
#define TURN_MS 1

/* How often other work is looked for, and how long it waits when requests never end. */
#define IDLE_MS 1000
#define IDLE_LATE_MS 1000

/* A web server that does not take its answer for so long has stopped. */
#define SEND_S 10

/* And one that does not go on with a body. */
#define RECEIVE_S 5

/* Look at what has come, and leave it there; `*length` is how much. */
static enum record_verdict
judge(struct fastcgi_server *server, int fd, size_t *length)
{
	ssize_t got = recv(fd, server->bytes, sizeof server->bytes, MSG_PEEK | MSG_DONTWAIT);
	enum record_verdict verdict;

	if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return RECORD_PARTIAL;
	if (got <= 0)
		return RECORD_REFUSED;
	*length = (size_t)got;
	verdict = record_judge(server->bytes, *length);
	if (verdict != RECORD_PARTIAL && verdict != RECORD_BODY)
		return verdict;
	if (*length < sizeof server->bytes)
		return RECORD_PARTIAL;
	return verdict == RECORD_BODY && server->takes_bodies ? RECORD_WHOLE : RECORD_REFUSED;
}

static void
forget_peer(struct fastcgi_server *server, size_t index)
{
	server->peer_count--;
	memmove(&server->peers[index], &server->peers[index + 1],
	        (server->peer_count - index) * sizeof server->peers[0]);
}

static void
drop_peer(struct fastcgi_server *server, size_t index)
{
	close(server->peers[index].fd);
	forget_peer(server, index);
}

/* Edge-triggered: what has come already is not told again. */
static void
add_peer(struct fastcgi_server *server, int fd)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.fd = fd };

	if (server->peer_count == FASTCGI_PEERS_MAX)
		drop_peer(server, 0);
	if (epoll_ctl(server->epoll_fd, EPOLL_CTL_ADD, fd, &event) != 0) {
		close(fd);
		return;
	}
	server->peers[server->peer_count++] = (struct fastcgi_peer){ fd, clock_now_ms() + PEER_MS };
}

/* A peer was heard of: more of its request has come, or it has gone. */
static void
hear_peer(struct fastcgi_server *server, int fd, uint32_t events)
{
	enum record_verdict verdict;
	size_t length = 0;
	size_t index = 0;

	while (index < server->peer_count && server->peers[index].fd != fd)
		index++;
	if (index == server->peer_count)
		return;
	verdict = judge(server, fd, &length);
	if (verdict == RECORD_WHOLE) {
		epoll_ctl(server->epoll_fd, EPOLL_CTL_DEL, fd, NULL);
		forget_peer(server, index);
		fastcgi_wait_admit(server, length, fd);
	} else if (verdict == RECORD_REFUSED || (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) {
		drop_peer(server, index);
	}
}

/*
 * The request mostly comes with the connection, or is being written at this moment:
 * that is worth a short wait, unless silent peers are about.
 */
static void
meet(struct fastcgi_server *server, int fd)
{
	struct pollfd arrival = { .fd = fd, .events = POLLIN };
	struct timeval patience = { .tv_sec = SEND_S };
	struct timeval body_patience = { .tv_sec = RECEIVE_S };
	size_t length = 0;
	enum record_verdict verdict = judge(server, fd, &length);

	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &body_patience, sizeof body_patience);
	if (verdict == RECORD_PARTIAL && server->peer_count == 0 && poll(&arrival, 1, ARRIVAL_MS) > 0)
		verdict = judge(server, fd, &length);
	if (verdict == RECORD_WHOLE)
		fastcgi_wait_admit(server, length, fd);
	else if (verdict == RECORD_PARTIAL)
		add_peer(server, fd);
	else
		close(fd);
}

/* Take one connection from the queue. `*met` is false when none was waiting. */
static enum err
accept_one(struct ctx *cx, struct fastcgi_server *server, bool *met)
{
	int fd = accept4(server->listen_fd, NULL, NULL, SOCK_CLOEXEC);

	*met = fd >= 0;
	if (fd >= 0)
		meet(server, fd);
	else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR && errno != ECONNABORTED)
		return err_set(cx, ERR_INTERNAL, "accept: %s", strerror(errno));
	return ERR_OK;
}

/* Take what waits, at most `limit` connections. */
static enum err
accept_waiting(struct ctx *cx, struct fastcgi_server *server, int limit)
{
	bool met = true;

	for (int i = 0; met && i < limit; i++)
		TRY(accept_one(cx, server, &met));
	return ERR_OK;
}

/* The peers whose time is over; returns the milliseconds to the next one, -1 for none. */
static int
expire_peers(struct fastcgi_server *server)
{
	int64_t now;

	if (server->peer_count == 0)
		return -1;
	now = clock_now_ms();
	while (server->peer_count > 0 && server->peers[0].due <= now)
		drop_peer(server, 0);
	return server->peer_count == 0 ? -1 : (int)(server->peers[0].due - now);
}

/* How long may be slept before something has to be done. */
static int
patience(struct fastcgi_server *server)
{
	int peers = expire_peers(server);

	if (fastcgi_wait_turns(server))
		return 0;
	return server->queue.count > 0 && (peers < 0 || peers > TURN_MS) ? TURN_MS : peers;
}

/* Other work, when nobody asks for anything or it has waited long; then requests are looked for again. */
static void
be_idle(struct fastcgi_server *server, bool is_asked)
{
	int64_t patience_ms = is_asked ? IDLE_LATE_MS : 0;
	bool has_more;

	if (server->idle == NULL || clock_now_ms() < server->idle_due + patience_ms)
		return;
	/* Whatever it takes, the others do not wait for those that wait here. */
	budget_leave(server->budget);
	has_more = server->idle(server->user, server->arena);
	arena_reset(server->arena);
	server->idle_due = clock_now_ms() + (has_more ? 0 : IDLE_MS);
}

/* How long may be slept. */
static int
rest(struct fastcgi_server *server)
{
	int wait = patience(server);
	int64_t left = server->idle == NULL ? -1 : server->idle_due - clock_now_ms();

	if (server->idle == NULL)
		return wait;
	if (left < 0)
		left = 0;
	return wait < 0 || wait > left ? (int)left : wait;
}

/* One round. `*stop` becomes true when it is time to stop. */
static enum err
serve_round(struct ctx *cx, struct fastcgi_server *server, bool *stop)
{
	struct epoll_event events[BATCH_MAX];
	int count = epoll_wait(server->epoll_fd, events, BATCH_MAX, rest(server));

	for (int i = 0; i < count; i++) {
		int fd = events[i].data.fd;

		if (fd == server->stop_fd)
			*stop = true;
		else if (fd == server->listen_fd)
			/* With somebody half heard, one at a time. */
			TRY(accept_waiting(cx, server, server->peer_count > 0 ? 1 : BATCH_MAX));
		else
			hear_peer(server, fd, events[i].events);
	}
	be_idle(server, count > 0);
	return ERR_OK;
}

static enum err
watch(struct ctx *cx, int epoll_fd, int fd, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.fd = fd };

	if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event) != 0)
		return err_set(cx, ERR_INTERNAL, "epoll_ctl: %s", strerror(errno));
	return ERR_OK;
}

static enum err
serve(struct ctx *cx, struct fastcgi_server *server)
{
	bool stop = false;

	/* Exclusive: a connection wakes one idle worker, not all of them. */
	TRY(watch(cx, server->epoll_fd, server->listen_fd, EPOLLIN | EPOLLEXCLUSIVE));
	TRY(watch(cx, server->epoll_fd, server->stop_fd, EPOLLIN));
	while (!stop)
		TRY(serve_round(cx, server, &stop));
	budget_leave(server->budget);
	TRY(accept_waiting(cx, server, DRAIN_MAX));
	fastcgi_wait_end(server);
	return ERR_OK;
}

enum err
fastcgi_serve(struct ctx *cx, int listen_fd, int stop_fd, struct transport_watch *watch,
              struct budget *budget, bool takes_bodies, transport_idle idle,
              transport_handler handler, void *user)
{
	struct fastcgi_server server = {
		.arena = arena_new(),
		.watch = watch,
		.takes_bodies = takes_bodies,
		.budget = budget,
		.handler = handler,
		.idle = idle,
		.user = user,
		.listen_fd = listen_fd,
		.stop_fd = stop_fd,
		.epoll_fd = epoll_create1(EPOLL_CLOEXEC),
	};
	enum err status;

	/* Answers are written at once. What is set here holds for the connections; a unix socket has none. */
	setsockopt(listen_fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
	if (server.epoll_fd < 0 || FCGX_Init() != 0 || FCGX_InitRequest(&server.request, -1, 0) != 0)
		status = err_set(cx, ERR_INTERNAL, "FastCGI: %s", strerror(errno));
	else
		status = serve(cx, &server);
	while (server.peer_count > 0)
		drop_peer(&server, 0);
	if (server.epoll_fd >= 0)
		close(server.epoll_fd);
	arena_free(server.arena);
	return status;
}
