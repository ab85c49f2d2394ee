#include "http/fastcgi.h"

#include <errno.h>
#include <fcgiapp.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/meter.h"
#include "http/queue.h"
#include "http/record.h"

/* Requests that one worker still takes from the queue when it is to stop. */
#define DRAIN_MAX 64

/* Requests that are served before looking whether it is time to stop. */
#define BATCH_MAX 16

/* A request is longer by nothing but fault: the web server's limits on headers are far below. */
#define REQUEST_MAX ((size_t)64 * 1024)

/* Connections whose request has not come yet; one more, and the oldest is closed. */
#define PEERS_MAX 256

/* How long they may take, and how long one that has just connected is worth waiting for. */
#define PEER_MS 5000
#define ARRIVAL_MS 5

/* How long a dear request may wait for its turn, and how often is looked. */
#define WAIT_MS 10000
#define TURN_MS 1

/* A web server that does not take its answer for so long has stopped. */
#define SEND_S 10

struct peer {
	int fd;
	int64_t due;
};

struct server {
	FCGX_Request request;
	struct arena *arena;
	struct transport_watch *watch;
	transport_handler handler;
	void *user;
	int listen_fd;
	int stop_fd;
	int epoll_fd;
	int64_t begun_us;
	struct peer peers[PEERS_MAX]; /* the oldest first */
	size_t peer_count;
	struct budget *budget;
	struct queue queue; /* dear requests, whole, that wait for their turn */
	unsigned char bytes[REQUEST_MAX];
};

static void
send_bytes(FCGX_Stream *out, const char *bytes, size_t length)
{
	while (length > 0) {
		int part = length > INT_MAX ? INT_MAX : (int)length;

		if (FCGX_PutStr(bytes, part, out) != part)
			return;
		bytes += part;
		length -= (size_t)part;
	}
}

/* What the web server's cache had to say of the request; nothing where there is no cache. */
static enum meter_count
passed(const struct server *server)
{
	const char *state = FCGX_GetParam("CACHE_STATUS", server->request.envp);

	if (state == NULL || *state == '\0')
		return METER_PASSED_NONE;
	return *state == 'M'   ? METER_PASSED_MISS
	       : *state == 'B' ? METER_PASSED_BYPASS
	                       : METER_PASSED_EXPIRED;
}

static void
note_begin(struct server *server)
{
	const char *id = FCGX_GetParam("REQUEST_ID", server->request.envp);

	server->begun_us = clock_now_us();
	meter_set(METER_BUSY, 1);
	meter_add(passed(server), 1);
	snprintf(server->watch->request_id, sizeof server->watch->request_id, "%s",
	         id == NULL ? "" : id);
	atomic_store(&server->watch->since_ms, server->begun_us / 1000);
}

static void
note_end(struct server *server, const struct response *response)
{
	meter_request(response->route, response->status, clock_now_us() - server->begun_us);
	meter_set(METER_BUSY, 0);
	atomic_store(&server->watch->since_ms, 0);
	atomic_fetch_add(&server->watch->answered, 1);
}

/*
 * Close the connection after its one request, with nothing left unread: otherwise
 * the system would reset it, and the web server would lose the answer.
 */
static void
finish(struct server *server)
{
	char trash[4096];

	while (FCGX_GetStr(trash, sizeof trash, server->request.in) == (int)sizeof trash)
		continue;
	server->request.keepConnection = 0;
	FCGX_Finish_r(&server->request);
}

static void
answer(struct server *server, enum err refusal)
{
	struct ctx cx = ctx_make(server->arena);
	struct response response = response_make();
	struct text head;

	cx.refusal = refusal;
	note_begin(server);
	server->handler(server->user, &cx, server->request.envp, &response);
	head = response_head(server->arena, &response);
	send_bytes(server->request.out, head.data, head.length);
	send_bytes(server->request.out, response.body, response.body_length);
	finish(server);
	note_end(server, &response);
	arena_reset(server->arena);
}

/*
 * Hand a connection with a whole request to libfcgi. It is made to believe that
 * it kept the connection from an earlier request; without a listening socket it
 * cannot go on to another by itself. Detached, it closes without lingering.
 */
static void
serve_peer(struct server *server, int fd, enum err refusal)
{
	/* Whatever this takes, the others do not wait for those that wait here. */
	budget_leave(server->budget);
	server->request.ipcFd = fd;
	server->request.keepConnection = 1;
	FCGX_Detach(&server->request);
	if (FCGX_Accept_r(&server->request) == 0)
		answer(server, refusal);
}

/* What the web server says that the request costs, and for whom. */
static struct queue_entry
entry_of(const struct server *server, size_t length, int fd)
{
	struct queue_entry entry = { .fd = fd, .since_ms = clock_now_ms() };
	char cost[2];

	if (record_param(server->bytes, length, "GONGKAI_COST", cost, sizeof cost) &&
	    (cost[0] == '1' || cost[0] == '2'))
		entry.cost = cost[0] == '1' ? QUEUE_DEAR : QUEUE_DEAREST;
	if (!record_param(server->bytes, length, "GONGKAI_CLIENT", entry.client, sizeof entry.client))
		entry.client[0] = '\0';
	return entry;
}

/* A whole request, which lies in server->bytes: serve it now or let it wait. */
static void
admit(struct server *server, size_t length, int fd)
{
	struct queue_entry entry = entry_of(server, length, fd);
	enum queue_verdict verdict;
	int refused;

	if (entry.cost == QUEUE_CHEAP || (queue_first(&server->queue, entry.cost) < 0 &&
	                                  budget_take(server->budget, entry.cost, entry.since_ms))) {
		serve_peer(server, fd, ERR_OK);
		budget_give(server->budget);
		return;
	}
	verdict = queue_add(&server->queue, &entry, &refused);
	if (verdict != QUEUE_WAITS)
		serve_peer(server, refused,
		           verdict == QUEUE_CLIENT_FULL ? ERR_CROWDED : ERR_UNAVAILABLE);
}

/* Has the web server gone, because its client has? */
static bool
has_gone(int fd)
{
	struct pollfd peer = { .fd = fd, .events = POLLRDHUP };

	return poll(&peer, 1, 0) > 0 && (peer.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

static void
refuse_late(struct server *server)
{
	int64_t before = clock_now_ms() - WAIT_MS;
	int late;

	while ((late = queue_late(&server->queue, before)) >= 0)
		serve_peer(server, queue_drop(&server->queue, late).fd, ERR_UNAVAILABLE);
}

/* Serve the next of a cost that waits, if it has a place. Tells the others, if not, since when it waits. */
static bool
serve_turn(struct server *server, enum queue_cost cost)
{
	int first;

	while ((first = queue_first(&server->queue, cost)) >= 0 &&
	       has_gone(server->queue.entries[first].fd))
		close(queue_drop(&server->queue, first).fd);
	if (first < 0) {
		budget_wait(server->budget, cost, 0);
		return false;
	}
	if (!budget_take(server->budget, cost, server->queue.entries[first].since_ms)) {
		budget_wait(server->budget, cost, server->queue.entries[first].since_ms);
		return false;
	}
	serve_peer(server, queue_take(&server->queue, first).fd, ERR_OK);
	budget_give(server->budget);
	return true;
}

/* One turn for each cost; true when somebody was served, and more may be. */
static bool
serve_waiting(struct server *server)
{
	bool served = false;

	if (server->queue.count == 0)
		return false;
	refuse_late(server);
	for (enum queue_cost cost = QUEUE_DEAR; cost <= QUEUE_DEAREST; cost++)
		served = serve_turn(server, cost) || served;
	return served && server->queue.count > 0;
}

/* Before the end: whoever waits is served, with a place or without. */
static void
serve_all(struct server *server)
{
	while (server->queue.count > 0)
		serve_peer(server, queue_take(&server->queue, 0).fd, ERR_OK);
}

/* Look at what has come, and leave it there; `*length` is how much. */
static enum record_verdict
judge(struct server *server, int fd, size_t *length)
{
	ssize_t got = recv(fd, server->bytes, sizeof server->bytes, MSG_PEEK | MSG_DONTWAIT);
	enum record_verdict verdict;

	if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
		return RECORD_PARTIAL;
	if (got <= 0)
		return RECORD_REFUSED;
	*length = (size_t)got;
	verdict = record_judge(server->bytes, *length);
	return verdict == RECORD_PARTIAL && *length == sizeof server->bytes ? RECORD_REFUSED
	                                                                    : verdict;
}

static void
forget_peer(struct server *server, size_t index)
{
	server->peer_count--;
	memmove(&server->peers[index], &server->peers[index + 1],
	        (server->peer_count - index) * sizeof server->peers[0]);
}

static void
drop_peer(struct server *server, size_t index)
{
	close(server->peers[index].fd);
	forget_peer(server, index);
}

/* Edge-triggered: what has come already is not told again. */
static void
add_peer(struct server *server, int fd)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.fd = fd };

	if (server->peer_count == PEERS_MAX)
		drop_peer(server, 0);
	if (epoll_ctl(server->epoll_fd, EPOLL_CTL_ADD, fd, &event) != 0) {
		close(fd);
		return;
	}
	server->peers[server->peer_count++] = (struct peer){ fd, clock_now_ms() + PEER_MS };
}

/* A peer was heard of: more of its request has come, or it has gone. */
static void
hear_peer(struct server *server, int fd, uint32_t events)
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
		admit(server, length, fd);
	} else if (verdict == RECORD_REFUSED || (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) {
		drop_peer(server, index);
	}
}

/*
 * The request mostly comes with the connection, or is being written at this moment:
 * that is worth a short wait, unless silent peers are about.
 */
static void
meet(struct server *server, int fd)
{
	struct pollfd arrival = { .fd = fd, .events = POLLIN };
	struct timeval patience = { .tv_sec = SEND_S };
	size_t length = 0;
	enum record_verdict verdict = judge(server, fd, &length);

	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	if (verdict == RECORD_PARTIAL && server->peer_count == 0 && poll(&arrival, 1, ARRIVAL_MS) > 0)
		verdict = judge(server, fd, &length);
	if (verdict == RECORD_WHOLE)
		admit(server, length, fd);
	else if (verdict == RECORD_PARTIAL)
		add_peer(server, fd);
	else
		close(fd);
}

/* Take one connection from the queue. `*met` is false when none was waiting. */
static enum err
accept_one(struct ctx *cx, struct server *server, bool *met)
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
accept_waiting(struct ctx *cx, struct server *server, int limit)
{
	bool met = true;

	for (int i = 0; met && i < limit; i++)
		TRY(accept_one(cx, server, &met));
	return ERR_OK;
}

/* The peers whose time is over; returns the milliseconds to the next one, -1 for none. */
static int
expire_peers(struct server *server)
{
	int64_t now;

	if (server->peer_count == 0)
		return -1;
	now = clock_now_ms();
	while (server->peer_count > 0 && server->peers[0].due <= now)
		drop_peer(server, 0);
	return server->peer_count == 0 ? -1 : (int)(server->peers[0].due - now);
}

/* How long may be slept. */
static int
patience(struct server *server)
{
	int peers = expire_peers(server);

	if (serve_waiting(server))
		return 0;
	return server->queue.count > 0 && (peers < 0 || peers > TURN_MS) ? TURN_MS : peers;
}

/* One round. `*stop` becomes true when it is time to stop. */
static enum err
serve_round(struct ctx *cx, struct server *server, bool *stop)
{
	struct epoll_event events[BATCH_MAX];
	int count = epoll_wait(server->epoll_fd, events, BATCH_MAX, patience(server));

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
serve(struct ctx *cx, struct server *server)
{
	bool stop = false;

	/* Exclusive: a connection wakes one idle worker, not all of them. */
	TRY(watch(cx, server->epoll_fd, server->listen_fd, EPOLLIN | EPOLLEXCLUSIVE));
	TRY(watch(cx, server->epoll_fd, server->stop_fd, EPOLLIN));
	while (!stop)
		TRY(serve_round(cx, server, &stop));
	budget_leave(server->budget);
	TRY(accept_waiting(cx, server, DRAIN_MAX));
	serve_all(server);
	return ERR_OK;
}

enum err
fastcgi_serve(struct ctx *cx, int listen_fd, int stop_fd, struct transport_watch *watch,
              struct budget *budget, transport_handler handler, void *user)
{
	struct server server = {
		.arena = arena_new(),
		.watch = watch,
		.budget = budget,
		.handler = handler,
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
