/*
 * The signals that end a command: SIGINT, SIGTERM and SIGHUP. It says a last word on standard
 * error, in Chinese, and ends by that signal, so that whoever called it sees why; a signal that is
 * ignored when it begins stays ignored. Nothing else has to be put away: files get their names and
 * transactions their COMMIT when they are whole.
 */
#ifndef COMMAND_INTERRUPT_H
#define COMMAND_INTERRUPT_H

#include <stdbool.h>

/*
 * From now on. `is_resumed`: what is done stays, and the same command goes on from there; who
 * knows better later calls it again.
 */
void interrupt_begin(bool is_resumed);

/* The file that goes when the command is interrupted; NULL: none. The string is not copied. */
void interrupt_file(const char *path);

/* From now on the first signal is only noted, for who ends in good order; the second ends all. */
void interrupt_defer(void);

/* Was one noted? */
bool interrupt_came(void);

#endif
