/*
 * What `gongkai verify` reads: the log, with all that it must agree with. The database only
 * tells what it has; the command judges. On connections of the staff role; what the
 * calls return lies in the arena of `cx`.
 */
#ifndef DB_VERIFY_H
#define DB_VERIFY_H

#include "base/err.h"
#include "db/connection.h"

/* A row of sql/query/verify_entries.sql, where it is said what each is; NULL where there is nothing. */
struct verify_entry {
	const char *number;
	const char *text;
	const char *leaf;
	const char *nodes;
	const char *expected;
	const char *document;
	const char *sha256;
	const char *chain;
	const char *template; /* its text */
	const char *template_digest;
	const char *report;
	const char *revision;
	const char *form;
	const char *pdf;
	const char *ofd;
	const char *xlsx;
	const char *fonts; /* the list */
	const char *code;
	const char *site;
	const char *listed;
};

/* One of so many parts, from 1: whoever verifies them one after another has verified all. */
struct verify_part {
	unsigned number;
	unsigned count;
};

/* Whether the entry with this number is of the part. */
bool verify_part_has(const struct verify_part *part, uint64_t number);

/*
 * At most `limit` entries behind `after`, up to `last`. Of those that are not of the part
 * there is only what the log itself has: number, text, leaf and nodes.
 */
MUST_USE enum err verify_entries(struct ctx *cx, struct connection *db, uint64_t after,
                                 uint64_t last, const struct verify_part *part, unsigned limit,
                                 struct verify_entry **entries, size_t *count);

/* What there is at one moment: what is published meanwhile is left to the next time. */
struct verify_size {
	uint64_t entries;
	uint64_t signed_entries; /* by the last signature; 0: nothing was ever signed */
	uint64_t departments;    /* for verify_facts(), about */
};

MUST_USE enum err verify_size(struct ctx *cx, struct connection *db, struct verify_size *size);

/* Something that has no entry: what is wrong, and with which one. */
struct verify_extra {
	const char *what;
	const char *which;
};

MUST_USE enum err verify_extra(struct ctx *cx, struct connection *db, struct verify_extra **extras,
                               size_t *count);

/*
 * What is wrong (NULL: nothing, or it is not of the part) in what lists, summaries and
 * searches have of the department whose code is next behind `after`, and with which (NULL:
 * there is none).
 */
MUST_USE enum err verify_facts(struct ctx *cx, struct connection *db, const char *after,
                               const struct verify_part *part, struct verify_extra *fault);

struct verify_signature {
	const char *size;
	const char *algorithm;
	const char *id;
	const char *public_key; /* in hexadecimal digits, as the signature */
	const char *signature;
};

/* Those of heads of more than `after` and at most `last` entries, by size. */
MUST_USE enum err verify_signatures(struct ctx *cx, struct connection *db, uint64_t after,
                                    uint64_t last, struct verify_signature **signatures,
                                    size_t *count);

/* A row of sql/query/verify_file.sql. */
struct verify_file {
	const char *report_id; /* NULL: neither digest nor identifier is known */
	const char *revision;
	const char *what; /* PDF, JSON, OFD or Excel; NULL: only the identifier is known */
	const char *published_at;
	bool is_backdated; /* somebody gave that time */
	const char *current;
	const char *withdrawn_at;
	const char *reason;
};

/* Look for a digest, and for what may have been altered, by its identifier (or NULL). */
MUST_USE enum err verify_file(struct ctx *cx, struct connection *db, const char *sha256,
                              const char *id, struct verify_file *file);

#endif
