/* Random forms. What must hold of them is said in tests/unit/form_trial.h. */
#include "tests/unit/form_trial.h"
#include "tests/unit/random.h"

static unsigned kept;
static unsigned pages;

static unsigned
below(unsigned limit)
{
	return random_below(limit);
}

static const char *
run(struct arena *arena, bool is_alone)
{
	struct trial *trial = arena_alloc(arena, sizeof *trial);

	(void)is_alone;
	trial->arena = arena;
	make_form(trial);
	run_trial(trial);
	kept += trial->kept;
	pages += trial->pages;
	return trial->fault;
}

int
main(int argc, char **argv)
{
	layout_init();
	random_run(argc, argv, 5000, run, "5000 random forms");
	ok(kept > 200, "with %u pairs kept together", kept);
	ok(pages > 20000, "on %u pages", pages);
	return done_testing();
}
