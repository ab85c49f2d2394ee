/*
 * Memory that lives as long as one request, one document or one process.
 *
 * Everything allocated from an arena is released together by arena_reset() or
 * arena_free(); nothing is released alone. Foreign objects (a PGresult, a
 * cJSON tree) join with arena_defer() and are closed in reverse order.
 * An allocation never returns NULL: when memory is exhausted the process
 * ends, because limits on input come long before that.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

/*
 * Tell the C library to keep freed memory for the next request instead of
 * giving it back to the system each time. For processes that do the same work
 * again and again; call once.
 */
void arena_keep_memory(void);

/* Give what has been freed until now back: before forking, which copies all of it. */
void arena_trim_memory(void);

/* A new, empty arena. Ends with arena_free(). */
struct arena *arena_new(void);

/* Run the deferred cleanups and release the arena with all it holds. */
void arena_free(struct arena *arena);

/* Run the deferred cleanups and make the arena empty, keeping its first block. */
void arena_reset(struct arena *arena);

/* `size` zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);

/* An array of `count` zeroed elements; checks the multiplication. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/*
 * Make room for one more element in a growing array: when `*capacity` equals
 * `count`, `items` is copied to a block twice as large. Returns the array.
 */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

/* A copy of a string, of `length` bytes of it, or of a printf format. */
char *arena_strdup(struct arena *arena, const char *s);
char *arena_strndup(struct arena *arena, const char *s, size_t length);
char *arena_printf(struct arena *arena, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Call `release(object)` when the arena is reset or freed. */
void arena_defer(struct arena *arena, void (*release)(void *), void *object);

/* Bytes handed out since the last reset: for limits and statistics. */
size_t arena_used(const struct arena *arena);

#endif
