/*
 * What accounts do with drafts at the desk, beside what all staff do (staff.h, audit.h,
 * life.h). On connections of the desk, within its transaction; what the calls return lies
 * in the arena of `cx`. The database shows and changes only what the account that acts may.
 */
#ifndef DB_WORK_H
#define DB_WORK_H

#include "base/err.h"
#include "db/connection.h"
#include "db/params.h"

/* What is answered with JSON that the database makes whole; sql/query has a file for each. */
enum work_id {
	WORK_CODE, /* no JSON: a short code */
	WORK_COMMENT_LIST,
	WORK_DRAFT_LIST,
	WORK_HISTORY,
	WORK_JOB_FIND,
	WORK_JOB_LIST,
	WORK_MASK_LIST,
	WORK_OVERVIEW,
	WORK_PRESENCE,
	WORK_REVISION
};

/* Ask for it. ERR_NOT_FOUND without a row. */
MUST_USE enum err work_query(struct ctx *cx, struct connection *db, enum work_id id,
                             struct params params, const char **body);

/* A draft as a document of an edition, and what it is. */
struct work_draft {
	const char *document;
	const char *digest;
	const char *state;
	const char *form;
	const char *title;
	const char *department;
	const char *year;
};

/* Of the internal edition. ERR_NOT_FOUND when there is none that the account may read. */
MUST_USE enum err work_find(struct ctx *cx, struct connection *db, const char *id,
                            struct work_draft *draft);

/*
 * The same of an edition: internal, marked for pages (template/fill.h), or public as it
 * would be published.
 */
MUST_USE enum err work_find_edition(struct ctx *cx, struct connection *db, const char *id,
                                    const char *edition, struct work_draft *draft);

/* Its department alone. */
MUST_USE enum err work_department(struct ctx *cx, struct connection *db, const char *id,
                                  const char **department);

/* Its digest and department alone. */
MUST_USE enum err work_digest(struct ctx *cx, struct connection *db, const char *id,
                              struct work_draft *draft);

/* The digest of a draft whose document is at hand: as it is read, internal. */
MUST_USE enum err work_digest_of(struct ctx *cx, struct connection *db, const char *id,
                                 const char *document, const char **digest);

/* Two editions of a report, and of which revision the first is. */
struct work_difference {
	const char *before;
	const char *after;
	const char *number;
	const char *form;
};

/*
 * A revision, by default the newest one or that before `to`, and the revision `to`, by default
 * the draft as it would be published. NULL is the default. ERR_NOT_FOUND when one is not there.
 */
MUST_USE enum err work_difference(struct ctx *cx, struct connection *db, const char *id,
                                  const char *from, const char *to, struct work_difference *out);

/* Let nobody else change a draft until the end of the transaction. */
MUST_USE enum err work_lock(struct ctx *cx, struct connection *db, const char *id);

/* Say something of a cell; find it settled. */
MUST_USE enum err work_comment(struct ctx *cx, struct connection *db, const char *id,
                               const char *pointer, const char *text, const char **number);
MUST_USE enum err work_settle(struct ctx *cx, struct connection *db, const char *id,
                              const char *number);

/* An answer as it is kept; `status` is 0 when there was none. */
struct work_answer {
	int status;
	const char *location;
	const char *etag;
	const char *body;
};

/* Begin a request with a key: what was answered to it before. ERR_INPUT when it was another request. */
MUST_USE enum err work_once(struct ctx *cx, struct connection *db, const char *key,
                            const char *request, struct work_answer *before);

/* Keep the answer. */
MUST_USE enum err work_keep(struct ctx *cx, struct connection *db, const char *key,
                            const struct work_answer *answer);

#endif
