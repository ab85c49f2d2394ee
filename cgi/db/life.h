/*
 * The life of a report: in which state its draft is, and the steps from one state to the
 * next, which PostgreSQL decides (sql/function/59_life.sql). On connections of the staff
 * role; what the calls return lies in the arena of `cx`.
 *
 * Drafts are named by a JSON array of their ids (audit_ids()): a step is taken with all
 * of them or with none. A step that a draft's state, its digest or the person does not
 * allow is ERR_CONFLICT, a draft that there is not ERR_NOT_FOUND.
 */
#ifndef DB_LIFE_H
#define DB_LIFE_H

#include "base/err.h"
#include "db/connection.h"

/* Some drafts, and the digest of each: NULL where nobody asked, or where there is no draft. */
struct life_drafts {
	const char **ids;
	const char **digests;
	size_t count;
};

/*
 * Ask for approval. `note` is for staff; `reason` is public and needed where the report was
 * public before; both may be NULL. `where_needed`: what need not be submitted is passed over.
 */
MUST_USE enum err life_submit(struct ctx *cx, struct connection *db, const char *ids,
                              const char *note, const char *reason, bool where_needed,
                              struct life_drafts *submitted);

/* Approve what has these digests, a JSON array in the order of the ids. */
MUST_USE enum err life_approve(struct ctx *cx, struct connection *db, const char *ids,
                               const char *digests, const char *note, struct life_drafts *approved);

/* Back to draft. */
MUST_USE enum err life_return(struct ctx *cx, struct connection *db, const char *ids,
                              const char *reason, struct life_drafts *returned);

/* Delete drafts. What was published of them stays. */
MUST_USE enum err life_delete(struct ctx *cx, struct connection *db, const char *ids,
                              const char *reason, struct life_drafts *deleted);

/* The digests of drafts as they are now. */
MUST_USE enum err life_digests(struct ctx *cx, struct connection *db, const char *ids,
                               struct life_drafts *drafts);

/* Which drafts; what is NULL does not restrict. */
struct life_filter {
	const char *state;
	const char *department;
	const char *year;
	const char *form;
	const char *severity; /* error, warning or note: with such findings, or worse ones */
};

/* A draft in a list. */
struct life_row {
	const char *id;
	const char *title;
	const char *form;
	const char *year;
	const char *department;
	const char *state;
	const char *state_name;
	const char *since;
	const char *person;   /* who brought it there, or NULL */
	const char *revision; /* that is public, or NULL */
	const char *errors;   /* findings that nobody explained */
	const char *warnings;
	const char *notes;
};

MUST_USE enum err life_list(struct ctx *cx, struct connection *db, const struct life_filter *filter,
                            struct life_row **rows, size_t *count);

/* The state of a draft: ERR_NOT_FOUND without one. */
struct life_state {
	const char *id;
	const char *title;
	const char *state;
	const char *state_name;
	const char *since;
	const char *digest; /* now */
	bool is_as_was;     /* it is that of the state, or the state has none */
	const char *correction_reason;
	const char *submitted_by;
	const char *approved_by;
	const char *edited_by;
	const char *edited_at;
	const char *authors;      /* who changed it since it was published; NULL: nobody */
	const char *revision;     /* the last one, or NULL */
	const char *published_at; /* of that */
	const char *withdrawn_at; /* of that, or NULL */
};

MUST_USE enum err life_state(struct ctx *cx, struct connection *db, const char *id,
                             struct life_state *state);

/* A step that a report has taken. */
struct life_step {
	const char *at;
	const char *kind;
	const char *kind_name;
	const char *from_state; /* NULL: there was no draft */
	const char *to_state;   /* NULL: there is none any more */
	const char *person;
	const char *role;
	const char *reason;
	const char *digest;
	const char *revision;     /* that was published or withdrawn */
	const char *published_at; /* as published */
	bool is_backdated;
};

/* All steps, oldest first; none is an empty list. */
MUST_USE enum err life_history(struct ctx *cx, struct connection *db, const char *id,
                               struct life_step **steps, size_t *count);

/*
 * A revision of a report, NULL: the last one, as it was frozen, also when it was withdrawn.
 * ERR_NOT_FOUND when there is none.
 */
MUST_USE enum err life_revision(struct ctx *cx, struct connection *db, const char *id,
                                const char *number, const char **document);

#endif
