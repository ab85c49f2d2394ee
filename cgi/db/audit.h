/*
 * What staff do with 勾稽: check drafts, read findings, answer them. On connections of
 * the staff role; what the calls return lies in the arena of `cx`.
 *
 * Drafts are named by a JSON array of their ids (audit_ids()).
 */
#ifndef DB_AUDIT_H
#define DB_AUDIT_H

#include "base/err.h"
#include "db/connection.h"

/* The JSON array of some ids. */
const char *audit_ids(struct arena *arena, const char *const *ids, size_t count);

/* Check drafts that are not as they were when they were checked, by the rules in force. */
MUST_USE enum err audit_renew(struct ctx *cx, struct connection *db, const char *ids);

/*
 * At the desk: are the findings of a draft to be renewed by a worker? They are when the
 * transaction has changed it (`is_changed`), and else when they are old.
 */
MUST_USE enum err audit_due(struct ctx *cx, struct connection *db, const char *id, bool is_changed,
                            bool *is_due);

/*
 * What is to be renewed now, of at most `most` drafts, once the first has waited for `wait_ms`:
 * NULL for nothing, and while another session is at it. To be committed, so that a draft on
 * which workers fail is known; then it is renewed, in a transaction of its own.
 */
MUST_USE enum err audit_begin_due(struct ctx *cx, struct connection *db, int most, int wait_ms,
                                  const char **numbers);
MUST_USE enum err audit_renew_due(struct ctx *cx, struct connection *db, const char *numbers);

/*
 * Within a transaction, keep others from checking the departments of drafts. Before steps are
 * taken with several of them, one after another: else two sessions may wait for each other.
 */
MUST_USE enum err audit_lock(struct ctx *cx, struct connection *db, const char *ids);

/* How many findings drafts have, of each severity. */
struct audit_count {
	size_t errors;
	size_t warnings;
	size_t notes;
};

MUST_USE enum err audit_count(struct ctx *cx, struct connection *db, const char *ids,
                              struct audit_count *count);

struct audit_finding {
	const char *name;
	const char *report_id;
	const char *rule;
	const char *severity; /* error, warning or note */
	const char *reach;    /* document, project or set */
	const char *cells;    /* a JSON array of pointers */
	const char *figures;  /* a JSON object of texts */
	const char *wording;  /* what its rule says, with the names of figures in braces */
	const char *sentence; /* the same with the figures */
	const char *source;
	const char *cure;
	const char *reason; /* NULL and what follows: not explained */
	const char *explained_by;
	const char *explained_at;
	bool is_public; /* the explanation is published */
};

/* The findings of drafts as they are kept, by report, errors first. */
MUST_USE enum err audit_list(struct ctx *cx, struct connection *db, const char *ids,
                             struct audit_finding **findings, size_t *count);

/* The drafts of a department and year. */
MUST_USE enum err audit_set(struct ctx *cx, struct connection *db, const char *department,
                            const char *year, const char ***ids, size_t *count);

/* Drafts that have findings, at most `limit` after `after` (NULL: from the first), by id. */
MUST_USE enum err audit_reports(struct ctx *cx, struct connection *db, const char *after, int limit,
                                const char ***ids, size_t *count);

/* How many drafts there are. */
MUST_USE enum err audit_drafts(struct ctx *cx, struct connection *db, size_t *count);

/* A batch of a check of all drafts: each is one transaction. */
struct audit_batch {
	const char *last; /* where the next one begins; NULL at the end */
	size_t seen;
	size_t renewed;
};

/*
 * Check at least `reports` drafts after department `after` (NULL: from the first), those of
 * every `workers`th department that are worker number `worker`'s, from 0.
 */
MUST_USE enum err audit_renew_batch(struct ctx *cx, struct connection *db, const char *after,
                                    int reports, int worker, int workers, struct audit_batch *batch);

/* An answer to the finding `finding`, or if that is NULL of `rule` in `report_id`, at `cell` or anywhere. */
struct audit_answer {
	const char *finding;
	const char *report_id;
	const char *rule;
	const char *cell;
	const char *reason;
	bool is_public; /* it is published, below the form */
};

MUST_USE enum err audit_explain(struct ctx *cx, struct connection *db,
                                const struct audit_answer *answer);

/* Take back what was answered to the finding `finding`; ERR_NOT_FOUND where nothing was. */
MUST_USE enum err audit_unexplain(struct ctx *cx, struct connection *db, const char *finding);

/* Mask what the finding of personal data `finding` found, saying why. */
MUST_USE enum err audit_mask(struct ctx *cx, struct connection *db, const char *finding,
                             const char *reason);

/* Show again words that are masked in a draft, saying why. */
MUST_USE enum err audit_unmask(struct ctx *cx, struct connection *db, const char *report_id,
                               const char *words, const char *reason);

struct audit_rule {
	const char *id;
	const char *severity;
	const char *reach;
	const char *checks;
	const char *source;
};

MUST_USE enum err audit_rules(struct ctx *cx, struct connection *db, struct audit_rule **rules,
                              size_t *count);

/* A parameter: of the nation, where `region` is empty and `says` is not NULL, or of a region. */
struct audit_parameter {
	const char *name;
	const char *region;
	const char *value;
	const char *says;
};

MUST_USE enum err audit_parameters(struct ctx *cx, struct connection *db,
                                   struct audit_parameter **parameters, size_t *count);

/* Set parameters of regions, a JSON array of {"name", "region", "value"}. */
MUST_USE enum err audit_set_parameters(struct ctx *cx, struct connection *db,
                                       const char *parameters);

#endif
