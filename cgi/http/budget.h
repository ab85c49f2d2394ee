/*
 * How many workers may be at something dear at one time: one fewer than there are,
 * so that somebody is always there for what is cheap; and of what is dearest still
 * one fewer, so that it does not hold up the rest.
 *
 * A place is a byte of a file in memory that its worker has locked: of a worker that
 * dies the kernel gives it back.
 */
#ifndef HTTP_BUDGET_H
#define HTTP_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

#include "http/queue.h"

struct budget;

/* Before the workers are forked; NULL when the system refuses, and then there is no limit. */
struct budget *budget_new(void);

/* In a worker, one of so many. */
void budget_join(struct budget *budget, int workers);

/*
 * Try to get a place for a request that has waited since `since_ms`. Not while
 * another worker, who is free, has one of this cost that waits for longer.
 */
bool budget_take(struct budget *budget, enum queue_cost cost, int64_t since_ms);

/* Give it back. */
void budget_give(struct budget *budget);

/* Since when the next request of a cost waits at this worker; 0: none, or it is busy. */
void budget_wait(struct budget *budget, enum queue_cost cost, int64_t since_ms);

/* What waits at this worker is not waited for by the others: the worker is busy, or ends. */
void budget_leave(struct budget *budget);

#endif
