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

/*
 * Before the workers are forked; NULL when the system refuses, and then there is no limit.
 * By `seed` it is shared out which clients have an account together, when there are more than
 * accounts: a random number (budget_seed), or they could choose it.
 */
struct budget *budget_new(uint32_t seed);

uint32_t budget_seed(void);

/* In a worker, one of so many. */
void budget_join(struct budget *budget, int workers);

/* Give a request that has come its turn, and the account of its client. */
void budget_admit(struct budget *budget, struct queue_entry *entry);

/*
 * Try to get a place for a request. Not while another worker, who is free, has one of
 * its cost whose turn is earlier.
 */
bool budget_take(struct budget *budget, const struct queue_entry *entry);

/*
 * The request is served, and its client has had what such a one mostly takes; when it is
 * over, what it took.
 */
void budget_begin(struct budget *budget, const struct queue_entry *entry);
void budget_end(struct budget *budget, const struct queue_entry *entry, int64_t took_us);

/* Give it back. */
void budget_give(struct budget *budget);

/* The next request of a cost that waits at this worker; NULL: none, or it is busy. */
void budget_wait(struct budget *budget, enum queue_cost cost, const struct queue_entry *entry);

/* What waits at this worker is not waited for by the others: the worker is busy, or ends. */
void budget_leave(struct budget *budget);

#endif
