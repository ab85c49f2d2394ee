#include "http/budget.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* More workers than that there are none (server/prefork.c). */
#define WORKERS_MAX 1024

/* In the file: what the workers say, and behind it a byte for each worker and each place. */
struct board {
	struct {
		_Atomic int64_t since_ms[QUEUE_DEAREST + 1];
	} workers[WORKERS_MAX];
	_Atomic int used; /* the first so many of them */
};
#define WORKER_BYTES ((off_t)sizeof(struct board))
#define PLACE_BYTES (WORKER_BYTES + WORKERS_MAX)

struct budget {
	int fd;
	struct board *board;
	int workers;
	int self;
	int place; /* that is held, or -1 */
};

struct budget *
budget_new(void)
{
	struct budget *budget = malloc(sizeof *budget);
	int fd = memfd_create("gongkai-budget", MFD_CLOEXEC);
	void *board = MAP_FAILED;

	if (fd >= 0 && ftruncate(fd, WORKER_BYTES) == 0)
		board = mmap(NULL, sizeof(struct board), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (budget == NULL || board == MAP_FAILED) {
		if (fd >= 0)
			close(fd);
		free(budget);
		return NULL;
	}
	*budget = (struct budget){ .fd = fd, .board = board, .workers = 1, .place = -1 };
	return budget;
}

static bool
lock(const struct budget *budget, short type, off_t byte)
{
	struct flock range = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

	return fcntl(budget->fd, F_SETLK, &range) == 0;
}

void
budget_join(struct budget *budget, int workers)
{
	if (budget == NULL)
		return;
	budget->workers = workers;
	budget->self = 0;
	while (budget->self < WORKERS_MAX - 1 && !lock(budget, F_WRLCK, WORKER_BYTES + budget->self))
		budget->self++;
	if (atomic_load(&budget->board->used) <= budget->self)
		atomic_store(&budget->board->used, budget->self + 1);
	budget_leave(budget);
}

/* Of a worker that died while requests waited at it, its word still stands. */
static bool
is_alive(const struct budget *budget, int worker)
{
	struct flock byte = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = WORKER_BYTES + worker, .l_len = 1
	};

	return fcntl(budget->fd, F_GETLK, &byte) == 0 && byte.l_type != F_UNLCK;
}

static bool
is_before_me(const struct budget *budget, enum queue_cost cost, int64_t since_ms)
{
	int used = atomic_load(&budget->board->used);

	for (int i = 0; i < used; i++) {
		int64_t other = atomic_load_explicit(&budget->board->workers[i].since_ms[cost],
		                                     memory_order_relaxed);

		if (other != 0 && i != budget->self && other < since_ms && is_alive(budget, i))
			return true;
	}
	return false;
}

bool
budget_take(struct budget *budget, enum queue_cost cost, int64_t since_ms)
{
	int places;

	if (budget == NULL || cost == QUEUE_CHEAP)
		return true;
	if (is_before_me(budget, cost, since_ms))
		return false;
	places = budget->workers - (int)cost;
	/* From the last on: the first are those that the dearest may have. */
	for (int i = places > 1 ? places - 1 : 0; i >= 0; i--) {
		if (!lock(budget, F_WRLCK, PLACE_BYTES + i))
			continue;
		budget->place = i;
		budget_leave(budget);
		return true;
	}
	return false;
}

void
budget_give(struct budget *budget)
{
	if (budget == NULL || budget->place < 0)
		return;
	lock(budget, F_UNLCK, PLACE_BYTES + budget->place);
	budget->place = -1;
}

void
budget_wait(struct budget *budget, enum queue_cost cost, int64_t since_ms)
{
	if (budget != NULL)
		atomic_store_explicit(&budget->board->workers[budget->self].since_ms[cost],
		                      since_ms, memory_order_relaxed);
}

void
budget_leave(struct budget *budget)
{
	budget_wait(budget, QUEUE_DEAR, 0);
	budget_wait(budget, QUEUE_DEAREST, 0);
}
