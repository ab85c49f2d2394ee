/*
 * Jobs: archives of documents that an account has sent, and that workers import. On
 * connections of the desk; what the calls return lies in the arena of `cx`.
 */
#ifndef DB_JOB_H
#define DB_JOB_H

#include <stdbool.h>

#include "base/text.h"
#include "db/connection.h"

/* A new job of the account that acts, from an address; workers act for it with the secret. */
MUST_USE enum err job_add(struct ctx *cx, struct connection *db, const char *name,
                          const char *secret, const char *address, const char **id);

/* A file of it: its bytes, or the reason why there are none (NULL otherwise). */
MUST_USE enum err job_add_file(struct ctx *cx, struct connection *db, const char *id, size_t number,
                               const char *name, const struct text *bytes, const char *reason);

MUST_USE enum err job_cancel(struct ctx *cx, struct connection *db, const char *id);

/* What workers do; the calls between job_begin() and job_commit() are one transaction. */
MUST_USE enum err job_begin(struct ctx *cx, struct connection *db);
MUST_USE enum err job_commit(struct ctx *cx, struct connection *db);
void job_rollback(struct connection *db);

/* Lead jobs on, as far as that needs no work; `*count` is how many. */
MUST_USE enum err job_lead(struct ctx *cx, struct connection *db, int *count);

struct job_file {
	const char *job; /* NULL: there is nothing to do */
	const char *number;
	const char *name;
	struct text bytes;
	const char *secret;
};

/* Find the next file to check; this is to be committed. Then take it in hand: `job` is NULL when another has it. */
MUST_USE enum err job_next_file(struct ctx *cx, struct connection *db, struct job_file *file);
MUST_USE enum err job_take_file(struct ctx *cx, struct connection *db, struct job_file *file);

/*
 * What was found: faults, a JSON array, or if that is `[]` the document, and of a workbook the one
 * that it was made from, or NULL.
 */
MUST_USE enum err job_end_file(struct ctx *cx, struct connection *db, const struct job_file *file,
                               const char *document, const char *base, const char *faults);

struct job {
	const char *id; /* NULL: there is nothing to do */
	const char *secret;
	size_t files;
};

/* Take a job in hand whose files are to be imported. */
MUST_USE enum err job_take(struct ctx *cx, struct connection *db, struct job *job);

struct job_document {
	const char *name;
	const char *document;
	const char *base;  /* that its workbook was made from; NULL: it was none */
	bool is_cancelled; /* the job is, since */
};

MUST_USE enum err job_document(struct ctx *cx, struct connection *db, const struct job *job,
                               size_t number, struct job_document *document);

/* What became of a file: `state` is imported or faulty. */
MUST_USE enum err job_mark_file(struct ctx *cx, struct connection *db, const struct job *job,
                                size_t number, const char *state, const char *outcome,
                                const char *faults);

/* It is over: done, failed or cancelled; `reason` may be NULL. */
MUST_USE enum err job_end(struct ctx *cx, struct connection *db, const struct job *job,
                          const char *state, const char *reason);

#endif
