#include "http/queue.h"

#include <string.h>

/* How far a turn goes, by what is asked for. */
static const int64_t weights[] = { [QUEUE_CHEAP] = 0, [QUEUE_DEAR] = 1, [QUEUE_DEAREST] = 16 };

/* How many wait of the entry's client, and the tag that its next request follows. */
static size_t
count_client(const struct queue *queue, const char *client, int64_t *tag)
{
	size_t count = 0;

	*tag = queue->tag;
	for (size_t i = 0; i < queue->count; i++) {
		const struct queue_entry *entry = &queue->entries[i];

		if (strcmp(entry->client, client) != 0)
			continue;
		count++;
		if (entry->tag > *tag)
			*tag = entry->tag;
	}
	return count;
}

/* The one that would wait longest. */
static int
last(const struct queue *queue)
{
	int found = 0;

	for (int i = 1; i < (int)queue->count; i++)
		if (queue->entries[i].tag > queue->entries[found].tag)
			found = i;
	return found;
}

enum queue_verdict
queue_add(struct queue *queue, const struct queue_entry *entry, int *refused)
{
	struct queue_entry added = *entry;
	size_t count = count_client(queue, entry->client, &added.tag);
	enum queue_verdict verdict = QUEUE_WAITS;

	*refused = entry->fd;
	if (count >= QUEUE_CLIENT_MAX && entry->client[0] != '\0')
		return QUEUE_CLIENT_FULL;
	added.tag += weights[entry->cost];
	if (queue->count == QUEUE_MAX) {
		int index = last(queue);

		if (queue->entries[index].tag <= added.tag)
			return QUEUE_FULL;
		*refused = queue_drop(queue, index).fd;
		verdict = QUEUE_FULL;
	}
	queue->entries[queue->count++] = added;
	return verdict;
}

int
queue_first(const struct queue *queue, enum queue_cost cost)
{
	int found = -1;

	for (int i = 0; i < (int)queue->count; i++)
		if (queue->entries[i].cost == cost &&
		    (found < 0 || queue->entries[i].tag < queue->entries[found].tag))
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
queue_drop(struct queue *queue, int index)
{
	struct queue_entry entry = queue->entries[index];

	queue->count--;
	memmove(&queue->entries[index], &queue->entries[index + 1],
	        (queue->count - (size_t)index) * sizeof entry);
	return entry;
}

struct queue_entry
queue_take(struct queue *queue, int index)
{
	struct queue_entry entry = queue_drop(queue, index);

	if (entry.tag > queue->tag)
		queue->tag = entry.tag;
	return entry;
}
