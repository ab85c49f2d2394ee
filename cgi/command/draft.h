/* Drafts as they are kept. */
#ifndef COMMAND_DRAFT_H
#define COMMAND_DRAFT_H

#include "db/staff.h"
#include "render/renderer.h"

/*
 * Bring a draft's texts into their canonical form (text/canonical.h), in which alone they
 * are published: where it was kept before `import` did, it is imported again. ERR_INPUT
 * names a text that cannot be printed.
 */
MUST_USE enum err draft_settle(struct ctx *cx, struct connection *db,
                               const struct renderer *renderer, const char *id);

/*
 * What publishing a draft would freeze (staff_next()). ERR_CONFLICT also when its texts
 * are not in their canonical form.
 */
MUST_USE enum err draft_next(struct ctx *cx, struct connection *db, const char *id,
                             const char *published_at, struct staff_next *next);

#endif
