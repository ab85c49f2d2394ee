/*
 * The parent against workers that die, linger and are replaced. Each case runs
 * a parent in a process of its own; its workers write a letter to a pipe.
 */
#include "server/prefork.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/meter.h"
#include "tests/unit/tap.h"

/* The least that lies between two starts of a worker. */
#define LIFE_MS 20

static int pipe_fds[2];
static char letter;

static void
tell(char c)
{
	if (write(pipe_fds[1], &c, 1) != 1)
		_exit(1);
}

static int
die(void *user, int stop_fd, struct transport_watch *watch)
{
	(void)user;
	(void)stop_fd;
	(void)watch;
	tell('d');
	return 1;
}

/* Answers one request and dies of the next. */
static int
answer_and_die(void *user, int stop_fd, struct transport_watch *watch)
{
	atomic_store(&watch->answered, 1);
	return die(user, stop_fd, watch);
}

/* Answers, and asks for another in its place. */
static int
make_room(void *user, int stop_fd, struct transport_watch *watch)
{
	(void)user;
	(void)stop_fd;
	tell('m');
	atomic_store(&watch->answered, 1);
	return PREFORK_AGAIN;
}

/* Takes a request and never answers. */
static int
get_stuck(void *user, int stop_fd, struct transport_watch *watch)
{
	(void)user;
	(void)stop_fd;
	tell('s');
	atomic_store(&watch->since_ms, clock_now_ms());
	pause();
	return 0;
}

/* Its memory is used up, which the arena says before it ends the process. */
static int
starve(void *user, int stop_fd, struct transport_watch *watch)
{
	(void)user;
	(void)stop_fd;
	tell('h');
	atomic_store(&watch->answered, 1);
	meter_set(METER_BUSY, 1);
	meter_set(METER_STARVED, 1);
	abort();
}

static int
be_killed(void *user, int stop_fd, struct transport_watch *watch)
{
	(void)user;
	(void)stop_fd;
	tell('k');
	atomic_store(&watch->answered, 1);
	kill(getpid(), SIGKILL);
	return 0;
}

/* Ends when asked. */
static int
obey(void *user, int stop_fd, struct transport_watch *watch)
{
	struct pollfd pollfd = { .fd = stop_fd, .events = POLLIN };

	(void)user;
	(void)watch;
	tell(letter);
	poll(&pollfd, 1, 30000);
	tell('e');
	return 0;
}

static bool
next_letter(struct prefork *prefork)
{
	letter++;
	prefork->workers = 3;
	return letter <= 'b';
}

static void
note_close(void *user)
{
	(void)user;
	tell('c');
}

static pid_t
start(int (*work)(void *, int, struct transport_watch *), int workers)
{
	struct prefork prefork = { .work = work,
		                   .reload = next_letter,
		                   .close = note_close,
		                   .workers = workers,
		                   .request_timeout_ms = 1000 };
	pid_t pid;

	letter = 'a';
	if (pipe(pipe_fds) != 0)
		exit(1);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		close(pipe_fds[0]);
		log_set_level(LOG_ERROR + 1);
		prefork_block_signals();
		exit(prefork_run(&prefork) ? 0 : 1);
	}
	close(pipe_fds[1]);
	return pid;
}

/* What the workers write: so many letters, however long they take, and those behind them that are there in so many ms. */
#define ALL SIZE_MAX
static const char *
letters_within(size_t least, int more_ms)
{
	static char got[256];
	size_t length = 0;
	struct pollfd pollfd = { .fd = pipe_fds[0], .events = POLLIN };

	while (length < sizeof got - 1 && (length < least || poll(&pollfd, 1, more_ms) > 0) &&
	       read(pipe_fds[0], &got[length], 1) == 1)
		length++;
	got[length] = '\0';
	return got;
}

/* The same, until they say no more; ALL: until the pipe ends. */
static const char *
letters(size_t least)
{
	return letters_within(least, 300);
}

static int
compare(const void *a, const void *b)
{
	return *(const char *)a - *(const char *)b;
}

/* The processes of a reload write in any order. */
static const char *
sorted_letters(size_t least)
{
	static char sorted[256];

	snprintf(sorted, sizeof sorted, "%s", letters(least));
	qsort(sorted, strlen(sorted), 1, compare);
	return sorted;
}

static void
finish(pid_t pid, const char *expected, const char *name)
{
	int status = -1;

	kill(pid, SIGTERM);
	is_str(letters(ALL), expected, name);
	waitpid(pid, &status, 0);
	ok(WIFEXITED(status) && WEXITSTATUS(status) == 0, "  and the parent ends well");
	close(pipe_fds[0]);
}

/* What the parent counts, when it has come to it. */
static void
comes_to(enum meter_count meter, uint64_t expected, const char *name)
{
	for (int left = 6000; meter_sum(meter) != expected && left > 0; left--)
		usleep(10000);
	is_int((long long)meter_sum(meter), (long long)expected, name);
}

/* At least so many starts of one worker, and how long they took: a slow machine takes longer, none is faster than the rules. */
struct starts {
	size_t count; /* with those that came before it heard that it should stop */
	int64_t took_ms;
};

static struct starts
count_starts(int (*work)(void *, int, struct transport_watch *), size_t least)
{
	int64_t begin = clock_now_ms();
	pid_t pid = start(work, 1);
	struct starts starts = { .count = strlen(letters_within(least, 0)) };

	starts.took_ms = clock_now_ms() - begin;
	kill(pid, SIGTERM);
	starts.count += strcspn(letters(ALL), "c");
	waitpid(pid, NULL, 0);
	close(pipe_fds[0]);
	return starts;
}

/* Workers that end in this way are counted under this cause, and no other. */
static void
check_cause(int (*work)(void *, int, struct transport_watch *), enum meter_count cause,
            const char *name)
{
	uint64_t before = meter_sum(cause);
	uint64_t all = 0;
	size_t starts;

	for (int i = METER_RESTARTS_CRASH; i <= METER_RESTARTS_WATCHDOG; i++)
		all += meter_sum((enum meter_count)i);
	/* When the third starts, two have ended. */
	starts = count_starts(work, 3).count;
	for (int i = METER_RESTARTS_CRASH; i <= METER_RESTARTS_WATCHDOG; i++)
		all -= meter_sum((enum meter_count)i);
	before = meter_sum(cause) - before;
	/* The last of them may have been asked to end already. */
	ok(before >= 2 && before <= starts && before + 1 >= starts, "%s: %zu starts, %u counted",
	   name, starts, (unsigned)before);
	is_int(-(long long)all, (long long)before, "  under one cause");
	is_int((long long)meter_sum(METER_BUSY), 0, "  and none of them is busy");
}

/* What a worker that dies at once has waited before its fourth start, 100 + 200 + 400 ms, and before its eleventh. */
#define FOURTH_MS 700
#define ELEVENTH_MS (100 * (1 + 2 + 4 + 8 + 16 + 32 + 4 * 64))

int
main(void)
{
	struct starts starts;
	pid_t pid;

	meter_share(PREFORK_CHILDREN_MAX);
	pid = start(obey, 2);

	is_str(letters(2), "aa", "two workers start");
	comes_to(METER_ALIVE, 2, "they are counted");
	comes_to(METER_WANTED, 2, "as many as are wanted");
	kill(pid, SIGHUP);
	is_str(sorted_letters(5), "bbbee", "reload: three new ones start, the two old ones end");
	kill(pid, SIGHUP);
	comes_to(METER_RELOADS_REFUSED, 1, "a reload that fails is counted");
	is_str(letters(0), "", "  and changes nothing");
	comes_to(METER_ALIVE, 3, "the new ones are counted");
	comes_to(METER_RELOADS, 1, "so is the reload");
	comes_to(METER_RELOAD_FAILED, 1, "the one that failed was the last");
	finish(pid, "ceee", "stop: close first, then all end");
	is_int((long long)meter_sum(METER_RESTARTS_CRASH), 0, "who is asked to end is no restart");

	starts = count_starts(die, 4);
	ok(starts.took_ms >= FOURTH_MS,
	   "a worker that dies at once is started less and less often: %zu in %lld ms",
	   starts.count, (long long)starts.took_ms);
	starts = count_starts(answer_and_die, 11);
	ok(starts.took_ms < ELEVENTH_MS,
	   "one that has answered is replaced at once, however young: %zu in %lld ms", starts.count,
	   (long long)starts.took_ms);
	ok(starts.took_ms >= 10 * LIFE_MS, "  but not faster than it can be of use");
	starts = count_starts(make_room, 11);
	ok(starts.took_ms < ELEVENTH_MS, "one that asks for a fresh one gets it: %zu in %lld ms",
	   starts.count, (long long)starts.took_ms);
	starts = count_starts(get_stuck, 2);
	ok(starts.took_ms >= 1000, "one that is stuck in a request is replaced, after its time");

	check_cause(answer_and_die, METER_RESTARTS_CRASH, "a crash");
	check_cause(make_room, METER_RESTARTS_RETIRED, "a worker in want of another");
	check_cause(starve, METER_RESTARTS_MEMORY, "an allocation that failed");
	check_cause(be_killed, METER_RESTARTS_KILLED, "a kill");
	check_cause(get_stuck, METER_RESTARTS_WATCHDOG, "the watchdog");

	pid = start(obey, 2);
	letters(2);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	is_str(letters(ALL), "ee", "the workers end when the parent is killed");
	return done_testing();
}
