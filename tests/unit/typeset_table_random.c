/* Random tables. What must hold of them is said in tests/unit/table_trial.h. */
#include "tests/unit/random.h"
#include "tests/unit/table_trial.h"

static unsigned marks;
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

	trial->arena = arena;
	make_trial(trial);
	run_trial(trial);
	marks += trial->marks;
	pages += trial->page_count;
	if (is_alone)
		printf("%s", trace_of(arena, lay_out(trial)));
	return trial->fault;
}

int
main(int argc, char **argv)
{
	layout_init();
	random_run(argc, argv, 1000, run, "1000 random tables");
	ok(marks > 500, "with %u labels repeated", marks);
	ok(pages > 3000, "on %u pages", pages);
	return done_testing();
}
