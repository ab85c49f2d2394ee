/* Drafts as they are kept. */
#ifndef COMMAND_DRAFT_H
#define COMMAND_DRAFT_H

#include "db/staff.h"
#include "doc/json.h"
#include "render/renderer.h"

/*
 * The id of a report, in the arena (gongkai.read_report_id): of its form, its year, and the
 * code of its project or else its department.
 */
const char *draft_id(struct arena *arena, const char *form, const char *year, const char *code);

/* The id of the report that a document is; NULL when it does not say form, year and code. */
const char *draft_id_of(struct arena *arena, const struct json *document);

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
