/*
 * A PostgreSQL of one's own for the length of a command, with the schema and the rules of
 * this program and nothing else: what is SQL needs no second writing in C to work without
 * the database of the house. It lives in a temporary folder, is reached by a socket there
 * alone, and is gone when the process is, however that ends.
 */
#ifndef COMMAND_SCRATCH_H
#define COMMAND_SCRATCH_H

#include <sys/types.h>

#include "base/err.h"

struct scratch {
	const char *staff; /* a connection string */
	int lifeline;      /* closed, it ends */
	pid_t keeper;
};

/*
 * Start it; takes a second or two. ERR_UNAVAILABLE with the cure when PostgreSQL's programs
 * are not there, or the reason why it does not start. Ends with scratch_close().
 */
MUST_USE enum err scratch_open(struct ctx *cx, struct scratch *out);
void scratch_close(struct scratch *scratch);

#endif
