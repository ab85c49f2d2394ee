/*
 * Whether files are what was published, without a database and without the network: from a
 * proof that was saved with them, and a head of the log or a key that is trusted.
 */
#ifndef COMMAND_VERIFY_PROOF_H
#define COMMAND_VERIFY_PROOF_H

#include "command/command.h"

/* Files with what the API has told: paths. */
struct verify_proof {
	const char *proof; /* /api/v1/log/proof/ID/REVISION */
	const char *head;  /* /api/v1/log/head, of the same number of entries; or NULL */
	const char *key;   /* a public key in PEM; or NULL */
};

/*
 * Say of each file whether it is one of the revision that the proof is of. ERR_INPUT when the
 * proof does not hold, ERR_CONFLICT when a file is not of it or was withdrawn.
 */
MUST_USE enum err verify_proof_each(struct command_line *line, const struct verify_proof *given,
                                    char **paths, size_t count);

#endif
