/*
 * Whose turn it is among dear requests that wait.
 */
#include "http/queue.h"

#include <string.h>

#include "http/budget.h"

#include "tests/unit/tap.h"

static struct queue queue;
/* A server never frees its own; they stay where the leak checker sees them. */
static struct budget *budgets[5];
static size_t budget_count;
static struct budget *budget;

/* A request is known by its number, in place of a descriptor. */
static enum queue_verdict
add(int number, const char *client, enum queue_cost cost, int *refused)
{
	struct queue_entry entry = { .fd = number, .cost = cost, .since_ms = number };

	snprintf(entry.client, sizeof entry.client, "%s", client);
	budget_admit(budget, &entry);
	return queue_add(&queue, &entry, refused);
}

/* The next one is served, and takes so many microseconds. */
static int
next_of(enum queue_cost cost, int64_t took_us)
{
	int index = queue_first(&queue, cost);
	struct queue_entry entry;

	if (index < 0)
		return -1;
	entry = queue_take(&queue, index);
	budget_begin(budget, &entry);
	budget_end(budget, &entry, took_us);
	return entry.fd;
}

static int
next(enum queue_cost cost)
{
	return next_of(cost, 1000);
}

/* Nobody waits, and nobody has had anything. */
static void
begin(void)
{
	queue = (struct queue){ 0 };
	/* No two of the clients here share an account by it. */
	budget = budgets[budget_count++] = budget_new(1);
	ok(budget != NULL, "a budget");
}

static void
check_turns(void)
{
	static const int expected[] = { 1, 4, 6, 2, 5, 3 };
	int refused;

	begin();
	for (int i = 1; i <= 3; i++)
		add(i, "greedy", QUEUE_DEAR, &refused);
	for (int i = 4; i <= 5; i++)
		add(i, "other", QUEUE_DEAR, &refused);
	add(6, "third", QUEUE_DEAR, &refused);
	for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
		is_int(next(QUEUE_DEAR), expected[i], "the clients by turns");
	is_int(next(QUEUE_DEAR), -1, "nobody waits");
}

static void
check_newcomer(void)
{
	int refused;

	begin();
	for (int i = 1; i <= 8; i++)
		add(i, "greedy", QUEUE_DEAR, &refused);
	for (int i = 1; i <= 4; i++)
		is_int(next(QUEUE_DEAR), i, "one client alone: as they came");
	add(9, "new", QUEUE_DEAR, &refused);
	is_int(next(QUEUE_DEAR), 9, "a newcomer goes first");
	is_int(next(QUEUE_DEAR), 5, "  and the other on");
	add(10, "new", QUEUE_DEAR, &refused);
	add(11, "newest", QUEUE_DEAR, &refused);
	is_int(next(QUEUE_DEAR), 10, "who had as little as the newest came before it");
	is_int(next(QUEUE_DEAR), 11, "  which is next");
}

/* Not how much is asked for is shared, but the time that it takes. */
static void
check_time(void)
{
	static const int expected[] = { 1, 4, 5, 6, 7, 2 };
	int refused;

	begin();
	for (int i = 1; i <= 3; i++)
		add(i, "slow", QUEUE_DEAR, &refused);
	for (int i = 4; i <= 7; i++)
		add(i, "quick", QUEUE_DEAR, &refused);
	for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
		is_int(next_of(QUEUE_DEAR, expected[i] <= 3 ? 50000 : 1000), expected[i],
		       "fifty quick ones for one that is slow");
	is_int(next(QUEUE_DEAR), 3, "nobody else waits");
	add(8, "late", QUEUE_DEAR, &refused);
	add(9, "slow", QUEUE_DEAR, &refused);
	is_int(next(QUEUE_DEAR), 8, "who was away goes before who had much");
	is_int(next(QUEUE_DEAR), 9, "  but what he did not ask for then is not kept for him");
}

static void
check_costs(void)
{
	int refused;

	begin();
	add(1, "a", QUEUE_DEAREST, &refused);
	add(2, "a", QUEUE_DEAR, &refused);
	add(3, "b", QUEUE_DEAR, &refused);
	is_int(queue_first(&queue, QUEUE_DEAREST), 0, "what is dearest is asked for apart");
	is_int(next(QUEUE_DEAREST), 1, "it has its own places");
	is_int(next(QUEUE_DEAR), 3, "who asked for it has had a turn");
	is_int(next(QUEUE_DEAR), 2, "and the rest follows");
}

static void
check_limits(void)
{
	char client[QUEUE_CLIENT_SIZE];
	int refused;
	int number = 0;

	begin();
	while (++number <= QUEUE_CLIENT_MAX)
		is_int(add(number, "greedy", QUEUE_DEAR, &refused), QUEUE_WAITS, "some may wait");
	is_int(add(number, "greedy", QUEUE_DEAR, &refused), QUEUE_CLIENT_FULL, "not one more");
	is_int(refused, number, "  which is refused");
	while (queue.count < QUEUE_MAX) {
		snprintf(client, sizeof client, "%d", ++number);
		add(number, client, QUEUE_DEAR, &refused);
	}
	is_int(add(++number, "new", QUEUE_DEAR, &refused), QUEUE_FULL, "there is no more room");
	is_int(refused, QUEUE_CLIENT_MAX, "for the last of who asked for most");
	is_int(add(++number, "greedy", QUEUE_DEAR, &refused), QUEUE_FULL, "which is back");
	is_int(refused, number, "  for nothing");
	is_int((long)queue.count, QUEUE_MAX, "the queue is full");
	queue = (struct queue){ 0 };
	for (int i = 0; i < 2 * QUEUE_CLIENT_MAX; i++)
		add(i, "", QUEUE_DEAR, &refused);
	is_int((long)queue.count, 2L * QUEUE_CLIENT_MAX, "nobody in particular has no limit");
	is_int(queue_late(&queue, 0), -1, "none is late");
	is_int(queue_late(&queue, 1), 0, "the first is");
}

int
main(void)
{
	check_turns();
	check_newcomer();
	check_time();
	check_costs();
	check_limits();
	return done_testing();
}
