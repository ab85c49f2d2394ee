#include "http/queue.h"

#include <string.h>

static size_t
count_client(const struct queue *queue, const char *client)
{
	size_t count = 0;

	for (size_t i = 0; i < queue->count; i++)
		if (strcmp(queue->entries[i].client, client) == 0)
			count++;
	return count;
}

/* The last request of the client with most, when that is more than so many; or -1. */
static int
last_of_most(const struct queue *queue, size_t most)
{
	int found = -1;

	for (int i = 0; i < (int)queue->count; i++) {
		size_t count = count_client(queue, queue->entries[i].client);

		if (count > most || (found >= 0 && count == most))
			found = i;
		if (count > most)
			most = count;
	}
	return found;
}

enum queue_verdict
queue_add(struct queue *queue, const struct queue_entry *entry, int *refused)
{
	size_t count = count_client(queue, entry->client);
	enum queue_verdict verdict = QUEUE_WAITS;

	*refused = entry->fd;
	if (count >= QUEUE_CLIENT_MAX && entry->client[0] != '\0')
		return QUEUE_CLIENT_FULL;
	if (queue->count == QUEUE_MAX) {
		int index = last_of_most(queue, count);

		if (index < 0)
			return QUEUE_FULL;
		*refused = queue_take(queue, index).fd;
		verdict = QUEUE_FULL;
	}
	queue->entries[queue->count++] = *entry;
	return verdict;
}

int64_t
queue_rank(const struct queue_entry *entry)
{
	int64_t had = entry->account == NULL
	                      ? 0
	                      : atomic_load_explicit(entry->account, memory_order_relaxed);

	return had > entry->turn ? had : entry->turn;
}

int
queue_first(const struct queue *queue, enum queue_cost cost)
{
	int found = -1;

	for (int i = 0; i < (int)queue->count; i++)
		if (queue->entries[i].cost == cost &&
		    (found < 0 ||
		     queue_rank(&queue->entries[i]) < queue_rank(&queue->entries[found])))
			found = i;
	return found;
}

int
queue_late(const struct queue *queue, int64_t before_ms)
{
	for (int i = 0; i < (int)queue->count; i++)
		if (queue->entries[i].since_ms < before_ms)
			return i;
	return -1;
}

struct queue_entry
queue_take(struct queue *queue, int index)
{
	struct queue_entry entry = queue->entries[index];

	queue->count--;
	memmove(&queue->entries[index], &queue->entries[index + 1],
	        (queue->count - (size_t)index) * sizeof entry);
	return entry;
}
