/*
 * The one table of commands. `gongkai --help`, the manual page gongkai(1) and
 * the completion are made from it, and a lint holds the commands against it.
 */
#ifndef COMMAND_CATALOGUE_H
#define COMMAND_CATALOGUE_H

#include "base/usage.h"
#include "command/command.h"

#define CATALOGUE_USAGES_MAX 6

struct command {
	const char *name;
	const char *summary;                      /* one line, without a full stop */
	const char *usages[CATALOGUE_USAGES_MAX]; /* its arguments, each way of calling it */
	const char *detail;                       /* a paragraph, or NULL */
	const struct usage_option *options;       /* the last has no name */
	bool is_resumed;  /* interrupted, it goes on from there when it is done again */
	bool takes_files; /* its arguments are names of files */
	enum err (*run)(struct command_line *line, int argc, char **argv);
};

/* Every command, in the order in which they are told; the last has no name. */
extern const struct command catalogue_commands[];

/* The options before the command. */
extern const struct usage_option catalogue_options[];

extern const char catalogue_summary[];     /* what the program is for */
extern const char catalogue_usage[];       /* its arguments */
extern const char catalogue_exit_status[]; /* what its exit status says */

/* The command of that name, or NULL. */
const struct command *catalogue_find(const char *name);

#endif
