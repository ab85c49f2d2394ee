#include "server/prefork.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"

#define CHILDREN_MAX 1024

/* What a worker may take to end before it is killed. */
#define DRAIN_MS 10000

/* A worker that dies younger than this is restarted later and later. */
#define YOUNG_MS 1000
#define BACKOFF_MS 100
#define BACKOFF_DOUBLINGS 6

enum state { FREE, WAITING, RUNNING, ENDING };

struct child {
	enum state state;
	pid_t pid;
	int64_t started;
	int64_t due; /* WAITING: when to start; ENDING: when to kill */
	unsigned failures;
};

struct family {
	struct prefork *prefork;
	struct child children[CHILDREN_MAX];
	bool stopping;
};

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static sigset_t
handled_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	return set;
}

void
prefork_block_signals(void)
{
	sigset_t set = handled_signals();

	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
}

/* In the child. SIGTERM stays blocked and is read; a terminal's SIGINT is the parent's affair. */
static _Noreturn void
live(const struct prefork *prefork, pid_t parent)
{
	sigset_t term;
	int stop_fd;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(EXIT_SUCCESS);
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	stop_fd = signalfd(-1, &term, SFD_CLOEXEC | SFD_NONBLOCK);
	if (stop_fd < 0)
		_exit(EXIT_FAILURE);
	exit(prefork->work(prefork->user, stop_fd));
}

static void
delay(struct child *child)
{
	unsigned doublings = child->failures < BACKOFF_DOUBLINGS ? child->failures
	                                                         : BACKOFF_DOUBLINGS;

	child->state = WAITING;
	child->due = now_ms() + ((int64_t)BACKOFF_MS << doublings);
	child->failures++;
}

static void
start(const struct prefork *prefork, struct child *child)
{
	pid_t parent = getpid();
	pid_t pid = fork();

	if (pid == 0)
		live(prefork, parent);
	if (pid < 0) {
		log_event(LOG_ERROR, NULL, "fork: %s", strerror(errno));
		delay(child);
		return;
	}
	child->state = RUNNING;
	child->pid = pid;
	child->started = now_ms();
}

static void
start_all(struct family *family)
{
	int left = family->prefork->workers;

	for (size_t i = 0; i < CHILDREN_MAX && left > 0; i++) {
		if (family->children[i].state != FREE)
			continue;
		family->children[i] = (struct child){ .state = WAITING };
		start(family->prefork, &family->children[i]);
		left--;
	}
}

static void
ask_to_end(struct child *child)
{
	if (child->state == WAITING)
		child->state = FREE;
	if (child->state != RUNNING)
		return;
	kill(child->pid, SIGTERM);
	child->state = ENDING;
	child->due = now_ms() + DRAIN_MS;
}

/* The new are there before the old go, so that somebody always accepts. */
static void
reload(struct family *family)
{
	bool old[CHILDREN_MAX];

	for (size_t i = 0; i < CHILDREN_MAX; i++)
		old[i] = family->children[i].state != FREE;
	if (!family->prefork->reload(family->prefork))
		return;
	start_all(family);
	for (size_t i = 0; i < CHILDREN_MAX; i++)
		if (old[i])
			ask_to_end(&family->children[i]);
	log_event(LOG_INFO, NULL, "reloaded: %d workers", family->prefork->workers);
}

static void
stop(struct family *family)
{
	if (family->stopping)
		return;
	log_event(LOG_INFO, NULL, "stopping");
	family->stopping = true;
	family->prefork->close(family->prefork->user);
	for (size_t i = 0; i < CHILDREN_MAX; i++)
		ask_to_end(&family->children[i]);
}

static void
bury(struct child *child, int status)
{
	if (child->state == ENDING) {
		child->state = FREE;
		return;
	}
	if (WIFSIGNALED(status))
		log_event(LOG_ERROR, NULL, "worker %ld died: signal %d", (long)child->pid,
		          WTERMSIG(status));
	else
		log_event(LOG_ERROR, NULL, "worker %ld ended: status %d", (long)child->pid,
		          WEXITSTATUS(status));
	if (now_ms() - child->started < YOUNG_MS) {
		delay(child);
		return;
	}
	child->state = WAITING;
	child->failures = 0;
	child->due = 0;
}

static void
reap(struct family *family)
{
	pid_t pid;
	int status;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (size_t i = 0; i < CHILDREN_MAX; i++)
			if (family->children[i].state >= RUNNING && family->children[i].pid == pid)
				bury(&family->children[i], status);
}

/* Do what is due; returns the milliseconds to the next such thing, -1 for none. */
static int64_t
tend(struct family *family)
{
	int64_t next = -1;

	for (size_t i = 0; i < CHILDREN_MAX; i++) {
		struct child *child = &family->children[i];
		int64_t left = child->due - now_ms();

		if (child->state == WAITING && left <= 0) {
			start(family->prefork, child);
		} else if (child->state == ENDING && left <= 0) {
			log_event(LOG_WARNING, NULL, "worker %ld does not end: killed",
			          (long)child->pid);
			kill(child->pid, SIGKILL);
			child->due = now_ms() + DRAIN_MS;
		}
		left = child->due - now_ms();
		if ((child->state == WAITING || child->state == ENDING) && (next < 0 || left < next))
			next = left > 0 ? left : 0;
	}
	return next;
}

static bool
is_empty(const struct family *family)
{
	for (size_t i = 0; i < CHILDREN_MAX; i++)
		if (family->children[i].state != FREE)
			return false;
	return true;
}

static int
wait_for_signal(int64_t timeout_ms)
{
	struct timespec timeout = { timeout_ms / 1000, timeout_ms % 1000 * 1000000 };
	sigset_t set = handled_signals();

	return timeout_ms < 0 ? sigwaitinfo(&set, NULL) : sigtimedwait(&set, NULL, &timeout);
}

void
prefork_run(struct prefork *prefork)
{
	static struct family family;

	family = (struct family){ .prefork = prefork };
	start_all(&family);
	log_event(LOG_INFO, NULL, "ready: %d workers", prefork->workers);
	while (!family.stopping || !is_empty(&family)) {
		int signal_number = wait_for_signal(tend(&family));

		if (signal_number == SIGTERM || signal_number == SIGINT)
			stop(&family);
		else if (signal_number == SIGHUP && !family.stopping)
			reload(&family);
		reap(&family);
	}
	log_event(LOG_INFO, NULL, "stopped");
}
