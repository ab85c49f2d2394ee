#include "http/budget.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <unistd.h>

/* More workers than that there are none (server/prefork.c). */
#define WORKERS_MAX 1024

/* Clients beyond it share accounts. */
#define ACCOUNTS ((size_t)4096)

/* In the file: what the workers say, and behind it a byte for each worker and each place. */
struct board {
	struct {
		_Atomic int64_t rank[QUEUE_DEAREST + 1]; /* of the next one, and 1; 0: none */
	} workers[WORKERS_MAX];
	_Atomic int64_t turn;               /* the rank of the one that was served last */
	_Atomic int64_t accounts[ACCOUNTS]; /* what clients have had */
	uint32_t seed;                      /* or clients could choose whose account they share */
	_Atomic int used;                   /* the first so many of them */
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

/* What a request mostly takes, in microseconds. */
static const int64_t usual_us[] = { [QUEUE_CHEAP] = 0, [QUEUE_DEAR] = 2000, [QUEUE_DEAREST] = 32000 };

struct budget *
budget_new(uint32_t seed)
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
	((struct board *)board)->seed = seed;
	*budget = (struct budget){ .fd = fd, .board = board, .workers = 1, .place = -1 };
	return budget;
}

uint32_t
budget_seed(void)
{
	uint32_t seed = 0;

	/* Without it some clients are luckier than others. */
	(void)!getrandom(&seed, sizeof seed, GRND_NONBLOCK);
	return seed;
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
is_before_me(const struct budget *budget, enum queue_cost cost, int64_t rank)
{
	int used = atomic_load(&budget->board->used);

	for (int i = 0; i < used; i++) {
		int64_t other = atomic_load_explicit(&budget->board->workers[i].rank[cost],
		                                     memory_order_relaxed);

		if (other != 0 && i != budget->self && other < rank + 1 && is_alive(budget, i))
			return true;
	}
	return false;
}

/* FNV-1a. */
static size_t
account_of(const struct board *board, const char *client)
{
	uint32_t hash = 2166136261u ^ board->seed;

	for (; *client != '\0'; client++)
		hash = (hash ^ (unsigned char)*client) * 16777619u;
	return (hash ^ hash >> 16) % ACCOUNTS;
}

void
budget_admit(struct budget *budget, struct queue_entry *entry)
{
	if (budget == NULL)
		return;
	entry->turn = atomic_load_explicit(&budget->board->turn, memory_order_relaxed);
	entry->account = &budget->board->accounts[account_of(budget->board, entry->client)];
}

/* To at least so much. */
static void
raise_to(_Atomic int64_t *value, int64_t least)
{
	int64_t now = atomic_load(value);

	while (now < least && !atomic_compare_exchange_weak(value, &now, least))
		continue;
}

void
budget_begin(struct budget *budget, const struct queue_entry *entry)
{
	if (budget == NULL || entry->account == NULL)
		return;
	raise_to(&budget->board->turn, queue_rank(entry));
	raise_to(entry->account, queue_rank(entry));
	atomic_fetch_add(entry->account, usual_us[entry->cost]);
}

void
budget_end(struct budget *budget, const struct queue_entry *entry, int64_t took_us)
{
	if (budget != NULL && entry->account != NULL)
		atomic_fetch_add(entry->account, took_us - usual_us[entry->cost]);
}

bool
budget_take(struct budget *budget, const struct queue_entry *entry)
{
	enum queue_cost cost = entry->cost;
	int places;

	if (budget == NULL || cost == QUEUE_CHEAP)
		return true;
	if (is_before_me(budget, cost, queue_rank(entry)))
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
budget_wait(struct budget *budget, enum queue_cost cost, const struct queue_entry *entry)
{
	if (budget != NULL)
		atomic_store_explicit(&budget->board->workers[budget->self].rank[cost],
		                      entry == NULL ? 0 : queue_rank(entry) + 1,
		                      memory_order_relaxed);
}

void
budget_leave(struct budget *budget)
{
	budget_wait(budget, QUEUE_DEAR, NULL);
	budget_wait(budget, QUEUE_DEAREST, NULL);
}
