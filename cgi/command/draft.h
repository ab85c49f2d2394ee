/* Drafts as they are kept. */
#ifndef COMMAND_DRAFT_H
#define COMMAND_DRAFT_H

#include "db/connection.h"
#include "render/renderer.h"

/*
 * Bring the texts of a draft into their canonical form (text/canonical.h), when
 * it was kept before `import` did so: nothing else is frozen. It is imported
 * again, in the transaction that the connection is in. ERR_INPUT names a text
 * that cannot be printed.
 */
MUST_USE enum err draft_canonical(struct ctx *cx, struct connection *db,
                                  const struct renderer *renderer, const char *id);

#endif
