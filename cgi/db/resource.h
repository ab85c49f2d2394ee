/*
 * What the public reads as JSON that the database makes whole: lists, summaries
 * and single resources. sql/query has a file for each, with its parameters and
 * what it returns. Bodies lie in the arena of `cx`.
 */
#ifndef DB_RESOURCE_H
#define DB_RESOURCE_H

#include "base/err.h"
#include "db/connection.h"
#include "db/params.h"

enum resource_id {
	RESOURCE_AMENDMENT_LIST,
	RESOURCE_CHANGE_LIST,
	RESOURCE_DEPARTMENT_FIND,
	RESOURCE_DEPARTMENT_LIST,
	RESOURCE_INDICATOR_LIST,
	RESOURCE_LATEST_LIST,
	RESOURCE_LOG_CONSISTENCY,
	RESOURCE_LOG_ENTRIES,
	RESOURCE_LOG_HEAD,
	RESOURCE_LOG_PROOF,
	RESOURCE_OVERALL_FIND,
	RESOURCE_OVERALL_LIST,
	RESOURCE_PROJECT_FIND,
	RESOURCE_PROJECT_LIST,
	RESOURCE_PROJECT_SUMMARY,
	RESOURCE_PROJECT_YEAR_FIND,
	RESOURCE_REPORT_ITEM,
	RESOURCE_REPORT_LIST,
	RESOURCE_REVISION_LIST,
	RESOURCE_SEARCH,
	RESOURCE_SITEMAP,
	RESOURCE_SITEMAP_REGION,
	RESOURCE_SITE_VERSION,
	RESOURCE_TOTAL_FIND
};

/* No resource has more parameters, the validator not counted. */
#define RESOURCE_PARAMS_MAX 12

struct resource {
	const char *body; /* NULL when the client has it already */
	size_t length;
	const char *etag; /* without quotes */
};

/*
 * Ask for a resource. `params` are those of the statement without the last. `known` is an entity tag that the
 * client has, without quotes, or NULL; where it is still right no body is made.
 * ERR_NOT_FOUND when there is no such thing; ERR_INPUT with the name of the
 * parameter as field when a cursor is not of this list or `q` has no words.
 */
MUST_USE enum err resource_query(struct ctx *cx, struct connection *db, enum resource_id id,
                                 struct params params, const char *known, struct resource *resource);

#endif
