/*
 * Places for dear requests, among processes that live and die.
 */
#include "http/budget.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/tap.h"

static struct budget *budget;

struct worker {
	pid_t pid;
	int orders;
	int answers;
};

/*
 * A worker that does what it is told, a letter each: d and D take a place for what is
 * dear and dearest, g gives it back, w waits for an earlier turn and l leaves.
 */
static void
obey(int orders, int answers, int workers)
{
	char order;

	budget_join(budget, workers);
	while (read(orders, &order, 1) == 1) {
		char answer = 'y';
		struct queue_entry entry = { .cost = order == 'D' ? QUEUE_DEAREST : QUEUE_DEAR,
			                     .turn = order == 'w' ? 100 : 200 };

		if (order == 'd' || order == 'D')
			answer = budget_take(budget, &entry) ? 'y' : 'n';
		else if (order == 'g')
			budget_give(budget);
		else if (order == 'w')
			budget_wait(budget, QUEUE_DEAR, &entry);
		else
			budget_leave(budget);
		if (write(answers, &answer, 1) != 1)
			break;
	}
	_exit(0);
}

static struct worker
start(int workers)
{
	struct worker worker;
	int orders[2];
	int answers[2];

	if (pipe(orders) != 0 || pipe(answers) != 0)
		exit(1);
	fflush(stdout);
	worker.pid = fork();
	if (worker.pid == 0) {
		close(orders[1]);
		obey(orders[0], answers[1], workers);
	}
	close(orders[0]);
	close(answers[1]);
	worker.orders = orders[1];
	worker.answers = answers[0];
	return worker;
}

static bool
tell(const struct worker *worker, char order)
{
	char answer = '?';

	return write(worker->orders, &order, 1) == 1 && read(worker->answers, &answer, 1) == 1 &&
	       answer == 'y';
}

static void
end(const struct worker *worker)
{
	kill(worker->pid, SIGKILL);
	waitpid(worker->pid, NULL, 0);
	close(worker->orders);
	close(worker->answers);
}

static void
check_three(void)
{
	struct worker a = start(3);
	struct worker b = start(3);
	struct worker c = start(3);

	ok(tell(&a, 'd') && tell(&b, 'd'), "of three workers two have places");
	ok(!tell(&c, 'd'), "the third has none");
	tell(&a, 'g');
	ok(tell(&c, 'd'), "until one is given back");
	end(&c);
	ok(tell(&a, 'd'), "a worker that dies loses its place");
	tell(&a, 'g');
	tell(&b, 'g');
	ok(tell(&a, 'D'), "of what is dearest there is one place");
	ok(!tell(&b, 'D'), "  and no other");
	ok(tell(&b, 'd'), "  which leaves one for what is dear");
	tell(&b, 'g');
	tell(&a, 'g');
	tell(&a, 'w');
	ok(!tell(&b, 'd'), "whose turn is earlier goes first");
	ok(tell(&b, 'D'), "  among those of his cost");
	tell(&b, 'g');
	ok(tell(&a, 'd'), "  and has his turn");
	tell(&a, 'g');
	ok(tell(&b, 'd'), "  after which he waits no more");
	tell(&b, 'g');
	tell(&a, 'w');
	tell(&a, 'l');
	ok(tell(&b, 'd'), "who leaves is not waited for");
	tell(&b, 'g');
	tell(&a, 'w');
	end(&a);
	ok(tell(&b, 'd'), "nor who died");
	end(&b);
}

static void
check_few(void)
{
	struct worker a = start(2);
	struct worker b = start(2);

	ok(tell(&a, 'D'), "of two workers one has a place, whatever it costs");
	ok(!tell(&b, 'd') && !tell(&b, 'D'), "  and the other none");
	end(&a);
	end(&b);
	a = start(1);
	ok(tell(&a, 'd'), "one worker alone does everything");
	end(&a);
}

int
main(void)
{
	budget = budget_new(1);
	ok(budget != NULL, "a budget");
	check_three();
	check_few();
	ok(budget_take(NULL, &(struct queue_entry){ .cost = QUEUE_DEAR }),
	   "without a budget all have a place");
	return done_testing();
}
