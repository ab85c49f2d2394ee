#include "db/life.h"

#include <string.h>

#include "db/run.h"

static void
take_drafts(struct ctx *cx, const PGresult *result, struct life_drafts *drafts)
{
	drafts->count = (size_t)PQntuples(result);
	drafts->ids = arena_array(cx->arena, drafts->count, sizeof *drafts->ids);
	drafts->digests = arena_array(cx->arena, drafts->count, sizeof *drafts->digests);
	for (size_t i = 0; i < drafts->count; i++) {
		drafts->ids[i] = run_value(result, (int)i, "report_id");
		drafts->digests[i] = run_value(result, (int)i, "digest");
	}
}

enum err
life_submit(struct ctx *cx, struct connection *db, const char *ids, const char *note,
            const char *reason, bool where_needed, struct life_drafts *submitted)
{
	const char *params[] = { ids, note, reason, where_needed ? "true" : "false" };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DRAFT_SUBMIT, 4, params, &result));
	take_drafts(cx, result, submitted);
	return ERR_OK;
}

enum err
life_approve(struct ctx *cx, struct connection *db, const char *ids, const char *digests,
             const char *note, struct life_drafts *approved)
{
	const char *params[] = { ids, digests, note };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DRAFT_APPROVE, 3, params, &result));
	take_drafts(cx, result, approved);
	return ERR_OK;
}

enum err
life_return(struct ctx *cx, struct connection *db, const char *ids, const char *reason,
            struct life_drafts *returned)
{
	const char *params[] = { ids, reason };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DRAFT_RETURN, 2, params, &result));
	take_drafts(cx, result, returned);
	return ERR_OK;
}

enum err
life_delete(struct ctx *cx, struct connection *db, const char *ids, const char *reason,
            struct life_drafts *deleted)
{
	const char *params[] = { ids, reason };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DRAFT_DELETE, 2, params, &result));
	take_drafts(cx, result, deleted);
	return ERR_OK;
}

enum err
life_digests(struct ctx *cx, struct connection *db, const char *ids, struct life_drafts *drafts)
{
	const char *params[] = { ids };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DRAFT_DIGEST, 1, params, &result));
	take_drafts(cx, result, drafts);
	return ERR_OK;
}

enum err
life_list(struct ctx *cx, struct connection *db, const struct life_filter *filter,
          struct life_row **rows, size_t *count)
{
	const char *params[] = { filter->state, filter->department, filter->year, filter->form,
		                 filter->severity };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DRAFT_LIST, 5, params, &result));
	*count = (size_t)PQntuples(result);
	*rows = arena_array(cx->arena, *count, sizeof **rows);
	for (int row = 0; row < PQntuples(result); row++)
		(*rows)[row] = (struct life_row){
			.id = run_value(result, row, "id"),
			.title = run_value(result, row, "title"),
			.form = run_value(result, row, "form"),
			.year = run_value(result, row, "year"),
			.department = run_value(result, row, "department"),
			.state = run_value(result, row, "state"),
			.state_name = run_value(result, row, "state_name"),
			.since = run_value(result, row, "since"),
			.person = run_value(result, row, "person"),
			.revision = run_value(result, row, "revision"),
			.errors = run_value(result, row, "errors"),
			.warnings = run_value(result, row, "warnings"),
			.notes = run_value(result, row, "notes"),
		};
	return ERR_OK;
}

enum err
life_state(struct ctx *cx, struct connection *db, const char *id, struct life_state *state)
{
	const char *params[] = { id };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DRAFT_STATE, 1, params, &result));
	if (PQntuples(result) == 0)
		return err_set(cx, ERR_NOT_FOUND, "没有编号为“%s”的草稿", id);
	*state = (struct life_state){
		.id = run_value(result, 0, "id"),
		.title = run_value(result, 0, "title"),
		.state = run_value(result, 0, "state"),
		.state_name = run_value(result, 0, "state_name"),
		.since = run_value(result, 0, "since"),
		.digest = run_value(result, 0, "digest"),
		.is_as_was = run_is_one(result, 0, "is_as_was"),
		.correction_reason = run_value(result, 0, "correction_reason"),
		.submitted_by = run_value(result, 0, "submitted_by"),
		.approved_by = run_value(result, 0, "approved_by"),
		.edited_by = run_value(result, 0, "edited_by"),
		.edited_at = run_value(result, 0, "edited_at"),
		.authors = run_value(result, 0, "authors"),
		.revision = run_value(result, 0, "revision"),
		.published_at = run_value(result, 0, "published_at"),
		.withdrawn_at = run_value(result, 0, "withdrawn_at"),
	};
	return ERR_OK;
}

enum err
life_history(struct ctx *cx, struct connection *db, const char *id, struct life_step **steps,
             size_t *count)
{
	const char *params[] = { id };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_TRANSITION_LIST, 1, params, &result));
	*count = (size_t)PQntuples(result);
	*steps = arena_array(cx->arena, *count, sizeof **steps);
	for (int row = 0; row < PQntuples(result); row++)
		(*steps)[row] = (struct life_step){
			.at = run_value(result, row, "at"),
			.kind = run_value(result, row, "kind"),
			.kind_name = run_value(result, row, "kind_name"),
			.from_state = run_value(result, row, "from_state"),
			.to_state = run_value(result, row, "to_state"),
			.person = run_value(result, row, "person"),
			.role = run_value(result, row, "role"),
			.reason = run_value(result, row, "reason"),
			.digest = run_value(result, row, "digest"),
			.revision = run_value(result, row, "revision"),
			.published_at = run_value(result, row, "published_at"),
			.is_backdated = run_is_one(result, row, "backdated"),
		};
	return ERR_OK;
}

enum err
life_revision(struct ctx *cx, struct connection *db, const char *id, const char *number,
              const char **document)
{
	const char *params[] = { id, number };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_REVISION_TEXT, 2, params, &result));
	*document = run_value(result, 0, "document");
	if (*document == NULL)
		return err_set(cx, ERR_NOT_FOUND, "“%s”没有%s%s%s", id,
		               number == NULL ? "公开过" : "第 ", number == NULL ? "" : number,
		               number == NULL ? "" : " 次修订");
	return ERR_OK;
}
