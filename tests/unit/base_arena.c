#include "base/arena.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/tap.h"

#define LARGE ((size_t)200 * 1024)

static char released[16];

static void
note_release(void *object)
{
	strncat(released, object, sizeof released - strlen(released) - 1);
}

static bool
is_zero(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i] != 0)
			return false;
	return true;
}

/* Blocks of all sizes are zeroed and aligned, also where memory was used before. */
static void
check_blocks(struct arena *arena)
{
	static const size_t sizes[] = { 1, 16, 24, 1000, 60000, 8000, 65536, LARGE, 1 };

	for (int turn = 0; turn < 2; turn++) {
		for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
			char *bytes = arena_alloc(arena, sizes[i]);

			ok(is_zero(bytes, sizes[i]), "turn %d: %zu bytes are zero", turn, sizes[i]);
			ok((uintptr_t)bytes % _Alignof(max_align_t) == 0, "  and aligned");
			memset(bytes, 0xa5, sizes[i]);
		}
		arena_reset(arena);
	}
}

static void
check_used(struct arena *arena)
{
	arena_reset(arena);
	is_int((long long)arena_used(arena), 0, "an empty arena has handed out nothing");
	arena_alloc(arena, 32);
	arena_array(arena, 4, 16);
	is_int((long long)arena_used(arena), 96, "32 bytes and four times 16 bytes");
	arena_reset(arena);
	is_int((long long)arena_used(arena), 0, "reset begins to count again");
}

static void
check_grow(struct arena *arena)
{
	size_t capacity = 0;
	int *items = NULL;
	bool moved_too_early = false;
	bool kept = true;

	for (size_t count = 0; count < 1000; count++) {
		int *grown = arena_grow(arena, items, count, &capacity, sizeof *items);

		moved_too_early |= grown != items && count != 0 && count != capacity / 2;
		items = grown;
		items[count] = (int)count;
	}
	for (int i = 0; i < 1000; i++)
		kept &= items[i] == i;
	ok(kept, "a growing array keeps its elements");
	ok(!moved_too_early, "and moves when it is full only");
	is_int((long long)capacity, 1024, "its capacity doubles: 8, 16, ... 1024");
}

static void
check_strings(struct arena *arena)
{
	char source[] = "部门整体支出";
	char *copy = arena_strdup(arena, source);

	source[0] = 'x';
	is_str(copy, "部门整体支出", "a copy is its own");
	is_str(arena_strdup(arena, ""), "", "an empty string");
	is_str(arena_strndup(arena, "abcdef", 3), "abc", "three bytes of a string");
	is_str(arena_strndup(arena, "abc", 0), "", "none of them");
	is_str(arena_printf(arena, "%s-%04d", "e1", 7), "e1-0007", "a format");
	is_str(arena_printf(arena, "%s", ""), "", "an empty format");
	is_int((long long)strlen(arena_printf(arena, "%0*d", (int)LARGE, 7)), LARGE, "a long one");
}

static void
check_deferred(void)
{
	struct arena *arena = arena_new();

	arena_defer(arena, note_release, arena_strdup(arena, "a"));
	arena_alloc(arena, LARGE);
	arena_defer(arena, note_release, arena_strdup(arena, "b"));
	arena_defer(arena, note_release, arena_strdup(arena, "c"));
	is_str(released, "", "nothing is released before the end");
	arena_reset(arena);
	is_str(released, "cba", "reset releases in reverse order, while the memory is still there");
	arena_reset(arena);
	is_str(released, "cba", "and once");
	arena_defer(arena, note_release, arena_strdup(arena, "d"));
	arena_free(arena);
	is_str(released, "cbad", "free releases, too");
	arena_free(NULL);
}

/* The exit status, -1 for a signal, of a process which asks for `count` elements of `size` bytes. */
static int
status_of(size_t count, size_t size)
{
	int status = 0;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
		arena_array(arena_new(), count, size);
		_exit(0);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int
main(void)
{
	struct arena *arena = arena_new();

	check_blocks(arena);
	check_used(arena);
	check_grow(arena);
	check_strings(arena);
	check_deferred();
	is_int(status_of(SIZE_MAX / 2, 4), 1, "a product that overflows ends the process");
	is_int(status_of(SIZE_MAX, 1), 1, "a size that rounding up would overflow as well");
	is_int(status_of(SIZE_MAX, 0), 0, "no bytes are no overflow");
	arena_free(arena);
	return done_testing();
}
