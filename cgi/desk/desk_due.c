#include "desk/desk_due.h"

#include "base/log.h"
#include "db/acting.h"
#include "db/audit.h"

/*
 * So many drafts at once, and the first waits for others for so long: the rules check ten for
 * what three cost alone. A batch of this size takes a second, and a statement has its limit.
 */
#define DUE_MAX 200
#define DUE_WAIT_MS 500

static enum err
begin(struct ctx *cx, struct connection *db, const char **numbers)
{
	TRY(acting_begin(cx, db));
	TRY(audit_begin_due(cx, db, DUE_MAX, DUE_WAIT_MS, numbers));
	return acting_commit(cx, db);
}

static enum err
renew(struct ctx *cx, struct connection *db, const char *numbers)
{
	TRY(acting_begin(cx, db));
	TRY(audit_renew_due(cx, db, numbers));
	return acting_commit(cx, db);
}

bool
desk_due_step(const struct desk *desk, struct arena *arena)
{
	struct connection *db = desk->page.db;
	struct ctx cx = ctx_make(arena);
	const char *numbers = NULL;
	enum err status = begin(&cx, db, &numbers);

	if (status == ERR_OK && numbers != NULL)
		status = renew(&cx, db, numbers);
	if (status == ERR_OK)
		return numbers != NULL;
	acting_rollback(db);
	log_event(LOG_WARNING, NULL, "findings that are due: %s",
	          cx.reason == NULL ? err_name(status) : cx.reason);
	return false;
}
