/*
 * The transport against web servers that say nothing, say half, ask to keep their
 * connection or go away: a process serves a socket, the test plays the web server.
 */
#include "http/fastcgi.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "http/input.h"
#include "tests/unit/records.h"
#include "tests/unit/tap.h"

/* Longer than one record, and than what a socket takes at once. */
#define BODY_LENGTH ((size_t)600 * 1000)

/* A body of many records, more than is looked at before it is read. */
#define UPLOAD_LENGTH ((size_t)5 * 1000 * 1000)

/* Silent connections at a time. */
#define SILENT 50

static struct sockaddr_un address = { .sun_family = AF_UNIX };
static struct transport_watch *shared;

static void
greet(void *user, struct ctx *cx, char *const *environment, struct response *response)
{
	char *body = arena_alloc(cx->arena, BODY_LENGTH);

	struct text sent;

	(void)user;
	(void)environment;
	/* Who sends a body hears how it was read. */
	if (input_read(cx, UPLOAD_LENGTH, &sent) != ERR_OK) {
		response_body(response, "text/plain", cx->field, strlen(cx->field));
		return;
	}
	if (sent.length > 0) {
		const char *digest = text_sha256(cx->arena, sent.data, sent.length);

		response_body(response, "text/plain", digest, strlen(digest));
		return;
	}
	memset(body, 'g', BODY_LENGTH);
	response_body(response, "text/plain", body, BODY_LENGTH);
}

static pid_t
serve(int stop[2])
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
	pid_t pid;

	if (fd < 0 || pipe(stop) != 0 ||
	    bind(fd, (const struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 200) != 0)
		exit(1);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		struct arena *arena = arena_new();
		struct ctx cx = ctx_make(arena);
		enum err status;

		signal(SIGPIPE, SIG_IGN);
		close(stop[1]);
		status = fastcgi_serve(&cx, fd, stop[0], shared, NULL, true, NULL, greet, NULL);
		arena_free(arena);
		exit(status == ERR_OK ? 0 : 1);
	}
	close(fd);
	return pid;
}

/* A connection on which so much of the request has been sent. */
static int
talk(const struct records *request, size_t length)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (fd < 0 || connect(fd, (const struct sockaddr *)&address, sizeof address) != 0 ||
	    write(fd, request->bytes, length) != (ssize_t)length)
		exit(1);
	return fd;
}

/* What is read until the server closes, or nothing comes for so long; its length. */
static size_t
hear(int fd, int timeout_ms, unsigned char *bytes, size_t size, bool *closed)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLIN };
	size_t length = 0;
	ssize_t got = 1;

	while (got > 0 && length < size && poll(&pollfd, 1, timeout_ms) > 0) {
		got = read(fd, bytes + length, size - length);
		length += got > 0 ? (size_t)got : 0;
	}
	*closed = got <= 0;
	return length;
}

/* The records of an answer: its content, and whether it ends with END_REQUEST, status 0. */
static bool
read_answer(const unsigned char *bytes, size_t length, size_t *content)
{
	unsigned type = 0;

	*content = 0;
	while (length >= 8) {
		size_t size = (size_t)bytes[4] << 8 | bytes[5];
		size_t whole = 8 + size + bytes[6];

		type = bytes[1];
		if (whole > length)
			return false;
		*content += type == 6 ? size : 0;
		bytes += whole;
		length -= whole;
	}
	return type == 3 && length == 0;
}

static void
check_answer(unsigned flags, const char *name)
{
	static unsigned char bytes[2 * BODY_LENGTH];
	struct records request = records_request(flags, RECORDS_GET, RECORDS_GET_LENGTH);
	int64_t begin = clock_now_ms();
	int fd = talk(&request, request.length);
	size_t content;
	bool closed;
	size_t length = hear(fd, 3000, bytes, sizeof bytes, &closed);

	ok(read_answer(bytes, length, &content) && content > BODY_LENGTH,
	   "%s: a whole answer with its end", name);
	ok(closed && clock_now_ms() - begin < 2000, "  and the connection is closed at once");
	close(fd);
}

static void
check_refused(void)
{
	struct records request = records_request(0, "\1\377\377\377\376a", 6);
	unsigned char byte;
	bool closed;
	int fd = talk(&request, request.length);

	is_int((long long)hear(fd, 1000, &byte, 1, &closed), 0, "a hostile request has no answer");
	ok(closed, "  but an end");
	close(fd);
}

/* Many that say nothing or half: others are answered, and they are left in the end. */
static void
check_silent(void)
{
	struct records request = records_request(0, RECORDS_GET, RECORDS_GET_LENGTH);
	int silent[SILENT];
	int64_t begin = clock_now_ms();
	unsigned char byte;
	bool closed = false;
	int left = 0;

	for (size_t i = 0; i < SILENT; i++)
		silent[i] = talk(&request, i % request.length);
	check_answer(0, "beside many that say nothing, or half");
	ok(write(silent[20], request.bytes + 20, request.length - 20) > 0, "one goes on");
	ok(hear(silent[20], 2000, &byte, 1, &closed) == 1, "  and is answered");
	close(silent[20]);
	for (size_t i = 0; i < SILENT; i++) {
		if (i == 20)
			continue;
		hear(silent[i], 8000, &byte, 1, &closed);
		if (!closed)
			printf("# %zu bytes of a request are waited for\n", i % request.length);
		left += closed ? 0 : 1;
		close(silent[i]);
	}
	is_int(left, 0, "the others are left by the server");
	ok(clock_now_ms() - begin < 8000, "  after some seconds");
}

static void
check_gone(void)
{
	struct records request = records_request(0, RECORDS_GET, RECORDS_GET_LENGTH);

	for (size_t i = 0; i < 20; i++)
		close(talk(&request, i % 2 == 0 ? request.length : request.length / 2));
	check_answer(1, "after some that have gone away");
}

/* A request with a body of that length, as it says, of which so much comes; NUL-terminated answer. */
static const char *
upload(size_t says, size_t comes)
{
	static unsigned char bytes[4096];
	struct records request = { .length = 0 };
	char params[100] = "\016\004REQUEST_METHODPOST\016\007CONTENT_LENGTH";
	size_t head = 1 + 1 + 14 + 4 + 1 + 1 + 14;
	size_t length;
	bool closed;
	int fd;

	snprintf(params + head, sizeof params - head, "%07zu", says);
	records_begin(&request, 1, 0);
	records_add(&request, 4, 1, params, head + 7);
	records_add(&request, 4, 1, "", 0);
	fd = talk(&request, request.length);
	for (size_t sent = 0; sent < comes; sent += 50000) {
		static char letters[50000];

		memset(letters, 'a', sizeof letters);
		request.length = 0;
		records_add(&request, 5, 1, letters, comes - sent < 50000 ? comes - sent : 50000);
		if (write(fd, request.bytes, request.length) != (ssize_t)request.length)
			break;
	}
	request.length = 0;
	records_add(&request, 5, 1, "", 0);
	if (comes == says && write(fd, request.bytes, request.length) != (ssize_t)request.length)
		return "";
	length = hear(fd, 9000, bytes, sizeof bytes - 1, &closed);
	bytes[length] = '\0';
	for (size_t i = 0; i < length; i++)
		bytes[i] = bytes[i] == '\0' ? ' ' : bytes[i];
	close(fd);
	return (const char *)bytes;
}

/* The digests are those of sha256sum. */
static void
check_bodies(void)
{
	ok(strstr(upload(3, 3),
	          "9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0") != NULL,
	   "a short body");
	ok(strstr(upload(UPLOAD_LENGTH, UPLOAD_LENGTH),
	          "7f4a285193573e707fcb6398222c00f044745cd2930e41d28d30da87d6ca183f") != NULL,
	   "a long one");
	ok(strstr(upload(UPLOAD_LENGTH + 1, UPLOAD_LENGTH + 1), INPUT_FIELD) != NULL,
	   "one that is too long is refused, and its end is waited for");
	ok(strstr(upload(UPLOAD_LENGTH, 400000), INPUT_FIELD) != NULL,
	   "one that stops is refused after some seconds");
}

int
main(void)
{
	char folder[] = "/tmp/gongkai-fastcgi-XXXXXX";
	int stop[2];
	int status = -1;
	pid_t pid;

	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
	              0);
	if (shared == MAP_FAILED || mkdtemp(folder) == NULL)
		return 1;
	snprintf(address.sun_path, sizeof address.sun_path, "%s/s", folder);
	pid = serve(stop);
	check_answer(0, "an ordinary request");
	check_answer(1, "one that would keep the connection");
	/* What the process notes after it has closed the connection. */
	for (int i = 0; i < 200 && atomic_load(&shared->answered) < 2; i++)
		usleep(10000);
	is_int(atomic_load(&shared->answered), 2, "both are counted");
	is_int(atomic_load(&shared->since_ms), 0, "and none is in hand");
	is_str(shared->request_id, "abcd", "the last one was this");
	check_refused();
	check_gone();
	check_silent();
	check_bodies();
	close(stop[1]);
	ok(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0,
	   "it stops when asked");
	unlink(address.sun_path);
	rmdir(folder);
	return done_testing();
}
