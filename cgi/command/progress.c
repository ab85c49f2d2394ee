#include "command/progress.h"

#include <stdio.h>
#include <unistd.h>

struct progress
progress_begin(const char *what, size_t total)
{
	struct progress progress = { .what = what, .total = total };

	clock_gettime(CLOCK_MONOTONIC, &progress.begin);
	return progress;
}

void
progress_show(struct progress *progress, size_t done)
{
	struct timespec now;
	time_t elapsed;

	clock_gettime(CLOCK_MONOTONIC, &now);
	elapsed = now.tv_sec - progress->begin.tv_sec;
	if (elapsed <= progress->shown)
		return;
	progress->shown = elapsed;
	fprintf(stderr, "%s%s %zu/%zu%s", isatty(STDERR_FILENO) ? "\r" : "", progress->what, done,
	        progress->total, isatty(STDERR_FILENO) ? "" : "\n");
}

void
progress_end(struct progress *progress)
{
	if (progress->shown > 0)
		fprintf(stderr, "%s%s %zu/%zu\n", isatty(STDERR_FILENO) ? "\r" : "", progress->what,
		        progress->total, progress->total);
}
