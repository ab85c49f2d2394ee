/* What the files of `gongkai verify` share. */
#ifndef COMMAND_VERIFY_INTERNAL_H
#define COMMAND_VERIFY_INTERNAL_H

#include "command/command.h"
#include "command/verify_faces.h"
#include "db/verify.h"
#include "sign/tree.h"

struct verification {
	struct command_line *line;
	struct connection *db;
	struct renderer *renderer; /* NULL: no files are made */
	struct verify_faces faces;
	struct verify_size size;
	struct verify_part part;
	struct tree tree;
	size_t signatures;
	size_t compared; /* entries of the part */
	size_t faults;
};

/* Tell a fault: of what, and what it is. Behind the first hundred they are only counted. */
void verify_tell(struct verification *verification, const char *which, const char *what);

/*
 * Read the log as far as it went at the beginning: its tree and signatures as a whole, and
 * what the database has of the entries of the part.
 */
MUST_USE enum err verify_log_check(struct verification *verification);

#endif
