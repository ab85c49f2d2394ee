/* Each case in a process of its own: a limit is for life. */
#include "server/limit.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/tap.h"

#define MEGABYTE ((size_t)1024 * 1024)

/* AddressSanitizer has an allocator of its own, which no limit of the system suits. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

/* Take and use memory under a limit; 2 when worn, else 0; 1 when there was none, as memory.h has it. */
static int
take(int limit, size_t megabytes)
{
	unsigned char *memory;
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		limit_memory(limit);
		memory = malloc(megabytes * MEGABYTE);
		for (size_t i = 0; i < megabytes * MEGABYTE; i += 4096)
			memory[i] = (unsigned char)i;
		_exit(limit_is_worn() ? 2 : memory[0]);
	}
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int
main(void)
{
#ifdef SANITIZED
	is_int(take(0, 60), 0, "without a limit nothing is worn");
#else
	is_int(take(100, 20), 0, "a fifth of the limit");
	is_int(take(100, 70), 2, "more than half of it: worn");
	is_int(take(100, 120), 1, "more than all of it is not to be had");
	is_int(take(0, 300), 0, "without a limit");
#endif
	return done_testing();
}
