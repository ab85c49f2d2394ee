#include "sheet/columns.h"

#include <stdlib.h>
#include <string.h>

#include "sheet/measure.h"

/* The narrowest column that comes from the data. */
#define OPEN_COLUMN_MPT 42000

/* No part of a line is narrower than this share of it. */
#define TAB_SHARE_MIN 25

/* A line of some block. */
struct edge {
	int x_mpt;
	unsigned owner; /* which block; 0: of a line of text, which takes what is near */
};

struct gathering {
	struct arena *arena;
	struct edge *edges;
	size_t count;
	size_t capacity;
	unsigned owner_count;
};

static void
add_edge(struct gathering *gathering, int x_mpt, unsigned owner)
{
	gathering->edges = arena_grow(gathering->arena, gathering->edges, gathering->count,
	                              &gathering->capacity, sizeof *gathering->edges);
	gathering->edges[gathering->count++] = (struct edge){ x_mpt, owner };
}

static long
shares_of(const struct block *block, unsigned count)
{
	long sum = 0;

	for (unsigned i = 0; i < count; i++)
		sum += block->shares[i];
	return sum;
}

int
columns_block_width(const struct block *block, int width_mpt)
{
	long sum = shares_of(block, block->column_count);
	long least = sum;

	if (!block->is_open || sum == 0)
		return width_mpt;
	for (unsigned i = 0; i < block->column_count; i++)
		if (block->shares[i] < least)
			least = block->shares[i];
	if (least > 0 && (long)OPEN_COLUMN_MPT * sum / least > width_mpt)
		return (int)((long)OPEN_COLUMN_MPT * sum / least);
	return width_mpt;
}

static int
edge_of(const struct block *block, int width_mpt, unsigned index)
{
	long sum = shares_of(block, block->column_count);
	long width = columns_block_width(block, width_mpt);

	return sum == 0 ? 0 : (int)(width * shares_of(block, index) / sum);
}

static void
add_table(struct gathering *gathering, const struct table *table, int width_mpt)
{
	for (const struct block *block = table->blocks; block != NULL; block = block->next) {
		gathering->owner_count++;
		for (unsigned i = 0; i <= block->column_count; i++)
			add_edge(gathering, edge_of(block, width_mpt, i), gathering->owner_count);
	}
}

static long
length_of(const struct paragraph *paragraphs)
{
	return paragraphs == NULL ? 0 : measure_width(paragraphs);
}

void
columns_of_tabs(const struct tabs *tabs, int width_mpt, int starts_mpt[4])
{
	long lengths[3];
	long sum = 0;
	long least = 0;
	unsigned count = 0;

	for (int i = 0; i < 3; i++) {
		lengths[i] = length_of(tabs->parts[i]);
		count += tabs->parts[i] != NULL;
		sum += lengths[i];
	}
	least = sum * TAB_SHARE_MIN / 100 + 1;
	sum = 0;
	for (int i = 0; i < 3; i++) {
		if (tabs->parts[i] != NULL && lengths[i] < least)
			lengths[i] = least;
		sum += lengths[i];
	}
	starts_mpt[0] = 0;
	for (int i = 0; i < 3; i++)
		starts_mpt[i + 1] = starts_mpt[i] +
		                    (int)(count == 0 ? 0 : width_mpt * lengths[i] / sum);
	starts_mpt[3] = width_mpt;
}

/* A line of text takes the lines that are there, and makes its own only where none is near. */
static void
add_tabs(struct gathering *gathering, const struct tabs *tabs, int width_mpt)
{
	int starts[4];
	size_t count = gathering->count;

	columns_of_tabs(tabs, width_mpt, starts);
	for (int i = 1; i < 3; i++) {
		bool is_near = starts[i] <= 0 || starts[i] >= width_mpt;

		for (size_t j = 0; j < count && !is_near; j++)
			is_near = abs(gathering->edges[j].x_mpt - starts[i]) < width_mpt / 7 &&
			          gathering->edges[j].x_mpt > 0 &&
			          gathering->edges[j].x_mpt < width_mpt;
		if (!is_near)
			add_edge(gathering, starts[i], 0);
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct edge *left = a;
	const struct edge *right = b;

	if (left->x_mpt != right->x_mpt)
		return left->x_mpt < right->x_mpt ? -1 : 1;
	return left->owner < right->owner ? -1 : left->owner > right->owner;
}

/* Lines that are near become the first of them, but those of one block stay apart. */
static struct columns
cluster(struct gathering *gathering)
{
	struct columns columns = { 0 };
	size_t *last = arena_array(gathering->arena, gathering->owner_count + 1U, sizeof *last);

	qsort(gathering->edges, gathering->count, sizeof *gathering->edges, by_place);
	columns.edges_mpt = arena_array(gathering->arena, gathering->count, sizeof(int));
	for (size_t i = 0; i < gathering->count; i++) {
		const struct edge *edge = &gathering->edges[i];
		bool is_new = columns.count == 0 || last[edge->owner] == columns.count ||
		              edge->x_mpt - columns.edges_mpt[columns.count - 1] >= COLUMNS_NEAR_MPT;

		if (is_new)
			columns.edges_mpt[columns.count++] = edge->x_mpt;
		if (edge->owner > 0)
			last[edge->owner] = columns.count;
	}
	columns.count--;
	return columns;
}

struct columns
columns_of(struct arena *arena, const struct section *section, int width_mpt)
{
	struct gathering gathering = { .arena = arena };

	add_edge(&gathering, 0, 0);
	add_edge(&gathering, width_mpt, 0);
	for (const struct item *item = section->items; item != NULL; item = item->next)
		if (item->kind == ITEM_TABLE)
			add_table(&gathering, item->table, width_mpt);
	for (const struct item *item = section->items; item != NULL; item = item->next)
		if (item->kind == ITEM_TABS)
			add_tabs(&gathering, &item->tabs, width_mpt);
	return cluster(&gathering);
}

unsigned
columns_nearest(const struct columns *columns, int x_mpt)
{
	unsigned nearest = 0;

	for (unsigned i = 1; i <= columns->count; i++)
		if (abs(columns->edges_mpt[i] - x_mpt) < abs(columns->edges_mpt[nearest] - x_mpt))
			nearest = i;
	return nearest;
}

/*
 * The lines of a block are found in order, each behind the one before: lines
 * that are nearer to each other than COLUMNS_NEAR_MPT must not become one.
 */
void
columns_find_all(const struct columns *columns, const struct block *block, int width_mpt,
                 unsigned *lines)
{
	long sum = shares_of(block, block->column_count);
	long width = columns_block_width(block, width_mpt);
	long before = 0;
	unsigned line = 0;

	for (unsigned i = 0; i <= block->column_count; i++) {
		int x = sum == 0 ? 0 : (int)(width * before / sum);

		while (line < columns->count && columns->edges_mpt[line + 1] <= x)
			line++;
		if (i > 0 && line <= lines[i - 1])
			line = lines[i - 1] + 1;
		lines[i] = line;
		before += i < block->column_count ? block->shares[i] : 0;
	}
}
