#include "db/report.h"

#include "db/run.h"

enum err
report_find(struct ctx *cx, struct connection *db, const char *id, struct report *report)
{
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_REPORT_FIND, 1, &id, &result));
	if (PQntuples(result) == 0)
		return err_set(cx, ERR_NOT_FOUND, "no published report '%s'", id);
	*report = (struct report){
		.document = run_value(result, 0, "document"),
		.document_length = (size_t)PQgetlength(result, 0, PQfnumber(result, "document")),
		.sha256 = run_value(result, 0, "sha256"),
		.published_http = run_value(result, 0, "published_http"),
		.title = run_value(result, 0, "title"),
		.form = run_value(result, 0, "form"),
	};
	if (report->document == NULL || report->sha256 == NULL || report->form == NULL)
		return err_set(cx, ERR_INTERNAL, "statement report_find returned an incomplete row");
	return ERR_OK;
}

enum err
report_list(struct ctx *cx, struct connection *db, const struct report_filter *filter,
            const char **body)
{
	const char *params[] = { filter->year, filter->department, filter->form, filter->limit,
		                 filter->cursor };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_REPORT_LIST, 5, params, &result));
	*body = run_value(result, 0, "body");
	if (*body == NULL)
		return err_set(cx, ERR_INTERNAL, "statement report_list returned nothing");
	return ERR_OK;
}
