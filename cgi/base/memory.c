#include "base/memory.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/meter.h"

/* The sanitizers have an allocator of their own, which ends the process, too. */
#if defined(__SANITIZE_ADDRESS__)
#define MEMORY_IS_FOREIGN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MEMORY_IS_FOREIGN 1
#endif
#endif

_Noreturn void
memory_end(size_t size)
{
	fprintf(stderr, "gongkai：内存不足，要不到 %zu 字节（out of memory）\n", size);
	meter_set(METER_STARVED, 1);
	_exit(EXIT_FAILURE);
}

#ifndef MEMORY_IS_FOREIGN

/* The allocator that would have been called without us: the C library's, or one that was preloaded. */
static void *(*next_malloc)(size_t size);
static void *(*next_calloc)(size_t count, size_t size);
static void *(*next_realloc)(void *block, size_t size);

static void *
find(const char *name)
{
	void *function = dlsym(RTLD_NEXT, name);

	if (function == NULL)
		memory_end(0);
	return function;
}

/* For no bytes NULL is a right answer. */
static void *
checked(void *block, size_t size)
{
	if (block == NULL && size > 0)
		memory_end(size);
	return block;
}

void *
malloc(size_t size)
{
	if (next_malloc == NULL)
		*(void **)&next_malloc = find("malloc");
	return checked(next_malloc(size), size);
}

void *
calloc(size_t nmemb, size_t size)
{
	if (next_calloc == NULL)
		*(void **)&next_calloc = find("calloc");
	return checked(next_calloc(nmemb, size),
	               size > 0 && nmemb > SIZE_MAX / size ? SIZE_MAX : nmemb * size);
}

void *
realloc(void *ptr, size_t size)
{
	if (next_realloc == NULL)
		*(void **)&next_realloc = find("realloc");
	return checked(next_realloc(ptr, size), size);
}

#endif
