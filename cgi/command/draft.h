/* Drafts as they are kept. */
#ifndef COMMAND_DRAFT_H
#define COMMAND_DRAFT_H

#include "db/staff.h"
#include "render/renderer.h"

/*
 * What publishing a draft would freeze (staff_next()). When the draft was kept
 * before `import` brought texts into their canonical form (text/canonical.h), it is
 * imported again first, since nothing else is frozen. ERR_INPUT names a text that
 * cannot be printed.
 */
MUST_USE enum err draft_next(struct ctx *cx, struct connection *db, const struct renderer *renderer,
                             const char *id, const char *published_at, struct staff_next *next);

#endif
