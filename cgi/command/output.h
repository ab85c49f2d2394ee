/*
 * A file that a command writes, all or nothing: beside it first, then renamed.
 * A device or a pipe is written directly; `-` is standard output.
 */
#ifndef COMMAND_OUTPUT_H
#define COMMAND_OUTPUT_H

#include <stddef.h>
#include <stdio.h>

#include "base/err.h"

struct output {
	const char *path;
	const char *beside; /* where it is written until it is whole, or NULL */
	FILE *file;
};

/* ERR_INPUT with the system's reason when the file cannot be written. */
MUST_USE enum err output_open(struct ctx *cx, const char *path, struct output *out);
MUST_USE enum err output_write(struct ctx *cx, struct output *output, const void *bytes,
                               size_t length);

/*
 * The end: put the file in its place if all went well (`status` is ERR_OK),
 * else leave no trace of it. Returns `status`, or what went wrong here.
 */
MUST_USE enum err output_close(struct ctx *cx, struct output *output, enum err status);

#endif
