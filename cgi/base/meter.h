/*
 * What the processes of a server count, in memory that they share.
 *
 * Each process has a place of its own there, written by itself alone, so that
 * counting takes some nanoseconds and no lock; who wants to know adds the places
 * up. A place stays when its process dies, and the next process there counts on:
 * no sum goes backwards while the parent lives. Without meter_share() a process
 * counts for itself.
 *
 * What the numbers are called, and what they mean, is in server/metrics_table.c.
 */
#ifndef BASE_METER_H
#define BASE_METER_H

#include <stddef.h>
#include <stdint.h>

/* Numbers of one process; those of the second part go down, too. */
enum meter_count {
	METER_LOG_DEBUG, /* lines of the log; in the order of enum log_level */
	METER_LOG_INFO,
	METER_LOG_WARNING,
	METER_LOG_ERROR,
	METER_CONNECTS, /* to the database */
	METER_CONNECTS_FAILED,
	METER_STATEMENTS_FAILED,
	METER_PAGES,
	METER_RENDERS_FAILED,
	METER_PASSED_MISS, /* requests, by what the web server's cache said */
	METER_PASSED_EXPIRED,
	METER_PASSED_BYPASS,
	METER_PASSED_NONE,
	METER_RESTARTS_CRASH, /* workers, by why another took their place; counted by the parent */
	METER_RESTARTS_KILLED,
	METER_RESTARTS_MEMORY,
	METER_RESTARTS_RETIRED,
	METER_RESTARTS_WATCHDOG,
	METER_RELOADS,
	METER_RELOADS_REFUSED,
	METER_PUBLICATIONS, /* seen in the database since the start */
	METER_CORRECTIONS,
	METER_WITHDRAWALS,
	METER_WANTED, /* workers; by the parent, as the next two */
	METER_ALIVE,
	METER_RELOAD_FAILED, /* 1: the last one was refused */
	METER_BUSY,          /* 1: has a request in hand */
	METER_DEAR_WAITING,  /* dear requests that wait here for their turn */
	METER_STARVED,       /* 1: ended because an allocation failed */
	METER_COUNT_COUNT,
	METER_STATE_FIRST = METER_WANTED
};

/* Durations of which a histogram is kept, beside those of requests. */
enum meter_time { METER_STATEMENT, METER_RENDER, METER_TIME_COUNT };

/* Upper bounds of the histograms in microseconds, the last without one. */
#define METER_BUCKETS 15
extern const uint32_t meter_bounds[METER_BUCKETS - 1];

struct meter_histogram {
	uint64_t buckets[METER_BUCKETS]; /* how many were in each, not in all below */
	uint64_t sum_us;
};

/* Status codes that are told apart; 0, the last, stands for all others. */
#define METER_CODES 22
extern const short meter_codes[METER_CODES];

/* Numbers of routes are below; what is beyond counts as 0. */
#define METER_ROUTES_MAX 512

struct meter_route {
	uint64_t codes[METER_CODES];
	struct meter_histogram time;
};

/*
 * In a parent before it forks: share memory with so many children. Never freed; when there
 * is none, the process ends in words.
 */
void meter_share(size_t children);

/* In a child: count in the place of this number, from 0. */
void meter_take(size_t child);

/* In the parent: a child has ended; what it was doing is over. Returns its METER_STARVED. */
uint64_t meter_bury(size_t child);

void meter_add(enum meter_count count, uint64_t number);
void meter_set(enum meter_count count, uint64_t number);
void meter_time(enum meter_time time, int64_t microseconds);
void meter_request(unsigned route, int status, int64_t microseconds);

/* The sums over all places. */
uint64_t meter_sum(enum meter_count count);
void meter_sum_time(enum meter_time time, struct meter_histogram *sum);
void meter_sum_route(unsigned route, struct meter_route *sum);

/* The same of this process alone. */
uint64_t meter_own(enum meter_count count);

/* When counting began, in seconds since 1970. */
double meter_started(void);

/*
 * A number that processes take turns to move on: meter_move() sets it to `to` and
 * returns 1 if it is still `from`. -1 at first.
 */
int64_t meter_mark(void);
int meter_move(int64_t from, int64_t to);

#endif
