#include "db/ledger.h"

#include <string.h>

#include "db/run.h"

enum err
ledger_frozen(struct ctx *cx, struct connection *db, const char *id, const char *published_at,
              struct ledger_frozen *frozen)
{
	const char *params[] = { id, published_at };
	const char *is_unchanged;
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_REPORT_FROZEN, 2, params, &result));
	is_unchanged = run_value(result, 0, "is_unchanged");
	*frozen = (struct ledger_frozen){
		.document = run_value(result, 0, "document"),
		.sha256 = run_value(result, 0, "sha256"),
		.revision = run_value(result, 0, "revision"),
		.code = run_value(result, 0, "code"),
		.is_unchanged = is_unchanged != NULL && strcmp(is_unchanged, "1") == 0,
	};
	if (frozen->is_unchanged)
		return ERR_OK;
	if (frozen->document == NULL || frozen->sha256 == NULL || frozen->revision == NULL ||
	    frozen->code == NULL)
		return err_set(cx, ERR_INTERNAL,
		               "statement report_frozen returned an incomplete row");
	return ERR_OK;
}

enum err
ledger_claim(struct ctx *cx, struct connection *db, const char *id,
             const struct ledger_frozen *frozen, const struct ledger_claim *claim)
{
	const char *params[] = { id,
		                 frozen->revision,
		                 frozen->sha256,
		                 claim->pdf_sha256,
		                 claim->ofd_sha256,
		                 claim->xlsx_sha256,
		                 claim->fonts,
		                 claim->program,
		                 claim->site };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_RENDITION_CLAIM, 9, params, &result);
}

enum err
ledger_unsigned(struct ctx *cx, struct connection *db, const char *key, struct ledger_head *head)
{
	const char *params[] = { key };
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_LOG_UNSIGNED, 1, params, &result));
	*head = (struct ledger_head){ .size = run_value(result, 0, "size"),
		                      .text = run_value(result, 0, "head") };
	return ERR_OK;
}

static const char *
hexadecimal(struct arena *arena, const struct text *bytes)
{
	struct text out = text_make(arena);

	for (size_t i = 0; i < bytes->length; i++)
		text_add_fmt(&out, "%02x", (unsigned)(unsigned char)bytes->data[i]);
	return out.data;
}

enum err
ledger_sign(struct ctx *cx, struct connection *db, const char *size, const char *algorithm,
            const struct text *public_key, const struct text *signature)
{
	const char *params[] = { size, algorithm, hexadecimal(cx->arena, public_key),
		                 hexadecimal(cx->arena, signature) };
	PGresult *result;

	return run_statement(cx, db, STATEMENT_LOG_SIGN, 4, params, &result);
}
