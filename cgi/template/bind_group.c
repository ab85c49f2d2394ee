/* The items of a list in groups that share the value of a member. */
#include <stdlib.h>
#include <string.h>

#include "template/bind.h"

struct entry {
	const char *key; /* "" when absent: an item is then of the group without a name */
	size_t position;
	const struct json *item;
};

static int
by_key(const void *a, const void *b)
{
	const struct entry *left = a;
	const struct entry *right = b;
	int order = strcmp(left->key, right->key);

	return order != 0 ? order : left->position < right->position ? -1 : 1;
}

struct range {
	size_t first; /* in the sorted entries */
	size_t count;
	size_t position; /* of its first item in the list */
};

static int
by_position(const void *a, const void *b)
{
	const struct range *left = a;
	const struct range *right = b;

	return left->position < right->position ? -1 : 1;
}

static struct entry *
sort_items(struct arena *arena, struct bind_items list, const char *member)
{
	struct entry *entries = arena_array(arena, list.count, sizeof *entries);

	for (size_t i = 0; i < list.count; i++) {
		const struct json *value = json_member(list.items[i], member);
		const char *key = json_string(value);

		if (value != NULL && json_type(value) == JSON_BOOLEAN)
			key = json_is_true(value) ? "true" : "false";
		if (value != NULL && json_type(value) == JSON_INTEGER)
			key = arena_printf(arena, "%ld", json_integer(value, 0));
		entries[i] = (struct entry){ key == NULL ? "" : key, i, list.items[i] };
	}
	qsort(entries, list.count, sizeof *entries, by_key);
	return entries;
}

/* Ranges of equal keys, in the order of the list. */
static struct range *
find_ranges(struct arena *arena, const struct entry *entries, size_t entry_count, size_t *count)
{
	struct range *ranges = arena_array(arena, entry_count, sizeof *ranges);

	*count = 0;
	for (size_t i = 0; i < entry_count; i++) {
		if (i == 0 || strcmp(entries[i].key, entries[i - 1].key) != 0)
			ranges[(*count)++] = (struct range){ i, 0, entries[i].position };
		ranges[*count - 1].count++;
	}
	qsort(ranges, *count, sizeof *ranges, by_position);
	return ranges;
}

struct bind_items *
bind_group(struct arena *arena, struct bind_items list, const char *member, size_t *count)
{
	struct entry *entries = sort_items(arena, list, member);
	const struct json **items = arena_array(arena, list.count, sizeof *items);
	struct range *ranges = find_ranges(arena, entries, list.count, count);
	struct bind_items *groups = arena_array(arena, *count, sizeof *groups);

	for (size_t i = 0; i < list.count; i++)
		items[i] = entries[i].item;
	for (size_t i = 0; i < *count; i++)
		groups[i] = (struct bind_items){ items + ranges[i].first, ranges[i].count };
	return groups;
}
