#include "db/staff.h"

#include <string.h>

#include "db/run.h"

static bool
is_one(const char *value)
{
	return value != NULL && strcmp(value, "1") == 0;
}

enum err
staff_begin(struct ctx *cx, struct connection *db)
{
	TRY(run_script(cx, db, "begin", "BEGIN"));
	db->in_transaction = true;
	return ERR_OK;
}

/* When the connection ends before the answer comes, nobody knows what it would have been. */
static enum err
tell_doubt(struct ctx *cx, const struct ctx *inner, enum err status)
{
	if (status == ERR_OK)
		return ERR_OK;
	return err_set(cx, status, "%s%s", inner->reason,
	               status == ERR_UNAVAILABLE
	                       ? "；不知道数据库是否已经完成，请再执行一次，已经完成的不会重复"
	                       : "");
}

enum err
staff_commit(struct ctx *cx, struct connection *db)
{
	struct ctx inner = ctx_make(cx->arena);

	TRY(tell_doubt(cx, &inner, run_script(&inner, db, "commit", "COMMIT")));
	db->in_transaction = false;
	return ERR_OK;
}

enum err
staff_mark(struct ctx *cx, struct connection *db)
{
	return run_script(cx, db, "mark", "SAVEPOINT mark");
}

enum err
staff_keep(struct ctx *cx, struct connection *db)
{
	return run_script(cx, db, "keep", "RELEASE SAVEPOINT mark");
}

enum err
staff_back(struct ctx *cx, struct connection *db)
{
	return run_script(cx, db, "back", "ROLLBACK TO SAVEPOINT mark; RELEASE SAVEPOINT mark");
}

void
staff_rollback(struct connection *db)
{
	/* The end of the session takes back what was not committed, whatever state it is in. */
	session_close(db);
	db->in_transaction = false;
}

enum err
staff_import(struct ctx *cx, struct connection *db, const char *document, const char *extra_types,
             struct staff_import *import)
{
	const char *params[] = { document, extra_types };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DOCUMENT_IMPORT, 2, params, &result));
	*import = (struct staff_import){
		.report_id = run_value(result, 0, "report_id"),
		.outcome = run_value(result, 0, "outcome"),
		.old_document = run_value(result, 0, "old_document"),
		.new_document = run_value(result, 0, "new_document"),
	};
	if (import->report_id == NULL || import->outcome == NULL || import->new_document == NULL)
		return err_set(cx, ERR_INTERNAL,
		               "statement document_import returned an incomplete row");
	return ERR_OK;
}

enum err
staff_draft(struct ctx *cx, struct connection *db, const char *id, const char *edition,
            const char **document)
{
	const char *params[] = { id, edition };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DRAFT_FIND, 2, params, &result));
	*document = run_value(result, 0, "document");
	if (*document == NULL)
		return err_set(cx, ERR_NOT_FOUND, "没有编号为“%s”的草稿", id);
	return ERR_OK;
}

static enum err
read_now(struct ctx *cx, struct connection *db, const char *id, struct staff_draft_now *now)
{
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DRAFT_NOW, 1, &id, &result));
	*now = (struct staff_draft_now){ .document = run_value(result, 0, "document"),
		                         .edited_by = run_value(result, 0, "edited_by"),
		                         .edited_at = run_value(result, 0, "edited_at") };
	return ERR_OK;
}

enum err
staff_draft_now(struct ctx *cx, struct connection *db, const char *id, bool is_held,
                struct staff_draft_now *now)
{
	PGresult *result;

	TRY(read_now(cx, db, id, now));
	if (now->document == NULL || !is_held)
		return ERR_OK;
	TRY(run_statement(cx, db, STATEMENT_DESK_DRAFT_LOCK, 1, &id, &result));
	/* What it was while another had it is not what it is. */
	return read_now(cx, db, id, now);
}

enum err
staff_draft_earlier(struct ctx *cx, struct connection *db, const char *form, const char *department,
                    const char *project, const char *year, const char **document)
{
	const char *params[] = { form, department, project, year };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DRAFT_EARLIER, 4, params, &result));
	*document = run_value(result, 0, "document");
	return ERR_OK;
}

enum err
staff_draft_model(struct ctx *cx, struct connection *db, const char *form, const char *department,
                  const char *project, struct staff_model *out)
{
	const char *params[] = { form, department, project };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DRAFT_MODEL, 3, params, &result));
	*out = (struct staff_model){ .model = run_value(result, 0, "model"),
		                     .department = run_value(result, 0, "department"),
		                     .project = run_value(result, 0, "project") };
	return ERR_OK;
}

enum err
staff_next(struct ctx *cx, struct connection *db, const char *id, const char *published_at,
           struct staff_next *next)
{
	const char *params[] = { id, published_at };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_REPORT_NEXT, 2, params, &result));
	*next = (struct staff_next){
		.document = run_value(result, 0, "document"),
		.form = run_value(result, 0, "form"),
		.title = run_value(result, 0, "title"),
		.template_digest = run_value(result, 0, "template_digest"),
		.is_unchanged = is_one(run_value(result, 0, "is_unchanged")),
	};
	if (next->document == NULL || next->form == NULL || next->title == NULL ||
	    next->template_digest == NULL)
		return err_set(cx, ERR_INTERNAL, "statement report_next returned an incomplete row");
	return ERR_OK;
}

enum err
staff_wait(struct ctx *cx, struct connection *db)
{
	PGresult *result;

	return run_statement(cx, db, STATEMENT_CHANGE_WAIT, 0, NULL, &result);
}

enum err
staff_publish(struct ctx *cx, struct connection *db, const char *id, const char *published_at,
              struct staff_published *published)
{
	const char *params[] = { id, published_at };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_REPORT_PUBLISH, 2, params, &result));
	*published = (struct staff_published){
		.revision = run_value(result, 0, "revision"),
		.outcome = run_value(result, 0, "outcome"),
		.draft_sha256 = run_value(result, 0, "draft_sha256"),
	};
	if (published->revision == NULL || published->outcome == NULL ||
	    published->draft_sha256 == NULL)
		return err_set(cx, ERR_INTERNAL,
		               "statement report_publish returned an incomplete row");
	return ERR_OK;
}

enum err
staff_withdraw(struct ctx *cx, struct connection *db, const char *id, const char *reason,
               const char *withdrawn_at, const char **revision)
{
	const char *params[] = { id, reason, withdrawn_at };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_REPORT_WITHDRAW, 3, params, &result));
	*revision = run_value(result, 0, "revision");
	if (*revision == NULL)
		return err_set(cx, ERR_INTERNAL,
		               "statement report_withdraw returned an incomplete row");
	return ERR_OK;
}
