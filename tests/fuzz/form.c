/*
 * Bytes as the choices of which tests/unit/form_trial.h makes a form:
 * its sections, items, tables and what keeps together. What must hold of the
 * layout is said there.
 */
#include "tests/fuzz/fuzz.h"
#include "tests/unit/form_trial.h"

static struct choices choices;

static unsigned
below(unsigned limit)
{
	return choices_below(&choices, limit);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	layout_init();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct trial *trial = arena_alloc(arena, sizeof *trial);

	choices = (struct choices){ data, size };
	trial->arena = arena;
	make_form(trial);
	run_trial(trial);
	fuzz_must(trial->fault == NULL, trial->fault);
	arena_free(arena);
	return 0;
}
