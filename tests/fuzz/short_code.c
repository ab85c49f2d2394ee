/*
 * Bytes as a code that somebody has typed. What is one has one spelling, in which it is
 * read again; with a sign more or less it is none.
 */
#include "text/short_code.h"

#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	const char *typed = arena_strndup(arena, (const char *)data, size);
	char code[SHORT_CODE_SIZE];
	char again[SHORT_CODE_SIZE];

	if (short_code_read(typed, code)) {
		fuzz_must(strlen(code) == SHORT_CODE_SIZE - 1, "a code is whole");
		fuzz_must(short_code_read(code, again) && strcmp(code, again) == 0,
		          "its spelling is its own");
		fuzz_must(!short_code_read(arena_printf(arena, "%s0", code), again),
		          "one more is none");
		code[SHORT_CODE_SIZE - 2] = '\0';
		fuzz_must(!short_code_read(code, again), "one less is none");
	}
	arena_free(arena);
	return 0;
}
