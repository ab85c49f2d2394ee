#include "db/withdrawal.h"

#include <stdlib.h>

#include "db/run.h"

enum err
withdrawal_list(struct ctx *cx, struct connection *db, uint64_t after,
                struct withdrawal **withdrawals, size_t *count, uint64_t *last)
{
	const char *params[] = { arena_printf(cx->arena, "%llu", (unsigned long long)after) };
	PGresult *result;
	const char *number;

	TRY(run_statement(cx, db, STATEMENT_WITHDRAWAL_LIST, 1, params, &result));
	number = run_value(result, 0, "last");
	*last = number == NULL ? 0 : strtoull(number, NULL, 10);
	*withdrawals = arena_array(cx->arena, (size_t)PQntuples(result), sizeof **withdrawals);
	*count = 0;
	for (int row = 0; row < PQntuples(result); row++) {
		const char *report_id = run_value(result, row, "report_id");
		const char *revision = run_value(result, row, "revision");

		if (report_id != NULL && revision != NULL)
			(*withdrawals)[(*count)++] = (struct withdrawal){ report_id,
				                                          atoi(revision) };
	}
	return ERR_OK;
}
