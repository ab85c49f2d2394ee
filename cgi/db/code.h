/*
 * Short codes, as the public role may look them up.
 */
#ifndef DB_CODE_H
#define DB_CODE_H

#include "base/err.h"
#include "db/connection.h"

/* What a code stands for: see sql/query/code_find.sql. Texts may be NULL where it says so. */
struct code {
	const char *report_id;
	const char *revision;
	const char *form;
	const char *year;
	const char *department;
	const char *title;
	const char *published; /* for people */
	bool is_backdated;     /* somebody gave that time */
	const char *correction_reason;
	const char *document_sha256;
	const char *pdf_sha256;
	const char *ofd_sha256;
	const char *xlsx_sha256;
	const char *number; /* of the entry in the log */
	const char *leaf;
	const char *state;     /* current, superseded or withdrawn */
	const char *other;     /* the revision that is public now, if that is another */
	const char *withdrawn; /* when, for people */
	const char *reason;
};

/* Look a code up that short_code_read() has read. ERR_NOT_FOUND when nothing has it. */
MUST_USE enum err code_find(struct ctx *cx, struct connection *db, const char *code,
                            struct code *found);

#endif
