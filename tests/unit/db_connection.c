/*
 * What a connection does when the database is away, silent or mad: always an
 * answer in time. The servers here are sockets that this test makes.
 */
#include "db/connection.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "db/ready.h"
#include "tests/unit/tap.h"

#define TIMEOUT_MS 300

static char folder[] = "/tmp/gongkai-db-XXXXXX";
static char socket_path[64];

static long
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int
listen_here(void)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(socket_path, sizeof socket_path, "%s/.s.PGSQL.5432", folder);
	strcpy(address.sun_path, socket_path);
	if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 8) != 0)
		abort();
	return fd;
}

/* The outcome is unavailable, within `limit_ms`; returns the reason. */
static const char *
check(struct arena *arena, struct connection *db, long limit_ms, const char *name)
{
	struct ctx cx = ctx_make(arena);
	long start = now_ms();
	enum err status = ready_check(&cx, db);
	long took = now_ms() - start;

	ok(status == ERR_UNAVAILABLE && took <= limit_ms, "%s: %s after %ld ms: %s", name,
	   err_name(status), took, cx.reason);
	return cx.reason;
}

static void
check_silence(struct arena *arena, const char *conninfo)
{
	struct connection *db = connection_new(CONNECTION_PUBLIC, conninfo, TIMEOUT_MS);
	int fd = listen_here();

	check(arena, db, TIMEOUT_MS + 200, "a server that never answers");
	check(arena, db, 20, "once more: no second wait");
	connection_free(db);
	unlink(socket_path);
	close(fd);
}

static void
check_madness(struct arena *arena, const char *conninfo)
{
	struct connection *db = connection_new(CONNECTION_PUBLIC, conninfo, TIMEOUT_MS);
	int fd = listen_here();
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		for (;;) {
			int peer = accept(fd, NULL, NULL);

			if (write(peer, "HTTP/1.1 400 Bad Request\r\n\r\n", 28) < 0)
				_exit(1);
			close(peer);
		}
	}
	check(arena, db, TIMEOUT_MS + 200, "a server that is none of PostgreSQL");
	kill(pid, SIGKILL);
	connection_free(db);
	unlink(socket_path);
	close(fd);
}

/* Of two hosts one never answers: the other is asked in the same call, and alone in the next. */
static void
check_hosts(struct arena *arena)
{
	const char *conninfo = arena_printf(arena, "host=%s,%s port=5432,5433 user=u dbname=d",
	                                    folder, folder);
	struct connection *db = connection_new(CONNECTION_PUBLIC, conninfo, TIMEOUT_MS);
	int fd = listen_here();
	const char *reason = check(arena, db, TIMEOUT_MS / 2 + 100, "one of two never answers");

	ok(strstr(reason, ".5433") != NULL, "the other was asked: it is not there");
	reason = check(arena, db, 20, "once more: no wait for the silent one");
	ok(strstr(reason, ".5433") != NULL, "the other was asked again");
	connection_free(db);
	unlink(socket_path);
	close(fd);
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct connection *db;
	const char *conninfo;
	const char *reason;

	if (mkdtemp(folder) == NULL)
		return 1;
	conninfo = arena_printf(arena, "host=%s port=5432 user=u dbname=d password=geheim", folder);
	db = connection_new(CONNECTION_PUBLIC, conninfo, TIMEOUT_MS);
	reason = check(arena, db, 50, "no socket");
	ok(strstr(reason, "geheim") == NULL, "the password is not told");
	check(arena, db, 50, "no socket, again");
	connection_free(db);
	db = connection_new(CONNECTION_PUBLIC, "host=/tmp pasword=geheim 'x", TIMEOUT_MS);
	reason = check(arena, db, 50, "a malformed string");
	ok(strstr(reason, "geheim") == NULL, "nothing of it is told");
	connection_free(db);
	check_silence(arena, conninfo);
	check_madness(arena, conninfo);
	check_hosts(arena);
	rmdir(folder);
	arena_free(arena);
	return done_testing();
}
