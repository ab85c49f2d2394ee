#include "db/resource.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "db/run.h"
#include "db/statement.h"

static const enum statement_id statements[] = {
	[RESOURCE_AMENDMENT_LIST] = STATEMENT_AMENDMENT_LIST,
	[RESOURCE_CHANGE_LIST] = STATEMENT_CHANGE_LIST,
	[RESOURCE_DEPARTMENT_FIND] = STATEMENT_DEPARTMENT_FIND,
	[RESOURCE_DEPARTMENT_LIST] = STATEMENT_DEPARTMENT_LIST,
	[RESOURCE_INDICATOR_LIST] = STATEMENT_INDICATOR_LIST,
	[RESOURCE_LATEST_LIST] = STATEMENT_LATEST_LIST,
	[RESOURCE_LOG_CONSISTENCY] = STATEMENT_LOG_CONSISTENCY,
	[RESOURCE_LOG_ENTRIES] = STATEMENT_LOG_ENTRIES,
	[RESOURCE_LOG_HEAD] = STATEMENT_LOG_HEAD,
	[RESOURCE_LOG_PROOF] = STATEMENT_LOG_PROOF,
	[RESOURCE_OVERALL_FIND] = STATEMENT_OVERALL_FIND,
	[RESOURCE_OVERALL_LIST] = STATEMENT_OVERALL_LIST,
	[RESOURCE_PROJECT_FIND] = STATEMENT_PROJECT_FIND,
	[RESOURCE_PROJECT_LIST] = STATEMENT_PROJECT_LIST,
	[RESOURCE_PROJECT_SUMMARY] = STATEMENT_PROJECT_SUMMARY,
	[RESOURCE_PROJECT_YEAR_FIND] = STATEMENT_PROJECT_YEAR_FIND,
	[RESOURCE_REPORT_ITEM] = STATEMENT_REPORT_ITEM,
	[RESOURCE_REPORT_LIST] = STATEMENT_REPORT_LIST,
	[RESOURCE_REVISION_LIST] = STATEMENT_REVISION_LIST,
	[RESOURCE_SEARCH] = STATEMENT_SEARCH,
	[RESOURCE_SITEMAP] = STATEMENT_SITEMAP_LIST,
	[RESOURCE_SITEMAP_REGION] = STATEMENT_SITEMAP_REGION,
	[RESOURCE_SITE_VERSION] = STATEMENT_SITE_VERSION,
	[RESOURCE_TOTAL_FIND] = STATEMENT_TOTAL_FIND,
};

/*
 * The version in the database says which data a body was made from; how it was
 * made is in the compiled-in SQL, so that a new program gives new entity tags.
 * Found once for the process.
 */
static const char *
shape(struct arena *arena)
{
	static char digest[9];
	struct text all = text_make(arena);

	if (digest[0] != '\0')
		return digest;
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		text_add_str(&all, statement_list[i].text);
	for (const struct statement_step *step = migration_list; step->name != NULL; step++)
		text_add_str(&all, step->text);
	for (const struct statement_step *step = function_list; step->name != NULL; step++)
		text_add_str(&all, step->text);
	memcpy(digest, text_sha256(arena, all.data, all.length), sizeof digest - 1);
	return digest;
}

/* The version in an entity tag of ours, else NULL. */
static const char *
version_of(struct arena *arena, const char *known)
{
	const char *suffix = arena_printf(arena, "-%s", shape(arena));

	if (known == NULL || !text_ends_with(known, suffix))
		return NULL;
	return arena_strndup(arena, known, strlen(known) - strlen(suffix));
}

enum err
resource_query(struct ctx *cx, struct connection *db, enum resource_id id, struct params params,
               const char *known, struct resource *resource)
{
	const struct statement *statement = &statement_list[statements[id]];
	const char *all[RESOURCE_PARAMS_MAX + 1] = { NULL };
	const char *version;
	PGresult *result;

	if (params.count > RESOURCE_PARAMS_MAX)
		return err_set(cx, ERR_INTERNAL, "statement %s has too many parameters",
		               statement->name);
	memcpy(all, params.text, (size_t)params.count * sizeof *all);
	all[params.count] = version_of(cx->arena, known);
	TRY(run_statement(cx, db, statements[id], params.count + 1, all, &result));
	if (PQntuples(result) == 0)
		return err_set(cx, ERR_NOT_FOUND, "%s: nothing published", statement->name);
	version = run_value(result, 0, "version");
	*resource = (struct resource){ .body = run_value(result, 0, "body") };
	if (version == NULL || (resource->body == NULL && all[params.count] == NULL))
		return err_set(cx, ERR_INTERNAL, "statement %s returned an incomplete row",
		               statement->name);
	if (resource->body != NULL)
		resource->length = strlen(resource->body);
	resource->etag = arena_printf(cx->arena, "%s-%s", version, shape(cx->arena));
	return ERR_OK;
}
