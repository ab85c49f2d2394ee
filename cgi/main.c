/*
 * gongkai.fcgi: the server. Reads the command line, opens the socket, loads
 * what the workers share, and hands over to prefork. Started as plain CGI, it
 * answers one request instead.
 */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/meter.h"
#include "db/connection.h"
#include "desk/desk.h"
#include "desk/desk_due.h"
#include "desk/desk_job.h"
#include "server/describe.h"
#include "server/generation.h"
#include "http/fastcgi.h"
#include "http/plain_cgi.h"
#include "server/limit.h"
#include "server/listener.h"
#include "server/metrics.h"
#include "page/route.h"
#include "page/route_name.h"
#include "server/prefork.h"

struct server {
	struct generation_options options;
	struct generation generation;
	struct listener listener;
	struct connection_silence *silence;
	struct budget *budget;
};

/* Returns -1 to go on, or the exit status. */
static int
read_options(int argc, char **argv, struct generation_options *options)
{
	static const struct option longs[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "set", required_argument, NULL, 's' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "c:hV", longs, NULL)) != -1) {
		if (option == 'c') {
			options->config_path = optarg;
		} else if (option == 's' && options->setting_count < GENERATION_SETTINGS_MAX) {
			options->settings[options->setting_count++] = optarg;
		} else if (option == 'h') {
			describe_print();
			return EXIT_SUCCESS;
		} else if (option == 'V') {
			printf("gongkai.fcgi %s\n", PACKAGE_VERSION);
			return EXIT_SUCCESS;
		} else {
			fprintf(stderr, "Try gongkai.fcgi --help.\n");
			return 2;
		}
	}
	if (optind == argc)
		return -1;
	fprintf(stderr, "gongkai.fcgi: unexpected '%s'. Try --help.\n", argv[optind]);
	return 2;
}

static struct page
make_page(const struct generation *generation)
{
	const struct config *config = &generation->config;
	bool is_desk = generation_is_desk(generation);

	return (struct page){
		.db = connection_new(is_desk ? CONNECTION_DESK : CONNECTION_PUBLIC,
		                     is_desk ? config->desk_database : config->database,
		                     is_desk ? DESK_TIMEOUT_MS : config->database_timeout_ms),
		.renderer = generation->renderer,
		.retry_after_s = config->retry_after_s,
		.site = config->site,
		.has_bulk = strcmp(config->bulk, "none") != 0,
	};
}

struct worker {
	struct desk desk; /* its page is all that the public's workers have */
	bool is_desk;
	struct metrics_server told;
	int64_t render_timeout_ms; /* 0: no limit */
	bool is_worn;
};

/* A worn worker asks itself to end, which it does when the answer has been sent. */
static void
answer(void *user, struct ctx *cx, char *const *environment, struct response *response)
{
	struct worker *worker = user;

	if (worker->render_timeout_ms > 0)
		cx->deadline_ms = clock_now_ms() + worker->render_timeout_ms;
	if (metrics_is_wanted(environment))
		metrics_answer(cx, &worker->told, environment, response);
	else if (worker->is_desk)
		desk_answer(&worker->desk, cx, environment, response);
	else
		route_answer(&worker->desk.page, cx, environment, response);
	if (worker->is_worn || !limit_is_worn())
		return;
	log_event(LOG_INFO, cx->request_id, "this request took much memory: a fresh worker follows");
	worker->is_worn = true;
	kill(getpid(), SIGTERM);
}

/* Findings that are due are renewed, and the jobs of the desk done, when nobody asks for anything. */
static bool
step(void *user, struct arena *arena)
{
	const struct worker *worker = user;

	bool has_more = desk_due_step(&worker->desk, arena);

	return desk_job_step(&worker->desk, arena) || has_more;
}

static int
work(void *user, int stop_fd, struct transport_watch *watch)
{
	struct server *server = user;
	const struct config *config = &server->generation.config;
	struct worker worker = { .desk = { make_page(&server->generation), config },
		                 .is_desk = generation_is_desk(&server->generation),
		                 .render_timeout_ms = config->render_timeout_ms };
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	enum err status;

	worker.told = (struct metrics_server){
		.page = &worker.desk.page,
		.listen_fd = server->listener.fd,
		.is_desk = worker.is_desk,
		.route_name = worker.is_desk ? desk_route_name : route_name,
	};
	limit_memory(config->worker_memory_mb);
	connection_share(worker.desk.page.db, server->silence);
	budget_join(server->budget, generation_workers(&server->generation));
	status = fastcgi_serve(&cx, server->listener.fd, stop_fd, watch, server->budget,
	                       worker.is_desk, worker.is_desk ? step : NULL, answer, &worker);
	if (status != ERR_OK)
		log_event(LOG_ERROR, NULL, "%s", cx.reason);
	connection_free(worker.desk.page.db);
	arena_free(arena);
	if (status != ERR_OK)
		return EXIT_FAILURE;
	return worker.is_worn ? PREFORK_AGAIN : EXIT_SUCCESS;
}

/*
 * Tried in a process of its own first: what ends a process, as memory that is short
 * does, must not end the server that serves with the old.
 */
static bool
try_next(struct server *server)
{
	struct generation next;
	pid_t pid = fork();
	int status;

	if (pid == 0)
		_exit(generation_configure(&server->options, &next) && generation_load(&next, true)
		              ? EXIT_SUCCESS
		              : EXIT_FAILURE);
	if (pid < 0) {
		log_event(LOG_ERROR, NULL, "fork: %s", strerror(errno));
		return false;
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (WIFSIGNALED(status))
		log_event(LOG_ERROR, NULL,
		          "the new settings, templates or fonts cannot be loaded: signal %d",
		          WTERMSIG(status));
	return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
}

/* nginx gives readers the way to the socket of the public, and to no other. */
static bool
keeps_role(const struct generation *next, const struct generation *now)
{
	if (generation_is_desk(next) == generation_is_desk(now))
		return true;
	log_event(LOG_ERROR, NULL, "the setting 'role' was %s and is %s: a running server keeps it",
	          now->config.role, next->config.role);
	return false;
}

static bool
load_next(struct server *server, struct generation *next)
{
	return generation_configure(&server->options, next) &&
	       keeps_role(next, &server->generation) && generation_load(next, true) &&
	       generation_covers(next, &server->generation);
}

static bool
reload(struct prefork *prefork)
{
	static const char refused[] = "reload failed; the old settings and templates stay";
	struct server *server = prefork->user;
	struct generation next;

	log_event(LOG_INFO, NULL, "reloading");
	listener_renew(&server->listener);
	if (!try_next(server)) {
		log_event(LOG_ERROR, NULL, "%s", refused);
		return false;
	}
	if (!load_next(server, &next)) {
		log_event(LOG_ERROR, NULL, "%s", refused);
		generation_free(&next);
		return false;
	}
	if (server->listener.path[0] != '\0' &&
	    strcmp(server->listener.path, next.config.socket) != 0)
		log_event(LOG_WARNING, NULL, "the setting 'socket' takes effect after a restart");
	generation_free(&server->generation);
	server->generation = next;
	prefork->workers = generation_workers(&next);
	prefork->request_timeout_ms = next.config.request_timeout_ms;
	return true;
}

static void
close_listener(void *user)
{
	struct server *server = user;

	listener_close(&server->listener);
}

static bool
open_listener(struct server *server)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	bool opened = listener_open(&cx, server->generation.config.socket, &server->listener) ==
	              ERR_OK;

	if (!opened)
		log_event(LOG_ERROR, NULL, "%s", cx.reason);
	arena_free(arena);
	return opened;
}

static int
serve_fastcgi(struct server *server)
{
	struct prefork prefork = {
		.work = work, .reload = reload, .close = close_listener, .user = server
	};
	const char *path;

	arena_keep_memory();
	prefork_block_signals();
	meter_share(PREFORK_CHILDREN_MAX);
	server->silence = connection_silence_new();
	server->budget = budget_new(budget_seed());
	if (server->budget == NULL)
		log_event(LOG_WARNING, NULL, "dear requests may take all workers: %s",
		          strerror(errno));
	if (!open_listener(server))
		return EXIT_FAILURE;
	path = server->listener.path;
	log_event(LOG_INFO, NULL, "gongkai %s starting on %s", PACKAGE_VERSION,
	          path[0] == '\0' ? "file descriptor 0" : path);
	if (!generation_load(&server->generation, true)) {
		listener_close(&server->listener);
		return EXIT_FAILURE;
	}
	generation_covers(&server->generation, NULL);
	prefork.workers = generation_workers(&server->generation);
	prefork.request_timeout_ms = server->generation.config.request_timeout_ms;
	if (prefork_run(&prefork))
		return EXIT_SUCCESS;
	listener_close(&server->listener);
	return EXIT_FAILURE;
}

static int
serve_plain_cgi(struct server *server)
{
	struct desk desk = { .config = &server->generation.config };

	if (!generation_load(&server->generation, false))
		return EXIT_FAILURE;
	desk.page = make_page(&server->generation);
	if (generation_is_desk(&server->generation))
		plain_cgi_serve(desk_answer, &desk);
	else
		plain_cgi_serve(route_answer, &desk.page);
	connection_free(desk.page.db);
	return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
	static struct server server;
	int status = read_options(argc, argv, &server.options);

	if (status >= 0)
		return status;
	if (!generation_configure(&server.options, &server.generation))
		status = EXIT_FAILURE;
	else if (plain_cgi_is_wanted())
		status = serve_plain_cgi(&server);
	else
		status = serve_fastcgi(&server);
	generation_free(&server.generation);
	return status;
}
