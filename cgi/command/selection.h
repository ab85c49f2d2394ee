/* Which drafts a command is about: those that are named, or all that a filter leaves. */
#ifndef COMMAND_SELECTION_H
#define COMMAND_SELECTION_H

#include "command/command.h"
#include "db/life.h"

struct selection {
	bool is_all;
	const char *department;
	const char *year;
	const char *form;
	char **ids;
	size_t count;
};

/* Is it one of both, and is the year a year? */
MUST_USE enum err selection_check(struct command_line *line, const struct selection *selection);

/* Is it a filter, so that what needs nothing is passed over? */
bool selection_is_filter(const struct selection *selection);

/* The drafts as a JSON array: of a filter, those in the state. */
MUST_USE enum err selection_ids(struct ctx *cx, struct connection *db, struct selection *selection,
                                const char *state, const char **ids);

/* A line for each draft, and their number. */
void selection_print(const struct life_drafts *drafts, const char *done);

#endif
