/*
 * A main for the fuzz targets in builds without libFuzzer: gives them the files
 * of the folders tests/fuzz/corpus/TARGET and tests/fuzz/crash/TARGET, or those
 * named on the command line. Speaks TAP, one test a folder.
 */
#include <dirent.h>
#include <signal.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"
#include "tests/unit/tap.h"

/* No input takes longer, sanitizers or not. */
#define SECONDS_MAX 20

/* The input at work, for whoever reads of a crash. */
static const char *current = "";

/* Of the sanitizers' library, where there is one. */
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static void
tell(void)
{
	static const char note[] = "# the input: ";

	if (write(STDOUT_FILENO, note, sizeof note - 1) < 0 ||
	    write(STDOUT_FILENO, current, strlen(current)) < 0 || write(STDOUT_FILENO, "\n", 1) < 0)
		return;
}

static void
on_signal(int number)
{
	tell();
	signal(number, SIG_DFL);
	raise(number);
}

static void
run_file(const char *path)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct text file;
	uint8_t *exact;

	current = path;
	if (text_read_file(&cx, path, (size_t)16 * 1024 * 1024, &file) != ERR_OK) {
		printf("# %s\n", cx.reason);
		exit(1);
	}
	/* A block of exactly its size, so that AddressSanitizer sees a read beyond. */
	exact = malloc(file.length == 0 ? 1 : file.length);
	if (exact == NULL)
		abort();
	memcpy(exact, file.data, file.length);
	alarm(SECONDS_MAX);
	LLVMFuzzerTestOneInput(exact, file.length);
	alarm(0);
	free(exact);
	arena_free(arena);
}

static int
is_input(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int
run_folder(const char *folder)
{
	struct arena *arena = arena_new();
	struct dirent **entries;
	int count = scandir(folder, &entries, is_input, alphasort);

	for (int i = 0; i < count; i++) {
		run_file(arena_printf(arena, "%s/%s", folder, entries[i]->d_name));
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	arena_free(arena);
	return count;
}

int
main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/');
	const char *target = slash == NULL ? argv[0] : slash + 1;
	struct arena *arena = arena_new();
	int count;

	setvbuf(stdout, NULL, _IOLBF, 0);
	signal(SIGABRT, on_signal);
	signal(SIGALRM, on_signal);
	if (__sanitizer_set_death_callback != NULL)
		__sanitizer_set_death_callback(tell);
	LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 1; i < argc; i++) {
		run_file(argv[i]);
		ok(true, "%s", argv[i]);
	}
	if (argc == 1) {
		count = run_folder(arena_printf(arena, TREE "/tests/fuzz/corpus/%s", target));
		ok(count > 0, "%s: %d inputs of the corpus", target, count);
		count = run_folder(arena_printf(arena, TREE "/tests/fuzz/crash/%s", target));
		ok(true, "%s: %d past crashes", target, count < 0 ? 0 : count);
	}
	arena_free(arena);
	return done_testing();
}
