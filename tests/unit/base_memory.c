/* Memory that is not there: the process ends, and says so, whoever asked. */
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/tap.h"

#if defined(__SANITIZE_ADDRESS__)
#define IS_FOREIGN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_FOREIGN 1
#endif
#endif

static void
end_directly(void)
{
	memory_end(12345);
}

#ifndef IS_FOREIGN
/* More than any machine has; volatile, so that no compiler knows. */
static volatile size_t too_much = SIZE_MAX / 4;
static void *volatile block;

static void
ask_malloc(void)
{
	block = malloc(too_much);
}

static void
ask_calloc(void)
{
	block = calloc(too_much, 1);
}

/* The product is 2^64, which is 0 to who does not look. */
static void
ask_calloc_overflow(void)
{
	block = calloc(too_much + 1, 4);
}

static void
ask_realloc(void)
{
	block = realloc(malloc(10), too_much);
}
#endif

/* In a process of its own: is its status 1, and does it say how much was wanted? */
static void
check(void (*ask)(void), const char *says, const char *name)
{
	char said[512] = "";
	int ends[2];
	int status = 0;
	pid_t pid;

	if (pipe(ends) != 0)
		exit(1);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDERR_FILENO);
		ask();
		_exit(0);
	}
	close(ends[1]);
	ok(read(ends[0], said, sizeof said - 1) > 0 && strstr(said, says) != NULL, "%s: is said",
	   name);
	close(ends[0]);
	waitpid(pid, &status, 0);
	ok(WIFEXITED(status) && WEXITSTATUS(status) == 1, "%s: the process ends with 1", name);
}

int
main(void)
{
	check(end_directly, "内存不足，要不到 12345 字节（out of memory）\n", "without asking");
#ifndef IS_FOREIGN
	check(ask_malloc, "4611686018427387903", "malloc");
	check(ask_calloc, "4611686018427387903", "calloc");
	check(ask_calloc_overflow, "18446744073709551615", "calloc, of too many");
	check(ask_realloc, "4611686018427387903", "realloc");
	free(malloc(0));
	free(calloc(0, 8));
	ok(true, "no bytes are there");
#endif
	return done_testing();
}
