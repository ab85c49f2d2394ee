/*
 * What staff do: import, read drafts, publish, withdraw. On connections of the staff
 * role; what the calls return lies in the arena of `cx`.
 *
 * A fault of the data is ERR_INPUT or ERR_CONFLICT with the server's message
 * and, as field, the JSON pointer of the member it is about.
 */
#ifndef DB_STAFF_H
#define DB_STAFF_H

#include "base/err.h"
#include "db/connection.h"

/*
 * What an import did: created, updated or left unchanged. The documents are
 * JSON of the draft before and after; the first is NULL for a new report.
 */
struct staff_import {
	const char *report_id;
	const char *outcome;
	const char *old_document;
	const char *new_document;
};

/*
 * Several calls as one: all or nothing. A call that fails inside ends in
 * staff_rollback(). When the connection is lost, so is what was not committed,
 * and staff_commit() fails.
 */
MUST_USE enum err staff_begin(struct ctx *cx, struct connection *db);
MUST_USE enum err staff_commit(struct ctx *cx, struct connection *db);

/*
 * Calls of which some may fail without the others: from the mark on they are
 * kept, or taken back.
 */
MUST_USE enum err staff_mark(struct ctx *cx, struct connection *db);
MUST_USE enum err staff_keep(struct ctx *cx, struct connection *db);
MUST_USE enum err staff_back(struct ctx *cx, struct connection *db);

/* Take all back. Cannot fail: if the server does not answer, the connection goes. */
void staff_rollback(struct connection *db);

/*
 * Write a document as a draft. `extra_types` is a JSON object from the names of
 * the form's extra fields to their types, or NULL.
 */
MUST_USE enum err staff_import(struct ctx *cx, struct connection *db, const char *document,
                               const char *extra_types, struct staff_import *import);

/* A draft of the internal edition, and who has changed it last and when, in words. */
struct staff_draft_now {
	const char *document; /* NULL: there is no draft */
	const char *edited_by;
	const char *edited_at;
};

/* `is_held`: nobody else can change it until the end of the transaction. That needs a right. */
MUST_USE enum err staff_draft_now(struct ctx *cx, struct connection *db, const char *id,
                                  bool is_held, struct staff_draft_now *now);

/*
 * The draft of a report as a document, edition `public`, `internal`, or `marked` for pages
 * (template/fill.h). ERR_NOT_FOUND if there is none.
 */
MUST_USE enum err staff_draft(struct ctx *cx, struct connection *db, const char *id,
                              const char *edition, const char **document);

/*
 * The newest draft of a form, department and project (NULL: none) of a year before
 * `year`, as a document of the internal edition; NULL when there is none.
 */
MUST_USE enum err staff_draft_earlier(struct ctx *cx, struct connection *db, const char *form,
                                      const char *department, const char *project, const char *year,
                                      const char **document);

/*
 * What a form can begin with that was never filled in for a department and project:
 * documents of the internal edition, each NULL when there is none.
 */
struct staff_model {
	const char *model;      /* a draft of that form, of whoever is nearest */
	const char *department; /* the newest draft of the department, and of the project, */
	const char *project;    /* whatever their forms are */
};

MUST_USE enum err staff_draft_model(struct ctx *cx, struct connection *db, const char *form,
                                    const char *department, const char *project,
                                    struct staff_model *out);

/* What publishing a draft would freeze. */
struct staff_next {
	const char *document; /* the draft's public edition */
	const char *form;
	const char *title;
	const char *template_digest;
	bool is_unchanged; /* there is nothing to publish */
};

/*
 * Ask what publishing would freeze. `published_at` is RFC 3339, or NULL for
 * the time of the transaction.
 * ERR_NOT_FOUND if there is no draft; or the error that staff_publish() would meet.
 */
MUST_USE enum err staff_next(struct ctx *cx, struct connection *db, const char *id,
                             const char *published_at, struct staff_next *next);

/*
 * Wait, within staff_begin(), until nobody else publishes or withdraws, until the
 * end of the transaction. Whom it waits for is told to connection_hear().
 */
MUST_USE enum err staff_wait(struct ctx *cx, struct connection *db);

/* What was frozen: the outcome is published or unchanged. */
struct staff_published {
	const char *revision;
	const char *outcome;
	const char *draft_sha256; /* of the draft's public edition */
};

/* Freeze a revision. */
MUST_USE enum err staff_publish(struct ctx *cx, struct connection *db, const char *id,
                                const char *published_at, struct staff_published *published);

/*
 * Take a report from the public. `reason` is public; `withdrawn_at` is RFC 3339,
 * or NULL for the time of the transaction. `*revision` is the one that was current.
 */
MUST_USE enum err staff_withdraw(struct ctx *cx, struct connection *db, const char *id,
                                 const char *reason, const char *withdrawn_at,
                                 const char **revision);

#endif
