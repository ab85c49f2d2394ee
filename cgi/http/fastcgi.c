#include "http/fastcgi.h"

#include <errno.h>
#include <fcgiapp.h>
#include <limits.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

/* Requests that one worker still takes from the queue when it is to stop. */
#define DRAIN_MAX 64

/* Requests that are served before looking whether it is time to stop. */
#define BATCH_MAX 16

/* As much of a body as is read, and forgotten, to close the connection well. */
#define BODY_MAX ((size_t)64 * 1024)

struct server {
	FCGX_Request request;
	struct arena *arena;
	transport_handler handler;
	void *user;
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

/*
 * Read the request's body to its end, which for GET is in the buffer already.
 * With nothing left unread the connection may be closed at once; otherwise
 * libfcgi has to linger, or the web server would lose the answer.
 */
static void
finish(struct server *server)
{
	char trash[4096];
	size_t left = BODY_MAX;
	int got;

	do {
		got = FCGX_GetStr(trash, sizeof trash, server->request.in);
		left -= sizeof trash;
	} while (got == (int)sizeof trash && left > 0);
	if (FCGX_HasSeenEOF(server->request.in))
		FCGX_Detach(&server->request);
	FCGX_Finish_r(&server->request);
}

static void
answer(struct server *server)
{
	struct ctx cx = ctx_make(server->arena);
	struct response response = response_make();
	struct text head;

	server->handler(server->user, &cx, server->request.envp, &response);
	head = response_head(server->arena, &response);
	send_bytes(server->request.out, head.data, head.length);
	send_bytes(server->request.out, response.body, response.body_length);
	finish(server);
	arena_reset(server->arena);
}

/* Accept and answer one request. `*served` is false when none was waiting. */
static enum err
serve_one(struct ctx *cx, struct server *server, bool *served)
{
	int status = FCGX_Accept_r(&server->request);

	*served = status == 0;
	if (status == 0)
		answer(server);
	else if (status != -EAGAIN && status != -EWOULDBLOCK && status != -EINTR &&
	         status != -ECONNABORTED)
		return err_set(cx, ERR_INTERNAL, "accept: %s", strerror(-status));
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

static bool
is_stopping(int epoll_fd, int stop_fd)
{
	struct epoll_event events[2];
	int count = epoll_wait(epoll_fd, events, 2, -1);

	for (int i = 0; i < count; i++)
		if (events[i].data.fd == stop_fd)
			return true;
	return false;
}

/* Serve what waits, at most `limit` requests. */
static enum err
serve_waiting(struct ctx *cx, struct server *server, int limit)
{
	bool served = true;

	for (int i = 0; served && i < limit; i++)
		TRY(serve_one(cx, server, &served));
	return ERR_OK;
}

static enum err
serve(struct ctx *cx, struct server *server, int epoll_fd, int listen_fd, int stop_fd)
{
	/* Exclusive: a connection wakes one idle worker, not all of them. */
	TRY(watch(cx, epoll_fd, listen_fd, EPOLLIN | EPOLLEXCLUSIVE));
	TRY(watch(cx, epoll_fd, stop_fd, EPOLLIN));
	while (!is_stopping(epoll_fd, stop_fd))
		TRY(serve_waiting(cx, server, BATCH_MAX));
	return serve_waiting(cx, server, DRAIN_MAX);
}

enum err
fastcgi_serve(struct ctx *cx, int listen_fd, int stop_fd, transport_handler handler, void *user)
{
	struct server server = {
		.request.ipcFd = -1,
		.arena = arena_new(),
		.handler = handler,
		.user = user,
	};
	int epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	enum err status;

	if (epoll_fd < 0 || FCGX_Init() != 0 || FCGX_InitRequest(&server.request, listen_fd, 0) != 0)
		status = err_set(cx, ERR_INTERNAL, "FastCGI: %s", strerror(errno));
	else
		status = serve(cx, &server, epoll_fd, listen_fd, stop_fd);
	FCGX_Free(&server.request, 1);
	if (epoll_fd >= 0)
		close(epoll_fd);
	arena_free(server.arena);
	return status;
}
