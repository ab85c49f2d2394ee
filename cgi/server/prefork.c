#include "server/prefork.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/meter.h"

/* What a worker may take to end before it is killed. */
#define DRAIN_MS 10000

/* A worker that dies younger than this, with nothing answered, is restarted later and later. */
#define YOUNG_MS 1000
#define BACKOFF_MS 100
#define BACKOFF_DOUBLINGS 6

/* A worker is not started again sooner than this after it was, lest only forking is done. */
#define LIFE_MS 20

/* How often the requests in hand are looked at. */
#define WATCH_MS 1000

enum state { FREE, WAITING, RUNNING, ENDING };

struct child {
	enum state state;
	pid_t pid;
	int64_t started;
	int64_t due; /* WAITING: when to start; ENDING: when to kill */
	unsigned failures;
	bool is_stuck; /* killed for its request; said already */
};

struct family {
	struct prefork *prefork;
	struct child children[PREFORK_CHILDREN_MAX];
	struct transport_watch *watches; /* one for each child */
	bool stopping;
};

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

static size_t
number_of(const struct family *family, const struct child *child)
{
	return (size_t)(child - family->children);
}

static struct transport_watch *
watch_of(const struct family *family, const struct child *child)
{
	return &family->watches[number_of(family, child)];
}

/* In the child. SIGTERM stays blocked and is read; a terminal's SIGINT is the parent's affair. */
static _Noreturn void
live(const struct family *family, const struct child *child, pid_t parent)
{
	const struct prefork *prefork = family->prefork;
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
	meter_take(number_of(family, child));
	exit(prefork->work(prefork->user, stop_fd, watch_of(family, child)));
}

static void
delay(struct child *child)
{
	unsigned doublings = child->failures < BACKOFF_DOUBLINGS ? child->failures
	                                                         : BACKOFF_DOUBLINGS;

	child->state = WAITING;
	child->due = clock_now_ms() + ((int64_t)BACKOFF_MS << doublings);
	child->failures++;
}

static void
start(const struct family *family, struct child *child)
{
	struct transport_watch *watch = watch_of(family, child);
	pid_t parent = getpid();
	pid_t pid;

	atomic_store(&watch->since_ms, 0);
	atomic_store(&watch->answered, 0);
	pid = fork();
	if (pid == 0)
		live(family, child, parent);
	if (pid < 0) {
		log_event(LOG_ERROR, NULL, "fork: %s", strerror(errno));
		delay(child);
		return;
	}
	child->state = RUNNING;
	child->pid = pid;
	child->is_stuck = false;
	child->started = clock_now_ms();
}

static void
start_all(struct family *family)
{
	int left = family->prefork->workers;

	for (size_t i = 0; i < PREFORK_CHILDREN_MAX && left > 0; i++) {
		if (family->children[i].state != FREE)
			continue;
		family->children[i] = (struct child){ .state = WAITING };
		start(family, &family->children[i]);
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
	child->due = clock_now_ms() + DRAIN_MS;
}

/* The new are there before the old go, so that somebody always accepts. */
static void
reload(struct family *family)
{
	bool old[PREFORK_CHILDREN_MAX];

	for (size_t i = 0; i < PREFORK_CHILDREN_MAX; i++)
		old[i] = family->children[i].state != FREE;
	if (!family->prefork->reload(family->prefork)) {
		meter_add(METER_RELOADS_REFUSED, 1);
		meter_set(METER_RELOAD_FAILED, 1);
		return;
	}
	meter_add(METER_RELOADS, 1);
	meter_set(METER_RELOAD_FAILED, 0);
	start_all(family);
	for (size_t i = 0; i < PREFORK_CHILDREN_MAX; i++)
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
	for (size_t i = 0; i < PREFORK_CHILDREN_MAX; i++)
		ask_to_end(&family->children[i]);
}

static void
tell_death(const struct child *child, int status)
{
	if (WIFSIGNALED(status))
		log_event(LOG_ERROR, NULL, "worker %ld died: signal %d", (long)child->pid,
		          WTERMSIG(status));
	else if (WEXITSTATUS(status) != PREFORK_AGAIN)
		log_event(LOG_ERROR, NULL, "worker %ld ended: status %d", (long)child->pid,
		          WEXITSTATUS(status));
}

/* Why a worker that nobody asked to end has ended. SIGKILL may be the kernel's, short of memory. */
static enum meter_count
cause_of(const struct child *child, int status, bool starved)
{
	if (child->is_stuck)
		return METER_RESTARTS_WATCHDOG;
	if (starved)
		return METER_RESTARTS_MEMORY;
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
		return METER_RESTARTS_KILLED;
	if (WIFEXITED(status) && WEXITSTATUS(status) == PREFORK_AGAIN)
		return METER_RESTARTS_RETIRED;
	return METER_RESTARTS_CRASH;
}

static void
bury(const struct family *family, struct child *child, int status)
{
	int64_t age = clock_now_ms() - child->started;
	bool starved = meter_bury(number_of(family, child)) != 0;

	if (child->state == ENDING) {
		child->state = FREE;
		return;
	}
	meter_add(cause_of(child, status, starved), 1);
	if (!child->is_stuck)
		tell_death(child, status);
	if (age < YOUNG_MS && atomic_load(&watch_of(family, child)->answered) == 0) {
		delay(child);
		return;
	}
	child->state = WAITING;
	child->failures = 0;
	child->due = child->started + LIFE_MS;
}

static void
reap(struct family *family)
{
	pid_t pid;
	int status;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (size_t i = 0; i < PREFORK_CHILDREN_MAX; i++)
			if (family->children[i].state >= RUNNING && family->children[i].pid == pid)
				bury(family, &family->children[i], status);
}

/* Kill a worker that has had its request for too long. */
static void
watch_over(const struct family *family, struct child *child)
{
	const struct transport_watch *watch = watch_of(family, child);
	int64_t since = atomic_load(&watch->since_ms);
	int limit_ms = family->prefork->request_timeout_ms;

	if (limit_ms == 0 || since == 0 || child->is_stuck || clock_now_ms() - since < limit_ms)
		return;
	log_event(LOG_ERROR, watch->request_id[0] == '\0' ? NULL : watch->request_id,
	          "worker %ld has been at this request for more than %d ms: killed",
	          (long)child->pid, limit_ms);
	child->is_stuck = true;
	kill(child->pid, SIGKILL);
}

static void
tend_one(const struct family *family, struct child *child)
{
	int64_t now = clock_now_ms();

	if (child->state == WAITING && child->due <= now) {
		start(family, child);
	} else if (child->state == ENDING && child->due <= now) {
		log_event(LOG_WARNING, NULL, "worker %ld does not end: killed", (long)child->pid);
		kill(child->pid, SIGKILL);
		child->due = now + DRAIN_MS;
	} else if (child->state == RUNNING) {
		watch_over(family, child);
	}
}

/* When the child wants to be tended again: milliseconds from now, -1 for never. */
static int64_t
next_visit(const struct family *family, const struct child *child)
{
	int64_t left = child->due - clock_now_ms();

	if (child->state == RUNNING)
		return family->prefork->request_timeout_ms == 0 ? -1 : WATCH_MS;
	if (child->state == FREE)
		return -1;
	return left > 0 ? left : 0;
}

/* Do what is due; returns the milliseconds to the next such thing, -1 for none. */
static int64_t
tend(struct family *family)
{
	int64_t next = -1;
	unsigned alive = 0;

	for (size_t i = 0; i < PREFORK_CHILDREN_MAX; i++) {
		struct child *child = &family->children[i];
		int64_t left;

		tend_one(family, child);
		left = next_visit(family, child);
		if (left >= 0 && (next < 0 || left < next))
			next = left;
		alive += child->state >= RUNNING ? 1 : 0;
	}
	meter_set(METER_ALIVE, alive);
	meter_set(METER_WANTED, (uint64_t)family->prefork->workers);
	return next;
}

static bool
is_empty(const struct family *family)
{
	for (size_t i = 0; i < PREFORK_CHILDREN_MAX; i++)
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

bool
prefork_run(struct prefork *prefork)
{
	static struct family family;

	family = (struct family){ .prefork = prefork };
	family.watches = mmap(NULL, PREFORK_CHILDREN_MAX * sizeof *family.watches,
	                      PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (family.watches == MAP_FAILED) {
		log_event(LOG_ERROR, NULL, "mmap: %s", strerror(errno));
		return false;
	}
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
	return true;
}
