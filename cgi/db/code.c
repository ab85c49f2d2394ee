#include "db/code.h"

#include "db/run.h"

enum err
code_find(struct ctx *cx, struct connection *db, const char *code, struct code *found)
{
	const char *params[] = { code };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_CODE_FIND, 1, params, &result));
	if (PQntuples(result) == 0)
		return err_set(cx, ERR_NOT_FOUND, "no code '%s'", code);
	*found = (struct code){
		.report_id = run_value(result, 0, "report_id"),
		.revision = run_value(result, 0, "revision"),
		.form = run_value(result, 0, "form"),
		.year = run_value(result, 0, "year"),
		.department = run_value(result, 0, "department"),
		.title = run_value(result, 0, "title"),
		.published = run_value(result, 0, "published"),
		.is_backdated = run_is_one(result, 0, "backdated"),
		.correction_reason = run_value(result, 0, "correction_reason"),
		.document_sha256 = run_value(result, 0, "document_sha256"),
		.pdf_sha256 = run_value(result, 0, "pdf_sha256"),
		.ofd_sha256 = run_value(result, 0, "ofd_sha256"),
		.xlsx_sha256 = run_value(result, 0, "xlsx_sha256"),
		.number = run_value(result, 0, "number"),
		.leaf = run_value(result, 0, "leaf"),
		.state = run_value(result, 0, "state"),
		.other = run_value(result, 0, "other"),
		.withdrawn = run_value(result, 0, "withdrawn"),
		.reason = run_value(result, 0, "reason"),
	};
	if (found->report_id == NULL || found->revision == NULL || found->state == NULL ||
	    found->document_sha256 == NULL)
		return err_set(cx, ERR_INTERNAL, "statement code_find returned an incomplete row");
	return ERR_OK;
}
