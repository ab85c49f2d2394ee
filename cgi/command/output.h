/*
 * A file that a command writes, all or nothing: without a name first, where the file
 * system can do that, so that nothing is left of it however the command ends; then on
 * the disk, beside its place and renamed. A device or a pipe is written directly; `-`
 * is standard output.
 */
#ifndef COMMAND_OUTPUT_H
#define COMMAND_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"

struct output {
	const char *path;
	const char *beside; /* the name it has until it is whole, or NULL */
	bool is_nameless;   /* it does not have it yet */
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
