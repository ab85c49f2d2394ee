/*
 * Published reports, as the public role may read them. What the calls return
 * lies in the arena of `cx`.
 */
#ifndef DB_REPORT_H
#define DB_REPORT_H

#include "base/err.h"
#include "db/connection.h"

/* The current revision of a report. */
struct report {
	const char *document; /* the frozen bytes, exactly as published */
	size_t document_length;
	const char *sha256;         /* of `document`, 64 hexadecimal digits */
	const char *published_http; /* when, as an HTTP date (IMF-fixdate) */
	const char *title;
	const char *form;
};

/* What a list of reports is asked for; NULL is no restriction. */
struct report_filter {
	const char *year;
	const char *department;
	const char *form;
	const char *limit;
	const char *cursor;
};

/* ERR_NOT_FOUND when nothing is published under this identifier. */
MUST_USE enum err report_find(struct ctx *cx, struct connection *db, const char *id,
                              struct report *report);

/* One page of the list as JSON. ERR_INPUT with the field `cursor` when that is not one of ours. */
MUST_USE enum err report_list(struct ctx *cx, struct connection *db,
                              const struct report_filter *filter, const char **body);

#endif
