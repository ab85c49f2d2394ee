/*
 * Whether files are what was published.
 */
#ifndef COMMAND_VERIFY_FILE_H
#define COMMAND_VERIFY_FILE_H

#include "command/command.h"

/* Say of each file what it is; ERR_CONFLICT when one is not what is public now. */
MUST_USE enum err verify_file_each(struct command_line *line, struct connection *db, char **paths,
                                   size_t count);

#endif
