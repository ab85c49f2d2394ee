#include "base/usage.h"

#include <stdlib.h>

#include "tests/unit/tap.h"

static const struct usage_option options[] = {
	USAGE_FLAG("--all", "everything, not `some`"),
	USAGE_FILE("-o", "文件", "out"),
	USAGE_VALUE("--a-name-that-is-longer-than-the", "COLUMN", "long"),
	{ 0 },
};

int
main(void)
{
	struct arena *arena = arena_new();
	char *printed = NULL;
	size_t length = 0;
	FILE *file = open_memstream(&printed, &length);

	if (file == NULL)
		return 1;
	is_str(usage_plain(arena, "a `b` c`"), "a b c", "backticks go");
	is_str(usage_plain(arena, ""), "", "of nothing, nothing");
	usage_print_options(file, arena, options);
	fclose(file);
	is_str(printed,
	       "  --all                    everything, not some\n"
	       "  -o 文件                  out\n"
	       "  --a-name-that-is-longer-than-the COLUMN long\n",
	       "explanations stand in a column; a Han character is two wide");
	ok(!options[0].takes_file && options[1].takes_file && !options[2].takes_file,
	   "only a file is a file");
	free(printed);
	arena_free(arena);
	return done_testing();
}
