/* What `--help` prints: all commands and settings, or one command. */
#ifndef COMMAND_HELP_H
#define COMMAND_HELP_H

#include "command/catalogue.h"

/* Print the commands, options and settings on standard output. */
void help_print(struct arena *arena);

/* Print how `command` is used. */
void help_print_command(struct arena *arena, const struct command *command);

#endif
