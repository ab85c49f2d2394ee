/*
 * What is published by region and year, for packages of all of it. On a connection of the
 * public role; what the calls return lies in the arena of `cx`.
 */
#ifndef DB_BULK_H
#define DB_BULK_H

#include <stddef.h>

#include "base/err.h"
#include "db/connection.h"

struct bulk_package {
	const char *region;
	const char *name; /* of the region */
	const char *year;
	const char *reports; /* how many */
};

/* The packages there are; a region or a year that is NULL does not restrict. */
MUST_USE enum err bulk_list(struct ctx *cx, struct connection *db, const char *region,
                            const char *year, struct bulk_package **packages, size_t *count);

struct bulk_report {
	const char *report_id;
	const char *revision;
	const char *sha256; /* of the document */
};

/* The reports of a package by their id. */
MUST_USE enum err bulk_reports(struct ctx *cx, struct connection *db, const char *region,
                               const char *year, struct bulk_report **reports, size_t *count);

#endif
