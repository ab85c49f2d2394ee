#include "db/work.h"

#include <stdlib.h>

#include "db/run.h"
#include "db/statement.h"

static const enum statement_id statements[] = {
	[WORK_CODE] = STATEMENT_DESK_SHORT_CODE,
	[WORK_COMMENT_LIST] = STATEMENT_DESK_COMMENT_LIST,
	[WORK_DRAFT_LIST] = STATEMENT_DESK_DRAFT_LIST,
	[WORK_HISTORY] = STATEMENT_DESK_HISTORY,
	[WORK_JOB_FIND] = STATEMENT_DESK_JOB_FIND,
	[WORK_JOB_LIST] = STATEMENT_DESK_JOB_LIST,
	[WORK_MASK_LIST] = STATEMENT_DESK_MASK_LIST,
	[WORK_OVERVIEW] = STATEMENT_DESK_OVERVIEW,
	[WORK_PRESENCE] = STATEMENT_DESK_PRESENCE,
	[WORK_REVISION] = STATEMENT_DESK_REVISION,
};

enum err
work_query(struct ctx *cx, struct connection *db, enum work_id id, struct params params,
           const char **body)
{
	PGresult *result;

	TRY(run_statement(cx, db, statements[id], params.count, params.text, &result));
	*body = run_value(result, 0, "body");
	return *body != NULL ? ERR_OK
	                     : err_set(cx, ERR_NOT_FOUND, "%s: nothing there",
	                               statement_list[statements[id]].name);
}

static enum err
no_draft(struct ctx *cx, const char *id)
{
	return err_set(cx, ERR_NOT_FOUND, "没有编号为“%s”的草稿", id);
}

enum err
work_find(struct ctx *cx, struct connection *db, const char *id, struct work_draft *draft)
{
	return work_find_edition(cx, db, id, "internal", draft);
}

enum err
work_find_edition(struct ctx *cx, struct connection *db, const char *id, const char *edition,
                  struct work_draft *draft)
{
	const char *params[] = { id, edition };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_DRAFT_FIND, 2, params, &result));
	if (PQntuples(result) == 0)
		return no_draft(cx, id);
	*draft = (struct work_draft){
		.document = run_value(result, 0, "document"),
		.digest = run_value(result, 0, "digest"),
		.state = run_value(result, 0, "state"),
		.form = run_value(result, 0, "form"),
		.title = run_value(result, 0, "title"),
		.department = run_value(result, 0, "department"),
		.year = run_value(result, 0, "year"),
	};
	if (draft->document == NULL || draft->digest == NULL || draft->department == NULL)
		return err_set(cx, ERR_INTERNAL,
		               "statement desk_draft_find returned an incomplete row");
	return ERR_OK;
}

enum err
work_department(struct ctx *cx, struct connection *db, const char *id, const char **department)
{
	const char *params[] = { id };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_DRAFT_DEPARTMENT, 1, params, &result));
	*department = run_value(result, 0, "department");
	return *department != NULL ? ERR_OK : no_draft(cx, id);
}

enum err
work_digest(struct ctx *cx, struct connection *db, const char *id, struct work_draft *draft)
{
	const char *params[] = { id };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_DRAFT_DIGEST, 1, params, &result));
	*draft = (struct work_draft){
		.digest = run_value(result, 0, "digest"),
		.department = run_value(result, 0, "department"),
	};
	return draft->digest == NULL || draft->department == NULL ? no_draft(cx, id) : ERR_OK;
}

enum err
work_digest_of(struct ctx *cx, struct connection *db, const char *id, const char *document,
               const char **digest)
{
	const char *params[] = { id, document };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_DRAFT_DIGEST_OF, 2, params, &result));
	*digest = run_value(result, 0, "digest");
	return *digest == NULL ? no_draft(cx, id) : ERR_OK;
}

enum err
work_difference(struct ctx *cx, struct connection *db, const char *id, const char *from,
                const char *to, struct work_difference *out)
{
	const char *params[] = { id, from, to };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_DIFFERENCE, 3, params, &result));
	if (PQntuples(result) == 0)
		return no_draft(cx, id);
	*out = (struct work_difference){
		.before = run_value(result, 0, "before"),
		.after = run_value(result, 0, "after"),
		.number = run_value(result, 0, "number"),
		.form = run_value(result, 0, "form"),
	};
	if (out->number == NULL)
		return err_set(cx, ERR_NOT_FOUND, "“%s”还没有公开过，没有可比较的", id);
	if (out->before == NULL || out->after == NULL)
		return err_set(cx, ERR_NOT_FOUND, "“%s”没有第 %s 次修订", id,
		               out->before == NULL ? out->number : to);
	return ERR_OK;
}

enum err
work_lock(struct ctx *cx, struct connection *db, const char *id)
{
	const char *params[] = { id };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_DESK_DRAFT_LOCK, 1, params, &result);
}

enum err
work_comment(struct ctx *cx, struct connection *db, const char *id, const char *pointer,
             const char *text, const char **number)
{
	const char *params[] = { id, pointer, text };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_COMMENT_ADD, 3, params, &result));
	*number = run_value(result, 0, "number");
	return *number != NULL
	               ? ERR_OK
	               : err_set(cx, ERR_INTERNAL, "statement desk_comment_add returned nothing");
}

enum err
work_settle(struct ctx *cx, struct connection *db, const char *id, const char *number)
{
	const char *params[] = { id, number };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_DESK_COMMENT_SETTLE, 2, params, &result);
}

enum err
work_once(struct ctx *cx, struct connection *db, const char *key, const char *request,
          struct work_answer *before)
{
	const char *params[] = { key, request };
	const char *status;
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DESK_ONCE_BEGIN, 2, params, &result));
	status = run_value(result, 0, "status");
	*before = (struct work_answer){
		.status = status == NULL ? 0 : atoi(status),
		.location = run_value(result, 0, "location"),
		.etag = run_value(result, 0, "etag"),
		.body = run_value(result, 0, "body"),
	};
	return ERR_OK;
}

enum err
work_keep(struct ctx *cx, struct connection *db, const char *key, const struct work_answer *answer)
{
	const char *params[] = { key, arena_printf(cx->arena, "%d", answer->status),
		                 answer->location, answer->etag, answer->body };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_DESK_ONCE_END, 5, params, &result);
}
