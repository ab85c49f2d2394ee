/* Progress of long work on standard error, once it has taken longer than a second. */
#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

#include <stddef.h>
#include <time.h>

struct progress {
	const char *what;
	size_t total;
	struct timespec begin;
	time_t shown; /* seconds after the beginning of the last report */
};

struct progress progress_begin(const char *what, size_t total);

/* `done` of the total are done. At most one line a second. */
void progress_show(struct progress *progress, size_t done);

/* The work is done. */
void progress_end(struct progress *progress);

#endif
