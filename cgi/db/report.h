/*
 * Published documents, as the public role may read them. What the calls return
 * lies in the arena of `cx`.
 */
#ifndef DB_REPORT_H
#define DB_REPORT_H

#include "base/err.h"
#include "db/connection.h"

/*
 * A revision. Of one that was withdrawn only `withdrawn_*` and `reason` are there; of one
 * that was not, those are NULL. Of a part of a set there is no template digest.
 */
struct report {
	const char *document; /* the frozen bytes, exactly as published; NULL when the client has them */
	size_t document_length;
	const char *sha256;         /* of the bytes, 64 hexadecimal digits */
	const char *published_http; /* when, as an HTTP date (IMF-fixdate) */
	const char *title;
	const char *form;
	const char *template_digest; /* of the template when it was published */
	const char *revision;        /* its number */
	const char *withdrawn_at;    /* when, RFC 3339 */
	const char *withdrawn_http;  /* the same as an HTTP date */
	const char *reason;          /* why, for the public */
	const char *code;            /* the short code, if it is printed, ... */
	const char *site;            /* ... and the site that stands before it */
};

/*
 * The current revision of a report, or the withdrawal when it has none any more.
 * `known` is a sha256 that the client has, or NULL. ERR_NOT_FOUND when nothing
 * was ever published under this identifier.
 */
MUST_USE enum err report_find(struct ctx *cx, struct connection *db, const char *id,
                              const char *known, struct report *report);

/* The same of one revision by its number. */
MUST_USE enum err report_find_revision(struct ctx *cx, struct connection *db, const char *id,
                                       const char *number, const char *known, struct report *report);

/* The text of the template with this digest; NULL when it was never registered. */
MUST_USE enum err report_find_template(struct ctx *cx, struct connection *db, const char *digest,
                                       const char **text);

/* What a department has published for a year, in the order of its disclosure set. */
struct report_set {
	struct report *reports; /* without documents when the client has them; no `revision` */
	size_t count;
	const char *version; /* 64 hexadecimal digits, from the sha256 of all */
};

/*
 * `known` is a version that the client has, or NULL. ERR_NOT_FOUND when nothing is
 * published, ERR_TOO_LARGE when it is more than one answer should have (set_find.sql).
 */
MUST_USE enum err report_find_set(struct ctx *cx, struct connection *db, const char *department,
                                  const char *year, const char *known, struct report_set *set);

#endif
