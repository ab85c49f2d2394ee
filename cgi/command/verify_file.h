/*
 * Whether files are what was published.
 */
#ifndef COMMAND_VERIFY_FILE_H
#define COMMAND_VERIFY_FILE_H

#include "command/command.h"

/*
 * Read a file that is to be held against a digest. False when there is none to hold it against:
 * it cannot be read, or is a page, of which nobody keeps a digest; that is said then.
 */
bool verify_file_read(struct ctx *cx, const char *path, struct text *file);

/* Say of each file what it is; ERR_CONFLICT when one is not what is public now. */
MUST_USE enum err verify_file_each(struct command_line *line, struct connection *db, char **paths,
                                   size_t count);

#endif
