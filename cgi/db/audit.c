#include "db/audit.h"

#include <stdlib.h>

#include "base/text.h"
#include "db/run.h"

const char *
audit_ids(struct arena *arena, const char *const *ids, size_t count)
{
	struct text out = text_make(arena);

	text_add_str(&out, "[");
	for (size_t i = 0; i < count; i++) {
		text_add_str(&out, i > 0 ? "," : "");
		text_add_json(&out, ids[i]);
	}
	text_add_str(&out, "]");
	return out.data;
}

static size_t
number(const PGresult *result, const char *column)
{
	const char *value = PQntuples(result) == 0 ? NULL : run_value(result, 0, column);

	return value == NULL ? 0 : (size_t)strtoull(value, NULL, 10);
}

/* One column of all rows. */
static void
take_column(struct ctx *cx, const PGresult *result, const char *column, const char ***out,
            size_t *count)
{
	*count = (size_t)PQntuples(result);
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (size_t i = 0; i < *count; i++)
		(*out)[i] = run_value(result, (int)i, column);
}

enum err
audit_renew(struct ctx *cx, struct connection *db, const char *ids)
{
	const char *params[] = { ids };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_FINDING_RENEW, 1, params, &result);
}

enum err
audit_due(struct ctx *cx, struct connection *db, const char *id, bool is_changed, bool *is_due)
{
	const char *params[] = { id, is_changed ? "true" : "false" };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_FINDING_DUE, 2, params, &result));
	*is_due = run_is_one(result, 0, "due");
	return ERR_OK;
}

enum err
audit_begin_due(struct ctx *cx, struct connection *db, int most, int wait_ms, const char **numbers)
{
	const char *params[] = { arena_printf(cx->arena, "%d", most),
		                 arena_printf(cx->arena, "%d", wait_ms) };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_FINDING_BEGIN_DUE, 2, params, &result));
	*numbers = run_value(result, 0, "numbers");
	return ERR_OK;
}

enum err
audit_renew_due(struct ctx *cx, struct connection *db, const char *numbers)
{
	const char *params[] = { numbers };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_FINDING_RENEW_DUE, 1, params, &result);
}

enum err
audit_lock(struct ctx *cx, struct connection *db, const char *ids)
{
	const char *params[] = { ids };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_FINDING_LOCK, 1, params, &result);
}

enum err
audit_count(struct ctx *cx, struct connection *db, const char *ids, struct audit_count *count)
{
	const char *params[] = { ids };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_FINDING_COUNT, 1, params, &result));
	*count = (struct audit_count){ .errors = number(result, "errors"),
		                       .warnings = number(result, "warnings"),
		                       .notes = number(result, "notes") };
	return ERR_OK;
}

static struct audit_finding
finding_of(const PGresult *result, int row)
{
	return (struct audit_finding){
		.name = run_value(result, row, "name"),
		.report_id = run_value(result, row, "report_id"),
		.rule = run_value(result, row, "rule"),
		.severity = run_value(result, row, "severity"),
		.reach = run_value(result, row, "reach"),
		.cells = run_value(result, row, "cells"),
		.figures = run_value(result, row, "figures"),
		.wording = run_value(result, row, "wording"),
		.sentence = run_value(result, row, "sentence"),
		.source = run_value(result, row, "source"),
		.cure = run_value(result, row, "cure"),
		.reason = run_value(result, row, "reason"),
		.explained_by = run_value(result, row, "explained_by"),
		.explained_at = run_value(result, row, "explained_at"),
		.is_public = run_value(result, row, "is_public") != NULL &&
		             *run_value(result, row, "is_public") == 't',
	};
}

enum err
audit_list(struct ctx *cx, struct connection *db, const char *ids, struct audit_finding **findings,
           size_t *count)
{
	const char *params[] = { ids };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_FINDING_LIST, 1, params, &result));
	*count = (size_t)PQntuples(result);
	*findings = arena_array(cx->arena, *count, sizeof **findings);
	for (size_t i = 0; i < *count; i++)
		(*findings)[i] = finding_of(result, (int)i);
	return ERR_OK;
}

enum err
audit_set(struct ctx *cx, struct connection *db, const char *department, const char *year,
          const char ***ids, size_t *count)
{
	const char *params[] = { department, year };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DRAFT_SET, 2, params, &result));
	take_column(cx, result, "id", ids, count);
	return ERR_OK;
}

enum err
audit_reports(struct ctx *cx, struct connection *db, const char *after, int limit,
              const char ***ids, size_t *count)
{
	const char *params[] = { after, arena_printf(cx->arena, "%d", limit) };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_FINDING_REPORTS, 2, params, &result));
	take_column(cx, result, "report_id", ids, count);
	return ERR_OK;
}

enum err
audit_drafts(struct ctx *cx, struct connection *db, size_t *count)
{
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_DRAFT_COUNT, 0, NULL, &result));
	*count = number(result, "drafts");
	return ERR_OK;
}

enum err
audit_renew_batch(struct ctx *cx, struct connection *db, const char *after, int reports, int worker,
                  int workers, struct audit_batch *batch)
{
	const char *params[] = {
		after,
		arena_printf(cx->arena, "%d", reports),
		arena_printf(cx->arena, "%d", worker),
		arena_printf(cx->arena, "%d", workers),
	};
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_FINDING_RENEW_BATCH, 4, params, &result));
	*batch = (struct audit_batch){ .last = run_value(result, 0, "last"),
		                       .seen = number(result, "seen"),
		                       .renewed = number(result, "renewed") };
	return ERR_OK;
}

enum err
audit_explain(struct ctx *cx, struct connection *db, const struct audit_answer *answer)
{
	const char *params[] = { answer->finding, answer->report_id,
		                 answer->rule,    answer->cell,
		                 answer->reason,  answer->is_public ? "true" : "false" };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_FINDING_EXPLAIN, 6, params, &result);
}

enum err
audit_unexplain(struct ctx *cx, struct connection *db, const char *finding)
{
	const char *params[] = { finding };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_FINDING_UNEXPLAIN, 1, params, &result);
}

enum err
audit_mask(struct ctx *cx, struct connection *db, const char *finding, const char *reason)
{
	const char *params[] = { finding, reason };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_FINDING_MASK, 2, params, &result);
}

enum err
audit_unmask(struct ctx *cx, struct connection *db, const char *report_id, const char *words,
             const char *reason)
{
	const char *params[] = { report_id, words, reason };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_FINDING_UNMASK, 3, params, &result);
}

enum err
audit_rules(struct ctx *cx, struct connection *db, struct audit_rule **rules, size_t *count)
{
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_RULE_LIST, 0, NULL, &result));
	*count = (size_t)PQntuples(result);
	*rules = arena_array(cx->arena, *count, sizeof **rules);
	for (int row = 0; row < PQntuples(result); row++)
		(*rules)[row] = (struct audit_rule){
			.id = run_value(result, row, "id"),
			.severity = run_value(result, row, "severity"),
			.reach = run_value(result, row, "reach"),
			.checks = run_value(result, row, "checks"),
			.source = run_value(result, row, "source"),
		};
	return ERR_OK;
}

enum err
audit_parameters(struct ctx *cx, struct connection *db, struct audit_parameter **parameters,
                 size_t *count)
{
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_PARAMETER_LIST, 0, NULL, &result));
	*count = (size_t)PQntuples(result);
	*parameters = arena_array(cx->arena, *count, sizeof **parameters);
	for (int row = 0; row < PQntuples(result); row++)
		(*parameters)[row] = (struct audit_parameter){
			.name = run_value(result, row, "name"),
			.region = run_value(result, row, "region"),
			.value = run_value(result, row, "value"),
			.says = run_value(result, row, "says"),
		};
	return ERR_OK;
}

enum err
audit_set_parameters(struct ctx *cx, struct connection *db, const char *parameters)
{
	const char *params[] = { parameters };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_PARAMETER_SET, 1, params, &result);
}
