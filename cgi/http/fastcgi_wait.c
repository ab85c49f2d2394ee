#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/meter.h"
#include "http/fastcgi_internal.h"
#include "http/input.h"
#include "http/record.h"

/* How long a dear request may wait for its turn. */
#define WAIT_MS 10000

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
passed(const struct fastcgi_server *server)
{
	const char *state = FCGX_GetParam("CACHE_STATUS", server->request.envp);

	if (state == NULL || *state == '\0')
		return METER_PASSED_NONE;
	return *state == 'M'   ? METER_PASSED_MISS
	       : *state == 'B' ? METER_PASSED_BYPASS
	                       : METER_PASSED_EXPIRED;
}

static void
note_begin(struct fastcgi_server *server)
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
note_end(struct fastcgi_server *server, const struct response *response)
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
finish(struct fastcgi_server *server)
{
	char trash[4096];

	while (FCGX_GetStr(trash, sizeof trash, server->request.in) == (int)sizeof trash)
		continue;
	server->request.keepConnection = 0;
	FCGX_Finish_r(&server->request);
}

static int
read_body(void *stream, char *bytes, int size)
{
	return FCGX_GetStr(bytes, size, stream);
}

static void
answer(struct fastcgi_server *server, enum err refusal)
{
	const struct input input = { .read = read_body,
		                     .stream = server->request.in,
		                     .length = FCGX_GetParam("CONTENT_LENGTH",
		                                             server->request.envp) };
	struct ctx cx = ctx_make(server->arena);
	struct response response = response_make();
	struct text head;

	cx.refusal = refusal;
	cx.input = &input;
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
serve_peer(struct fastcgi_server *server, int fd, enum err refusal)
{
	/* Whatever this takes, the others do not wait for those that wait here. */
	budget_leave(server->budget);
	meter_set(METER_DEAR_WAITING, server->queue.count);
	server->request.ipcFd = fd;
	server->request.keepConnection = 1;
	FCGX_Detach(&server->request);
	if (FCGX_Accept_r(&server->request) == 0)
		answer(server, refusal);
}

/* What the web server says that the request costs, and for whom. */
static struct queue_entry
entry_of(const struct fastcgi_server *server, size_t length, int fd)
{
	struct queue_entry entry = { .fd = fd, .since_ms = clock_now_ms() };
	char cost[2];

	if (record_param(server->bytes, length, "GONGKAI_COST", cost, sizeof cost) &&
	    (cost[0] == '1' || cost[0] == '2'))
		entry.cost = cost[0] == '1' ? QUEUE_DEAR : QUEUE_DEAREST;
	if (!record_param(server->bytes, length, "GONGKAI_CLIENT", entry.client, sizeof entry.client))
		entry.client[0] = '\0';
	if (entry.cost != QUEUE_CHEAP)
		budget_admit(server->budget, &entry);
	return entry;
}

/* Serve one that has its place. */
static void
serve_entry(struct fastcgi_server *server, const struct queue_entry *entry)
{
	int64_t begin = clock_now_us();

	budget_begin(server->budget, entry);
	serve_peer(server, entry->fd, ERR_OK);
	budget_end(server->budget, entry, clock_now_us() - begin);
	budget_give(server->budget);
}

void
fastcgi_wait_admit(struct fastcgi_server *server, size_t length, int fd)
{
	struct queue_entry entry = entry_of(server, length, fd);
	enum queue_verdict verdict;
	int refused;

	if (entry.cost == QUEUE_CHEAP) {
		serve_peer(server, fd, ERR_OK);
		return;
	}
	if (queue_first(&server->queue, entry.cost) < 0 && budget_take(server->budget, &entry)) {
		serve_entry(server, &entry);
		return;
	}
	verdict = queue_add(&server->queue, &entry, &refused);
	if (verdict != QUEUE_WAITS)
		serve_peer(server, refused,
		           verdict == QUEUE_CLIENT_FULL ? ERR_CROWDED : ERR_UNAVAILABLE);
	meter_set(METER_DEAR_WAITING, server->queue.count);
}

/* Has the web server gone, because its client has? */
static bool
has_gone(int fd)
{
	struct pollfd peer = { .fd = fd, .events = POLLRDHUP };

	return poll(&peer, 1, 0) > 0 && (peer.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

static void
refuse_late(struct fastcgi_server *server)
{
	int64_t before = clock_now_ms() - WAIT_MS;
	int late;

	while ((late = queue_late(&server->queue, before)) >= 0)
		serve_peer(server, queue_take(&server->queue, late).fd, ERR_UNAVAILABLE);
}

/* Serve the next of a cost that waits, if it has a place. Tells the others, if not, whose turn it is here. */
static bool
serve_turn(struct fastcgi_server *server, enum queue_cost cost)
{
	struct queue_entry entry;
	int first;

	while ((first = queue_first(&server->queue, cost)) >= 0 &&
	       has_gone(server->queue.entries[first].fd))
		close(queue_take(&server->queue, first).fd);
	if (first < 0 || !budget_take(server->budget, &server->queue.entries[first])) {
		budget_wait(server->budget, cost, first < 0 ? NULL : &server->queue.entries[first]);
		return false;
	}
	entry = queue_take(&server->queue, first);
	serve_entry(server, &entry);
	return true;
}

bool
fastcgi_wait_turns(struct fastcgi_server *server)
{
	bool served = false;

	if (server->queue.count == 0)
		return false;
	refuse_late(server);
	for (enum queue_cost cost = QUEUE_DEAR; cost <= QUEUE_DEAREST; cost++)
		served = serve_turn(server, cost) || served;
	meter_set(METER_DEAR_WAITING, server->queue.count);
	return served && server->queue.count > 0;
}

void
fastcgi_wait_end(struct fastcgi_server *server)
{
	while (server->queue.count > 0)
		serve_peer(server, queue_take(&server->queue, 0).fd, ERR_OK);
}
