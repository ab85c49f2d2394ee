/*
 * Bytes as the choices of which tests/unit/table_trial.h makes a table:
 * its cells, spans, styles, texts and its page. What must hold of the pages is
 * said there.
 */
#include "tests/fuzz/fuzz.h"
#include "tests/unit/table_trial.h"

static struct choices choices;

static unsigned
below(unsigned limit)
{
	return choices_below(&choices, limit);
}

static struct trial trial;

/* Empty the trial; of its largest part only what was used. */
static void
clear(void)
{
	unsigned pages = trial.page_count < PAGES ? trial.page_count : PAGES;

	for (unsigned i = 0; i < trial.cell_count; i++)
		memset(trial.placed[i], 0, (size_t)pages * CHARS);
	memset(&trial, 0, offsetof(struct trial, placed));
	trial.marks = 0;
	trial.fault = NULL;
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
	clear();
	choices = (struct choices){ data, size };
	trial.arena = arena_new();
	make_trial(&trial);
	run_trial(&trial);
	/* Of more pages the trial knows nothing. */
	fuzz_must(trial.fault == NULL || trial.page_count > PAGES, trial.fault);
	arena_free(trial.arena);
	return 0;
}
