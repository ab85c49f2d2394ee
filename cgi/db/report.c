#include "db/report.h"

#include <stdbool.h>
#include <string.h>

#include "db/run.h"

static struct report
read_report(const PGresult *result, int row)
{
	struct report report = {
		.document = run_value(result, row, "document"),
		.sha256 = run_value(result, row, "sha256"),
		.published_http = run_value(result, row, "published_http"),
		.title = run_value(result, row, "title"),
		.form = run_value(result, row, "form"),
		.template_digest = run_value(result, row, "template_digest"),
		.revision = run_value(result, row, "revision"),
		.withdrawn_at = run_value(result, row, "withdrawn_at"),
		.withdrawn_http = run_value(result, row, "withdrawn_http"),
		.reason = run_value(result, row, "reason"),
		.code = run_value(result, row, "code"),
		.site = run_value(result, row, "site"),
	};

	if (report.document != NULL)
		report.document_length = (size_t)PQgetlength(result, row,
		                                             PQfnumber(result, "document"));
	return report;
}

/* A withdrawal with its reason, or a revision, whose document may only miss when it is known. */
static bool
is_complete(const struct report *report, const char *known)
{
	if (report->withdrawn_at != NULL)
		return report->reason != NULL && report->withdrawn_http != NULL;
	return report->sha256 != NULL && report->form != NULL &&
	       (report->document != NULL || known != NULL);
}

static enum err
find(struct ctx *cx, const PGresult *result, const char *id, const char *known,
     struct report *report)
{
	if (PQntuples(result) == 0)
		return err_set(cx, ERR_NOT_FOUND, "no published report '%s'", id);
	*report = read_report(result, 0);
	if (!is_complete(report, known))
		return err_set(cx, ERR_INTERNAL, "report '%s' came as an incomplete row", id);
	return ERR_OK;
}

enum err
report_find(struct ctx *cx, struct connection *db, const char *id, const char *known,
            struct report *report)
{
	const char *params[] = { id, known };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_REPORT_FIND, 2, params, &result));
	return find(cx, result, id, known, report);
}

enum err
report_find_revision(struct ctx *cx, struct connection *db, const char *id, const char *number,
                     const char *known, struct report *report)
{
	const char *params[] = { id, number, known };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_REVISION_FIND, 3, params, &result));
	return find(cx, result, id, known, report);
}

enum err
report_find_template(struct ctx *cx, struct connection *db, const char *digest, const char **text)
{
	const char *params[] = { digest };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_TEMPLATE_TEXT, 1, params, &result));
	*text = run_value(result, 0, "text");
	return ERR_OK;
}

/* Then the documents are left out. */
static bool
is_too_large(const PGresult *result)
{
	const char *is_too_large = run_value(result, 0, "is_too_large");

	return is_too_large != NULL && strcmp(is_too_large, "t") == 0;
}

enum err
report_find_set(struct ctx *cx, struct connection *db, const char *department, const char *year,
                const char *known, struct report_set *set)
{
	const char *params[] = { department, year, known };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_SET_FIND, 3, params, &result));
	if (PQntuples(result) == 0)
		return err_set(cx, ERR_NOT_FOUND, "nothing published of '%s' for %s", department,
		               year);
	if (is_too_large(result))
		return err_set(cx, ERR_TOO_LARGE,
		               ctx_say(cx,
		                       "部门 %s 在 %s 年公开的内容合计超过 16 MiB，不能装订成一个文件；"
		                       "请用列表 /api/v1/reports 按 department 和 year 查出，逐份下载 PDF",
		                       "what department %s has published for %s is more than 16 MiB, too "
		                       "much for one file; list it at /api/v1/reports by department and "
		                       "year, and take its PDFs one by one"),
		               department, year);
	set->count = (size_t)PQntuples(result);
	set->version = run_value(result, 0, "version");
	set->reports = arena_array(cx->arena, set->count, sizeof *set->reports);
	for (size_t i = 0; i < set->count; i++) {
		set->reports[i] = read_report(result, (int)i);
		if (!is_complete(&set->reports[i], known))
			return err_set(cx, ERR_INTERNAL, "statement set_find: incomplete row %zu",
			               i);
	}
	return ERR_OK;
}
