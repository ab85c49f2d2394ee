#include "base/meter.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "base/memory.h"

const uint32_t meter_bounds[METER_BUCKETS - 1] = {
	1000,   2000,   5000,    10000,   20000,   50000,    100000,
	200000, 500000, 1000000, 2000000, 5000000, 10000000, 20000000,
};

const short meter_codes[METER_CODES] = {
	200, 304, 404, 204, 206, 301, 303, 307, 308, 400, 403,
	405, 406, 409, 410, 412, 414, 429, 431, 500, 503, 0,
};

/* Atomic so that a reader never sees half a number; there is one writer. */

struct histogram {
	_Atomic uint64_t buckets[METER_BUCKETS];
	_Atomic uint64_t sum_us;
};

struct place {
	_Alignas(64) _Atomic uint64_t counts[METER_COUNT_COUNT];
	struct histogram times[METER_TIME_COUNT];
	struct {
		_Atomic uint64_t codes[METER_CODES];
		struct histogram time;
	} routes[METER_ROUTES_MAX];
};

/* The parent's place is the first. */
struct shared {
	_Atomic size_t used;
	_Atomic int64_t mark;
	double started;
	size_t children;
	struct place *places;
};

static struct place lone;
static struct shared alone = { .used = 1, .mark = -1, .places = &lone };

static struct shared *shared = &alone;
static struct place *own = &lone;

/* Without a lock: nobody else writes here. */
static void
add(_Atomic uint64_t *cell, uint64_t number)
{
	atomic_store_explicit(cell, atomic_load_explicit(cell, memory_order_relaxed) + number,
	                      memory_order_relaxed);
}

static uint64_t
load(const _Atomic uint64_t *cell)
{
	return atomic_load_explicit(cell, memory_order_relaxed);
}

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_REALTIME, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void
meter_share(size_t children)
{
	size_t size = (children + 2) * sizeof(struct place);
	struct place *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
	                            -1, 0);

	_Static_assert(sizeof *shared <= sizeof *memory, "the head has the room of a place");
	if (memory == MAP_FAILED)
		memory_end(size);
	shared = (struct shared *)memory;
	shared->places = memory + 1;
	shared->children = children;
	shared->started = now();
	atomic_store(&shared->used, 1);
	atomic_store(&shared->mark, -1);
	memcpy(shared->places, own, sizeof *own);
	own = shared->places;
}

void
meter_take(size_t child)
{
	size_t used = atomic_load(&shared->used);

	if (child >= shared->children)
		return;
	own = &shared->places[child + 1];
	while (used < child + 2 && !atomic_compare_exchange_weak(&shared->used, &used, child + 2))
		continue;
}

uint64_t
meter_bury(size_t child)
{
	struct place *place = &shared->places[child + 1];
	uint64_t starved;

	if (child >= shared->children)
		return 0;
	starved = load(&place->counts[METER_STARVED]);
	for (int i = METER_STATE_FIRST; i < METER_COUNT_COUNT; i++)
		atomic_store(&place->counts[i], 0);
	return starved;
}

void
meter_add(enum meter_count count, uint64_t number)
{
	add(&own->counts[count], number);
}

void
meter_set(enum meter_count count, uint64_t number)
{
	atomic_store_explicit(&own->counts[count], number, memory_order_relaxed);
}

static void
count_time(struct histogram *histogram, int64_t microseconds)
{
	size_t bucket = 0;

	while (bucket < METER_BUCKETS - 1 && microseconds > meter_bounds[bucket])
		bucket++;
	add(&histogram->buckets[bucket], 1);
	add(&histogram->sum_us, (uint64_t)microseconds);
}

void
meter_time(enum meter_time time, int64_t microseconds)
{
	count_time(&own->times[time], microseconds);
}

void
meter_request(unsigned route, int status, int64_t microseconds)
{
	size_t code = 0;

	if (route >= METER_ROUTES_MAX)
		route = 0;
	while (meter_codes[code] != status && meter_codes[code] != 0)
		code++;
	add(&own->routes[route].codes[code], 1);
	count_time(&own->routes[route].time, microseconds);
}

uint64_t
meter_sum(enum meter_count count)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < atomic_load(&shared->used); i++)
		sum += load(&shared->places[i].counts[count]);
	return sum;
}

static void
sum_histogram(const struct histogram *histogram, struct meter_histogram *sum)
{
	for (size_t i = 0; i < METER_BUCKETS; i++)
		sum->buckets[i] += load(&histogram->buckets[i]);
	sum->sum_us += load(&histogram->sum_us);
}

void
meter_sum_time(enum meter_time time, struct meter_histogram *sum)
{
	*sum = (struct meter_histogram){ 0 };
	for (size_t i = 0; i < atomic_load(&shared->used); i++)
		sum_histogram(&shared->places[i].times[time], sum);
}

void
meter_sum_route(unsigned route, struct meter_route *sum)
{
	*sum = (struct meter_route){ 0 };
	for (size_t i = 0; i < atomic_load(&shared->used); i++) {
		for (size_t code = 0; code < METER_CODES; code++)
			sum->codes[code] += load(&shared->places[i].routes[route].codes[code]);
		sum_histogram(&shared->places[i].routes[route].time, &sum->time);
	}
}

uint64_t
meter_own(enum meter_count count)
{
	return load(&own->counts[count]);
}

double
meter_started(void)
{
	return shared->started;
}

int64_t
meter_mark(void)
{
	return atomic_load(&shared->mark);
}

int
meter_move(int64_t from, int64_t to)
{
	return atomic_compare_exchange_strong(&shared->mark, &from, to);
}
