#include "db/verify.h"

#include <stdlib.h>

#include "db/run.h"

static const char *
decimal(struct ctx *cx, uint64_t number)
{
	return arena_printf(cx->arena, "%llu", (unsigned long long)number);
}

bool
verify_part_has(const struct verify_part *part, uint64_t number)
{
	return number % part->count == part->number - 1;
}

enum err
verify_entries(struct ctx *cx, struct connection *db, uint64_t after, uint64_t last,
               const struct verify_part *part, unsigned limit, struct verify_entry **entries,
               size_t *count)
{
	const char *params[] = { decimal(cx, after), decimal(cx, last), decimal(cx, part->number),
		                 decimal(cx, part->count), decimal(cx, limit) };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_VERIFY_ENTRIES, 5, params, &result));
	*count = (size_t)PQntuples(result);
	*entries = arena_array(cx->arena, *count, sizeof **entries);
	for (int row = 0; row < PQntuples(result); row++)
		(*entries)[row] = (struct verify_entry){
			.number = run_value(result, row, "number"),
			.text = run_value(result, row, "text"),
			.leaf = run_value(result, row, "leaf"),
			.nodes = run_value(result, row, "nodes"),
			.expected = run_value(result, row, "expected"),
			.document = run_value(result, row, "document"),
			.sha256 = run_value(result, row, "sha256"),
			.chain = run_value(result, row, "chain"),
			.template = run_value(result, row, "template"),
			.template_digest = run_value(result, row, "template_digest"),
			.report = run_value(result, row, "report"),
			.revision = run_value(result, row, "revision"),
			.form = run_value(result, row, "form"),
			.pdf = run_value(result, row, "pdf"),
			.ofd = run_value(result, row, "ofd"),
			.xlsx = run_value(result, row, "xlsx"),
			.fonts = run_value(result, row, "fonts"),
			.code = run_value(result, row, "code"),
			.site = run_value(result, row, "site"),
			.listed = run_value(result, row, "listed"),
		};
	return ERR_OK;
}

static uint64_t
number_of(const PGresult *result, const char *column)
{
	const char *value = run_value(result, 0, column);

	return value == NULL ? 0 : strtoull(value, NULL, 10);
}

enum err
verify_size(struct ctx *cx, struct connection *db, struct verify_size *size)
{
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_VERIFY_SIZE, 0, NULL, &result));
	*size = (struct verify_size){ .entries = number_of(result, "entries"),
		                      .signed_entries = number_of(result, "signed"),
		                      .departments = number_of(result, "departments") };
	return ERR_OK;
}

enum err
verify_extra(struct ctx *cx, struct connection *db, struct verify_extra **extras, size_t *count)
{
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_VERIFY_EXTRA, 0, NULL, &result));
	*count = (size_t)PQntuples(result);
	*extras = arena_array(cx->arena, *count, sizeof **extras);
	for (int row = 0; row < PQntuples(result); row++)
		(*extras)[row] = (struct verify_extra){ run_value(result, row, "what"),
			                                run_value(result, row, "which") };
	return ERR_OK;
}

enum err
verify_facts(struct ctx *cx, struct connection *db, const char *after,
             const struct verify_part *part, struct verify_extra *fault)
{
	const char *params[] = { after, decimal(cx, part->number), decimal(cx, part->count) };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_VERIFY_FACTS, 3, params, &result));
	*fault = (struct verify_extra){ .which = run_value(result, 0, "department"),
		                        .what = run_value(result, 0, "fault") };
	return ERR_OK;
}

enum err
verify_signatures(struct ctx *cx, struct connection *db, uint64_t after, uint64_t last,
                  struct verify_signature **signatures, size_t *count)
{
	const char *params[] = { decimal(cx, after), decimal(cx, last) };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_VERIFY_SIGNATURES, 2, params, &result));
	*count = (size_t)PQntuples(result);
	*signatures = arena_array(cx->arena, *count, sizeof **signatures);
	for (int row = 0; row < PQntuples(result); row++)
		(*signatures)[row] = (struct verify_signature){
			.size = run_value(result, row, "size"),
			.algorithm = run_value(result, row, "algorithm"),
			.id = run_value(result, row, "id"),
			.public_key = run_value(result, row, "public_key"),
			.signature = run_value(result, row, "signature"),
		};
	return ERR_OK;
}

enum err
verify_file(struct ctx *cx, struct connection *db, const char *sha256, const char *id,
            struct verify_file *file)
{
	const char *params[] = { sha256, id };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_VERIFY_FILE, 2, params, &result));
	*file = (struct verify_file){
		.report_id = run_value(result, 0, "report_id"),
		.revision = run_value(result, 0, "revision"),
		.what = run_value(result, 0, "what"),
		.published_at = run_value(result, 0, "published_at"),
		.is_backdated = run_is_one(result, 0, "backdated"),
		.current = run_value(result, 0, "current"),
		.withdrawn_at = run_value(result, 0, "withdrawn_at"),
		.reason = run_value(result, 0, "reason"),
	};
	return ERR_OK;
}
