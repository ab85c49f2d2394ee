/*
 * Statements against a server that misbehaves on order: a process that speaks
 * as much of PostgreSQL's protocol (version 3.0) as libpq needs. Each letter of
 * its script is what it does with one statement of ours:
 *
 *   o  a row          x  close the connection   h  say nothing any more
 *   a  error 57P01 and close                    s c t i u  an error, see errors[]
 */
#include "db/run.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/ready.h"
#include "db/resource.h"
#include "db/staff.h"
#include "tests/unit/tap.h"

#define TIMEOUT_MS 300

/* Statements are shorter; a longer message ends the server. */
#define MESSAGE_MAX 65536

struct error {
	char letter;
	const char *sqlstate;
	const char *detail;
};

static const struct error errors[] = {
	{ 'a', "57P01", "" },       /* the server shuts down */
	{ 's', "26000", "" },       /* unknown prepared statement */
	{ 'c', "0A000", "" },       /* the plan outlived a migration */
	{ 't', "57014", "" },       /* statement timeout */
	{ 'i', "22023", "cursor" }, /* our SQL refuses a parameter */
	{ 'u', "23505", "Key (id)=(1) already exists." },
};

static char folder[] = "/tmp/gongkai-db-XXXXXX";
static char socket_path[64];
static const char *conninfo;
static const char *script;
static int connections[2]; /* the server writes a byte for each connection */

static void
send_all(int fd, const void *bytes, size_t length)
{
	if (write(fd, bytes, length) != (ssize_t)length)
		_exit(1);
}

static bool
receive(int fd, void *bytes, size_t length)
{
	if (length > MESSAGE_MAX)
		_exit(1);
	return length == 0 || recv(fd, bytes, length, MSG_WAITALL) == (ssize_t)length;
}

static void
send_message(int fd, char type, const void *body, size_t length)
{
	uint32_t size = htonl((uint32_t)length + 4);

	send_all(fd, &type, 1);
	send_all(fd, &size, sizeof size);
	send_all(fd, body, length);
}

static void
send_error(int fd, char letter)
{
	const struct error *error = errors;
	char body[200];
	int length;

	while (error->letter != letter)
		error++;
	length = snprintf(body, sizeof body, "SERROR%cC%s%cMfake%cD%s%c", 0, error->sqlstate, 0, 0,
	                  error->detail, 0);
	send_message(fd, 'E', body, (size_t)length + 1);
}

/* One row with the text columns `migration` and `body`. */
static void
send_row(int fd)
{
	static const char columns[] = "\0\2migration\0\0\0\0\0\0\0\0\0\0\31\377\377\377\377\377\377\0\0"
				      "body\0\0\0\0\0\0\0\0\0\0\31\377\377\377\377\377\377\0\0";
	static const char values[] = "\0\2\0\0\0\003999\0\0\0\2{}";

	send_message(fd, 'T', columns, sizeof columns - 1);
	send_message(fd, 'D', values, sizeof values - 1);
	send_message(fd, 'C', "SELECT 1", 9);
}

/* Returns false to close the connection. */
static bool
execute(int fd, bool is_prepared)
{
	char letter = is_prepared ? *script : 'o';

	if (is_prepared && *script != '\0')
		script++;
	if (letter == 'h')
		pause();
	if (letter == 'o')
		send_row(fd);
	else if (letter != 'x' && letter != '\0')
		send_error(fd, letter);
	return letter != 'x' && letter != 'a' && letter != '\0';
}

static void
serve(int fd)
{
	char type;
	uint32_t size;
	static char body[MESSAGE_MAX];
	bool is_prepared = false;

	if (!receive(fd, &size, sizeof size) || !receive(fd, body, ntohl(size) - 4))
		return;
	send_message(fd, 'R', "\0\0\0\0", 4);
	send_message(fd, 'Z', "I", 1);
	while (receive(fd, &type, 1) && receive(fd, &size, sizeof size) &&
	       receive(fd, body, ntohl(size) - 4)) {
		if (type == 'P')
			send_message(fd, '1', "", 0);
		/* A Bind names the portal, then the statement; ours are the named ones. */
		if (type == 'B') {
			is_prepared = body[1] != '\0';
			send_message(fd, '2', "", 0);
		}
		if (type == 'E' && !execute(fd, is_prepared))
			return;
		if (type == 'Q')
			send_message(fd, 'C', "BEGIN", 6);
		if (type == 'S' || type == 'Q')
			send_message(fd, 'Z', "I", 1);
	}
}

static pid_t
start_server(const char *letters)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	pid_t pid;

	strcpy(address.sun_path, socket_path);
	unlink(socket_path);
	if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, 8) != 0 ||
	    pipe(connections) != 0)
		abort();
	script = letters;
	fflush(stdout);
	pid = fork();
	while (pid == 0) {
		int peer = accept(fd, NULL, NULL);

		send_all(connections[1], "c", 1);
		serve(peer);
		close(peer);
	}
	close(fd);
	return pid;
}

/* Ends the server; returns how many connections it had. */
static long
stop_server(pid_t pid)
{
	char bytes[64];
	ssize_t count;

	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(connections[1]);
	count = read(connections[0], bytes, sizeof bytes);
	close(connections[0]);
	return count;
}

struct public_case {
	const char *script;
	const char *outcomes; /* of one call each: o is ERR_OK, u is ERR_UNAVAILABLE */
	long connections;
	const char *name;
};

static const struct public_case public_cases[] = {
	{ "oo", "oo", 1, "all well" },
	{ "oxo", "oo", 2, "a lost connection is opened again" },
	{ "oao", "oo", 2, "so is one that the server shuts" },
	{ "oso", "oo", 2, "so is one that forgot its statements" },
	{ "oco", "oo", 2, "so is one whose plans are stale" },
	{ "oxxo", "ouo", 3, "but only once for a request" },
	{ "xo", "uo", 2, "and not if it was opened for the request" },
	{ "oto", "ouo", 1, "a slow statement keeps the connection" },
	{ "oho", "ouu", 1, "a silent server is not asked again at once" },
};

static void
check_public(struct arena *arena, const struct public_case *expected)
{
	struct connection *db = connection_new(CONNECTION_PUBLIC, conninfo, TIMEOUT_MS);
	pid_t pid = start_server(expected->script);
	char outcomes[8] = "";

	for (size_t i = 0; expected->outcomes[i] != '\0'; i++) {
		struct ctx cx = ctx_make(arena);
		enum err status = ready_check(&cx, db);

		outcomes[i] = status == ERR_OK ? 'o' : status == ERR_UNAVAILABLE ? 'u' : '?';
	}
	is_str(outcomes, expected->outcomes, expected->name);
	is_int(stop_server(pid), expected->connections, "  number of connections");
	connection_free(db);
}

static void
check_errors(struct arena *arena)
{
	struct connection *db = connection_new(CONNECTION_PUBLIC, conninfo, TIMEOUT_MS);
	struct params params = PARAMS(NULL, NULL, NULL, NULL, NULL, "1", NULL, NULL);
	struct params more = PARAMS(NULL, NULL, NULL, NULL, NULL, "1", NULL, NULL, NULL);
	pid_t pid = start_server("iu");
	struct ctx cx = ctx_make(arena);
	struct resource resource;

	is_int(resource_query(&cx, db, RESOURCE_REPORT_LIST, params, NULL, &resource), ERR_INPUT,
	       "a parameter that SQL refuses");
	is_str(cx.field, "cursor", "is the field");
	ctx_clear(&cx);
	is_int(resource_query(&cx, db, RESOURCE_REPORT_LIST, params, NULL, &resource), ERR_CONFLICT,
	       "a constraint");
	is_str(cx.field, NULL, "whose prose is no field");
	ctx_clear(&cx);
	is_int(resource_query(&cx, db, RESOURCE_REPORT_LIST, more, NULL, &resource), ERR_INTERNAL,
	       "another number of parameters");
	stop_server(pid);
	connection_free(db);
}

static void
check_transaction(struct arena *arena)
{
	struct connection *db = connection_new(CONNECTION_STAFF, conninfo, TIMEOUT_MS);
	pid_t pid = start_server("x");
	struct ctx cx = ctx_make(arena);
	const char *document;

	is_int(staff_begin(&cx, db), ERR_OK, "begin");
	is_int(staff_draft(&cx, db, "e1-2024-1", "public", &document), ERR_UNAVAILABLE,
	       "the connection is lost");
	ctx_clear(&cx);
	is_int(staff_commit(&cx, db), ERR_UNAVAILABLE, "so the transaction cannot be committed");
	ctx_clear(&cx);
	staff_rollback(db);
	is_int(staff_begin(&cx, db), ERR_OK, "after rollback another may begin");
	is_int(stop_server(pid), 2, "  number of connections");
	connection_free(db);
}

int
main(void)
{
	struct arena *arena = arena_new();

	if (mkdtemp(folder) == NULL)
		return 1;
	snprintf(socket_path, sizeof socket_path, "%s/.s.PGSQL.5432", folder);
	conninfo = arena_printf(arena, "host=%s port=5432 user=u dbname=d", folder);
	for (size_t i = 0; i < sizeof public_cases / sizeof public_cases[0]; i++)
		check_public(arena, &public_cases[i]);
	check_errors(arena);
	check_transaction(arena);
	unlink(socket_path);
	rmdir(folder);
	arena_free(arena);
	return done_testing();
}
