/* What several processes count, and what is left of it when they end. */
#include "base/meter.h"

#include <signal.h>
#include <stdint.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/unit/tap.h"

#define CHILDREN 4
#define TIMES 10000

static void
check_bounds(void)
{
	/* A bound belongs to its bucket (`le`). */
	static const struct {
		int64_t microseconds;
		int bucket;
	} cases[] = {
		{ 0, 0 },     { 1000, 0 },   { 1001, 1 },      { 2000, 1 },      { 2001, 2 },
		{ 99999, 6 }, { 100001, 7 }, { 20000000, 13 }, { 20000001, 14 }, { 3600000000, 14 },
	};
	struct meter_histogram sum;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct meter_histogram before;

		meter_sum_time(METER_RENDER, &before);
		meter_time(METER_RENDER, cases[i].microseconds);
		meter_sum_time(METER_RENDER, &sum);
		ok(sum.buckets[cases[i].bucket] == before.buckets[cases[i].bucket] + 1 &&
		           sum.sum_us == before.sum_us + (uint64_t)cases[i].microseconds,
		   "%lld µs are in bucket %d", (long long)cases[i].microseconds, cases[i].bucket);
	}
	is_int(meter_bounds[0], 1000, "from a millisecond");
	is_int(meter_bounds[METER_BUCKETS - 2], 20000000, "to 20 seconds");
	for (int i = 1; i < METER_BUCKETS - 1; i++)
		ok(meter_bounds[i] > meter_bounds[i - 1], "bounds ascend");
}

/* A child that counts, and ends without a farewell. */
static pid_t
spawn(size_t number, uint64_t busy)
{
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid != 0)
		return pid;
	meter_take(number);
	for (int i = 0; i < TIMES; i++) {
		meter_add(METER_PAGES, 3);
		meter_request(7, i % 2 == 0 ? 200 : 304, 500);
	}
	meter_set(METER_BUSY, busy);
	meter_set(METER_STARVED, 1);
	kill(getpid(), SIGKILL);
	_exit(1);
}

static void
spawn_all(void)
{
	pid_t pids[CHILDREN];

	for (size_t i = 0; i < CHILDREN; i++)
		pids[i] = spawn(i, 1);
	for (size_t i = 0; i < CHILDREN; i++)
		waitpid(pids[i], NULL, 0);
}

static void
check_family(void)
{
	struct meter_route route;

	meter_add(METER_PAGES, 5);
	meter_share(CHILDREN);
	is_int((long long)meter_sum(METER_PAGES), 5, "what was counted before is kept");
	spawn_all();
	is_int((long long)meter_sum(METER_PAGES), 5 + 3 * TIMES * CHILDREN, "all is added up");
	meter_sum_route(7, &route);
	is_int((long long)route.codes[0], TIMES / 2 * CHILDREN, "answers 200");
	is_int((long long)route.codes[1], TIMES / 2 * CHILDREN, "answers 304");
	is_int((long long)route.time.buckets[0], TIMES * CHILDREN, "and how long each took");
	is_int((long long)route.time.sum_us, 500LL * TIMES * CHILDREN, "in sum");
	is_int((long long)meter_sum(METER_BUSY), CHILDREN, "the dead are still busy");
	for (size_t i = 0; i < CHILDREN; i++)
		is_int((long long)meter_bury(i), 1, "until they are buried, who tells why it died");
	is_int((long long)meter_sum(METER_BUSY), 0, "then they are not");
	is_int((long long)meter_bury(0), 0, "what was told once is told");
	spawn_all();
	is_int((long long)meter_sum(METER_PAGES), 5 + 6 * TIMES * CHILDREN,
	       "whoever takes a place counts on from there");
}

static void
check_strange(void)
{
	struct meter_route route;

	meter_request(METER_ROUTES_MAX, 200, 1);
	meter_request(0, 299, 1);
	meter_sum_route(0, &route);
	is_int((long long)route.codes[0], 1, "a number beyond the last counts as 0");
	is_int((long long)route.codes[METER_CODES - 1], 1, "an unknown status counts as other");
	is_int(meter_codes[METER_CODES - 1], 0, "which is the last");
	meter_take(CHILDREN);
	meter_add(METER_PAGES, 1);
	is_int((long long)meter_own(METER_PAGES), 6, "there is no place for one more");
	is_int((long long)meter_bury(CHILDREN), 0, "nor anything to bury there");
}

static void
check_mark(void)
{
	is_int(meter_mark(), -1, "the mark is -1 at first");
	ok(meter_move(-1, 40) && meter_mark() == 40, "it is moved on");
	ok(!meter_move(-1, 41) && meter_mark() == 40, "by one of those who saw it");
	ok(meter_move(40, 3) && meter_mark() == 3, "and back");
	ok(meter_started() > 1.7e9 && meter_started() <= (double)time(NULL) + 1, "when it began");
}

int
main(void)
{
	check_bounds();
	meter_add(METER_PAGES, 0);
	check_family();
	check_strange();
	check_mark();
	return done_testing();
}
