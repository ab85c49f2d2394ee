/* Which drafts a command is about: those that are named, or all that a filter leaves. */
#ifndef COMMAND_SELECTION_H
#define COMMAND_SELECTION_H

#include "command/option.h"
#include "db/life.h"

struct selection {
	bool is_all;
	const char *department;
	const char *year;
	const char *form;
	char **ids;
	size_t count;
};

/* The options of a selection, in the table of a command that has one. */
#define SELECTION_OPTIONS(selection)                                                               \
	{ "--all", NULL, &(selection)->is_all },                                                   \
		{ "--department", &(selection)->department, NULL },                                \
		{ "--year", &(selection)->year, NULL },                                            \
	{                                                                                          \
		"--form", &(selection)->form, NULL                                                 \
	}

/*
 * Read the arguments by a table with SELECTION_OPTIONS. It is a misuse when drafts are named
 * beside a filter, or neither, or when the year is none.
 */
MUST_USE enum err selection_read(struct command_line *line, const struct option *options, int argc,
                                 char **argv, struct selection *selection);

/* Is it a filter, so that what needs nothing is passed over? */
bool selection_is_filter(const struct selection *selection);

/* The drafts as a JSON array: of a filter, those in the state. */
MUST_USE enum err selection_ids(struct ctx *cx, struct connection *db, struct selection *selection,
                                const char *state, const char **ids);

/* A line for each draft, and their number. */
void selection_print(const struct life_drafts *drafts, const char *done);

#endif
