/*
 * How a program tells its options: one table, from which its help, its manual
 * page and its completion are made. What stands between backticks is code.
 */
#ifndef BASE_USAGE_H
#define BASE_USAGE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"

struct usage_option {
	const char *name;  /* `-o`, or `-c, --config` */
	const char *value; /* what follows it, or NULL */
	const char *help;  /* one sentence without a full stop */
	bool takes_file;   /* its value is the name of a file */
	const char *words; /* all that its value may be, with blanks between, or NULL */
};

/* Rows of the table: an option alone, with a value, with one of some words, with the name of a file. */
#define USAGE_FLAG(name, help)                                                                     \
	{                                                                                          \
		name, NULL, help, false, NULL                                                      \
	}
#define USAGE_VALUE(name, value, help)                                                             \
	{                                                                                          \
		name, value, help, false, NULL                                                     \
	}
#define USAGE_CHOICE(name, value, words, help)                                                     \
	{                                                                                          \
		name, value, help, false, words                                                    \
	}
#define USAGE_FILE(name, value, help)                                                              \
	{                                                                                          \
		name, value, help, true, NULL                                                      \
	}

/* `text` as a terminal shows it: without the backticks. */
const char *usage_plain(struct arena *arena, const char *text);

/* A line for each option, the last of which has no name. */
void usage_print_options(FILE *file, struct arena *arena, const struct usage_option *options);

#endif
