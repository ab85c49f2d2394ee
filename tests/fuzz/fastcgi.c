/*
 * Bytes from a web server on the FastCGI socket, through all that a worker does with
 * them: waiting, judging, libfcgi, the parameters, the page and the records of the answer.
 * The first byte tells after how much of the others the web server pauses.
 */
#include "http/fastcgi.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "http/record.h"
#include "page/route.h"
#include "tests/fuzz/fuzz.h"

/* Below what the server looks at, and below what a socket takes without being read. */
#define REQUEST_MAX ((size_t)60 * 1024)
#define ANSWER_MAX ((size_t)4 * 1024 * 1024)

static struct page page;
static struct sockaddr_un address = { .sun_family = AF_UNIX };
static socklen_t address_length = sizeof address;
static int listen_fd;
static unsigned answers; /* that the page gave */

/* What plays the web server. */
struct client {
	const uint8_t *data;
	size_t size;
	size_t pause; /* after so many bytes */
	int stop_fd;
	size_t length; /* of the answer */
};

static unsigned char received[ANSWER_MAX];

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct renderer *renderer = NULL;

	(void)argc;
	(void)argv;
	signal(SIGPIPE, SIG_IGN);
	log_set_level((enum log_level)(LOG_ERROR + 1));
	fuzz_must(renderer_load(&cx, TREE "/templates", NULL, false, &renderer) == ERR_OK,
	          "the templates load");
	arena_free(arena);
	page.renderer = renderer;
	page.db = connection_new(CONNECTION_PUBLIC, "host=/nonexistent", 500);
	page.retry_after_s = 5;
	/* An address of the system's choice, without a file. */
	listen_fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	fuzz_must(bind(listen_fd, (const struct sockaddr *)&address, sizeof(sa_family_t)) == 0 &&
	                  listen(listen_fd, 1) == 0 &&
	                  getsockname(listen_fd, (struct sockaddr *)&address, &address_length) == 0,
	          "a socket listens");
	return 0;
}

static void
answer(void *user, struct ctx *cx, char *const *environment, struct response *response)
{
	answers++;
	route_answer(user, cx, environment, response);
}

/* The server may have enough before it has all. */
static void
say(int fd, const uint8_t *data, size_t size)
{
	if (size > 0 && send(fd, data, size, MSG_NOSIGNAL) != (ssize_t)size)
		fuzz_must(errno == EPIPE || errno == ECONNRESET, "the socket takes all");
}

static void *
play(void *user)
{
	struct client *client = user;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	uint64_t one = 1;
	ssize_t got;

	fuzz_must(connect(fd, (const struct sockaddr *)&address, address_length) == 0,
	          "the server is there");
	say(fd, client->data, client->pause);
	say(fd, client->data + client->pause, client->size - client->pause);
	shutdown(fd, SHUT_WR);
	while ((got = read(fd, received + client->length, sizeof received - client->length)) > 0)
		client->length += (size_t)got;
	close(fd);
	fuzz_must(write(client->stop_fd, &one, sizeof one) == (ssize_t)sizeof one,
	          "it can be stopped");
	return NULL;
}

/* Records of standard output and one end, of the request that was asked. */
static void
check_answer(const uint8_t *request, size_t length)
{
	const unsigned char *at = received;
	unsigned type = 0;

	while (length >= 8) {
		size_t whole = 8 + ((size_t)at[4] << 8 | at[5]) + at[6];

		fuzz_must(type != 3, "nothing follows the end");
		type = at[1];
		fuzz_must(at[0] == 1 && (type == 6 || type == 3), "a record of an answer");
		fuzz_must(at[2] == request[2] && at[3] == request[3], "of this request");
		fuzz_must(whole <= length, "a record is whole");
		at += whole;
		length -= whole;
	}
	fuzz_must(type == 3 && length == 0, "an answer has its end");
}

static void
serve(struct client *client)
{
	static struct transport_watch watch;
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	pthread_t thread;

	client->stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	fuzz_must(client->stop_fd >= 0, "it can be stopped");
	fuzz_must(pthread_create(&thread, NULL, play, client) == 0, "a web server starts");
	fuzz_must(fastcgi_serve(&cx, listen_fd, client->stop_fd, &watch, NULL, false, NULL, answer,
	                        &page) == ERR_OK,
	          "the server serves until it is stopped");
	fuzz_must(watch.since_ms == 0, "no request is in hand");
	pthread_join(thread, NULL);
	close(client->stop_fd);
	arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct client client = { .data = data + 1, .size = size - 1 };
	bool is_whole;

	if (size < 1 || size > REQUEST_MAX)
		return 0;
	client.pause = client.size * data[0] / 255;
	is_whole = record_judge(client.data, client.size) == RECORD_WHOLE;
	answers = 0;
	serve(&client);
	fuzz_must(answers == (is_whole ? 1 : 0),
	          "what is whole is answered, once, and nothing else");
	if (is_whole)
		check_answer(client.data, client.length);
	else
		fuzz_must(client.length == 0, "to what is not nothing is said");
	return 0;
}
