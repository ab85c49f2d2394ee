/*
 * Dear requests that wait for their turn, and whose turn it is.
 *
 * Next is the request of the client that has had least: one that asks for much waits for
 * its own requests and not the others for them. (Start-time fair queueing. What clients
 * have had, in microseconds of work, all workers know together: http/budget.h. Who was
 * away for long has had as much as whoever was served last.)
 */
#ifndef HTTP_QUEUE_H
#define HTTP_QUEUE_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/* Requests that wait, of all clients and of one. */
#define QUEUE_MAX 256
#define QUEUE_CLIENT_MAX 8

/* Room for an address in words. */
#define QUEUE_CLIENT_SIZE 48

enum queue_cost {
	QUEUE_CHEAP,  /* never waits */
	QUEUE_DEAR,   /* some milliseconds */
	QUEUE_DEAREST /* a second and more */
};

struct queue_entry {
	int fd;
	enum queue_cost cost;
	int64_t since_ms;
	int64_t turn;                   /* of whoever was served last when it came */
	_Atomic int64_t *account;       /* what its client has had, or NULL */
	char client[QUEUE_CLIENT_SIZE]; /* "" is nobody in particular, and has no limit */
};

struct queue {
	struct queue_entry entries[QUEUE_MAX];
	size_t count;
};

enum queue_verdict {
	QUEUE_WAITS,       /* all wait */
	QUEUE_CLIENT_FULL, /* the request does not: its client has enough of them waiting */
	QUEUE_FULL         /* `*refused` does not: there is no room for all */
};

/* Add a request. `*refused` may be its own descriptor or another's. */
enum queue_verdict queue_add(struct queue *queue, const struct queue_entry *entry, int *refused);

/* The least is next. */
int64_t queue_rank(const struct queue_entry *entry);

/* Whose turn it is among those of a cost: its index, or -1. */
int queue_first(const struct queue *queue, enum queue_cost cost);

/* One that has waited since before a time: its index, or -1. */
int queue_late(const struct queue *queue, int64_t before_ms);

/* Take one out, because it is served or because it is not. */
struct queue_entry queue_take(struct queue *queue, int index);

#endif
