/*
 * Reading the options of a command: a table says where each one goes.
 */
#ifndef COMMAND_OPTION_H
#define COMMAND_OPTION_H

#include "command/command.h"

/* An option: it has a value, or is a flag that is set. */
struct option {
	const char *name; /* NULL ends a table */
	const char **value;
	bool *is_set;
};

/*
 * Read the arguments behind argv[0], the name of the command. What is no option is
 * a name: names stay in order, from argv[1] on, and `*count` is how many they are.
 * An option that the table does not have is a misuse.
 */
MUST_USE enum err option_read(struct command_line *line, const struct option *options, int argc,
                              char **argv, size_t *count);

/* As option_read(), of a command that takes options only: a name is a misuse. */
MUST_USE enum err option_none(struct command_line *line, const struct option *options, int argc,
                              char **argv);

#endif
