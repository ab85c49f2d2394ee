#include "base/arena.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Under AddressSanitizer every allocation is a block of its own, so that it sees each overrun. */
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ONE_BLOCK_EACH 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ONE_BLOCK_EACH 1
#endif
#endif

#define BLOCK_SIZE ((size_t)64 * 1024)
#define ALIGNMENT _Alignof(max_align_t)

struct block {
	struct block *next;
	size_t capacity;
	size_t used;
	max_align_t data[];
};

struct deferred {
	struct deferred *next;
	void (*release)(void *);
	void *object;
};

struct arena {
	struct block *blocks;
	struct deferred *deferred;
	size_t used;
};

/* The largest threshold that glibc accepts. */
#define KEPT_MEMORY (32 * 1024 * 1024)

void
arena_keep_memory(void)
{
	mallopt(M_MMAP_THRESHOLD, KEPT_MEMORY);
	mallopt(M_TRIM_THRESHOLD, KEPT_MEMORY);
}

void
arena_trim_memory(void)
{
	malloc_trim(0);
}

static struct block *
block_new(size_t capacity)
{
	struct block *block;

	if (capacity > SIZE_MAX - sizeof *block)
		memory_end(capacity);
	block = malloc(sizeof *block + capacity);
	if (block == NULL)
		memory_end(capacity);
	block->next = NULL;
	block->capacity = capacity;
	block->used = 0;
	return block;
}

struct arena *
arena_new(void)
{
	struct arena *arena = calloc(1, sizeof *arena);

	if (arena == NULL)
		memory_end(sizeof *arena);
	return arena;
}

static void
run_deferred(struct arena *arena)
{
	/* A cleanup may defer nothing, but the list lives in the arena: take it apart before the blocks go. */
	while (arena->deferred != NULL) {
		struct deferred *first = arena->deferred;

		arena->deferred = first->next;
		first->release(first->object);
	}
}

static void
free_blocks(struct block *block)
{
	while (block != NULL) {
		struct block *next = block->next;

		free(block);
		block = next;
	}
}

void
arena_reset(struct arena *arena)
{
	run_deferred(arena);
	arena->used = 0;
#ifdef ARENA_ONE_BLOCK_EACH
	free_blocks(arena->blocks);
	arena->blocks = NULL;
#else
	if (arena->blocks == NULL)
		return;
	while (arena->blocks->next != NULL) {
		struct block *next = arena->blocks->next;

		free(arena->blocks);
		arena->blocks = next;
	}
	arena->blocks->used = 0;
	if (arena->blocks->capacity > BLOCK_SIZE) {
		free(arena->blocks);
		arena->blocks = NULL;
	}
#endif
}

void
arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	run_deferred(arena);
	free_blocks(arena->blocks);
	free(arena);
}

static struct block *
block_for(struct arena *arena, size_t size)
{
	struct block *block = arena->blocks;
	size_t capacity = size > BLOCK_SIZE ? size : BLOCK_SIZE;

#ifdef ARENA_ONE_BLOCK_EACH
	capacity = size;
	block = NULL;
#endif
	if (block != NULL && block->capacity - block->used >= size)
		return block;
	block = block_new(capacity);
	block->next = arena->blocks;
	arena->blocks = block;
	return block;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	struct block *block;
	char *memory;

	if (size > SIZE_MAX / 2)
		memory_end(size);
#ifndef ARENA_ONE_BLOCK_EACH
	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
#endif
	block = block_for(arena, size);
	memory = (char *)block->data + block->used;
	block->used += size;
	arena->used += size;
	return memset(memory, 0, size);
}

void *
arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / 2 / size)
		memory_end(SIZE_MAX);
	return arena_alloc(arena, count * size);
}

void *
arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
	void *grown;

	if (count < *capacity)
		return items;
	*capacity = *capacity == 0 ? 8 : *capacity * 2;
	grown = arena_array(arena, *capacity, size);
	if (count > 0)
		memcpy(grown, items, count * size);
	return grown;
}

char *
arena_strndup(struct arena *arena, const char *s, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	memcpy(copy, s, length);
	return copy;
}

char *
arena_strdup(struct arena *arena, const char *s)
{
	return arena_strndup(arena, s, strlen(s));
}

char *
arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list args;
	va_list again;
	int length;
	char *s;

	va_start(args, fmt);
	va_copy(again, args);
	length = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	s = arena_alloc(arena, length < 0 ? 1 : (size_t)length + 1);
	if (length >= 0)
		vsnprintf(s, (size_t)length + 1, fmt, again);
	va_end(again);
	return s;
}

void
arena_defer(struct arena *arena, void (*release)(void *), void *object)
{
	struct deferred *deferred = arena_alloc(arena, sizeof *deferred);

	deferred->release = release;
	deferred->object = object;
	deferred->next = arena->deferred;
	arena->deferred = deferred;
}

size_t
arena_used(const struct arena *arena)
{
	return arena->used;
}
