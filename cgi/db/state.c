#include "db/state.h"

#include <stdlib.h>

#include "db/run.h"

static int64_t
whole(const PGresult *result, const char *column)
{
	const char *value = run_value(result, 0, column);

	return value == NULL ? 0 : strtoll(value, NULL, 10);
}

enum err
state_read(struct ctx *cx, struct connection *db, int64_t since, struct state *state)
{
	const char *params[] = {
		since < 0 ? NULL : arena_printf(cx->arena, "%lld", (long long)since),
	};
	PGresult *result;

	TRY(run_statement(cx, db, STATEMENT_METRICS, 1, params, &result));
	*state = (struct state){
		.number = whole(result, "number"),
		.counted = whole(result, "counted"),
		.publications = whole(result, "publications"),
		.corrections = whole(result, "corrections"),
		.withdrawals = whole(result, "withdrawals"),
		.published_at = run_value(result, 0, "published_at"),
		.bytes = whole(result, "bytes"),
		.guards = whole(result, "guards"),
		.purges = run_value(result, 0, "purges") == NULL ? -1 : whole(result, "purges"),
	};
	return ERR_OK;
}
