/*
 * `gongkai purge`: what was withdrawn is deleted from nginx's cache, so that no outage
 * brings it back. It stays until a signal, asks the database each second, and needs no
 * memory of its own: at its start, it does for all withdrawals what it then does for each.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "command/cache.h"
#include "command/option.h"
#include "command/watch.h"
#include "db/withdrawal.h"

#define PERIOD_S 1
#define TIMEOUT_MS 3000
/* An answer that was begun before the withdrawal may get into the cache so long after it. */
#define LATE_MS 5000
#define REQUEST_MS 60000

struct purge {
	struct connection *db;
	const char *documents;
	const char *lists;
	int64_t late_ms;
	uint64_t settled; /* what was withdrawn up to this change comes into the cache no more */
	uint64_t seen;    /* the last change, as it was then */
	int64_t seen_ms;
};

static enum err
forget_all(struct ctx *cx, const struct purge *purge)
{
	size_t deleted = 0;

	TRY(cache_empty(cx, purge->documents, &deleted));
	TRY(cache_empty(cx, purge->lists, &deleted));
	log_event(LOG_INFO, NULL, "emptied the cache of %zu answers", deleted);
	return ERR_OK;
}

static enum err
forget(struct ctx *cx, const struct purge *purge, const struct withdrawal *withdrawals, size_t count)
{
	size_t documents = 0;
	size_t lists = 0;

	for (size_t i = 0; i < count; i++)
		TRY(cache_forget(cx, purge->documents, withdrawals[i].report_id,
		                 withdrawals[i].revision, &documents));
	if (count > 0)
		TRY(cache_empty(cx, purge->lists, &lists));
	if (documents > 0)
		log_event(LOG_INFO, NULL,
		          "deleted %zu answers with what was withdrawn, and %zu that may have told of it",
		          documents, lists);
	return ERR_OK;
}

/* The database was put back to an earlier time: nobody knows what of the cache was ever public. */
static bool
is_other_history(const struct purge *purge, uint64_t last)
{
	return last < purge->settled || last < purge->seen;
}

static enum err
look(struct ctx *cx, void *context)
{
	struct purge *purge = context;
	struct withdrawal *withdrawals;
	uint64_t last;
	size_t count;

	TRY(withdrawal_list(cx, purge->db, purge->settled, &withdrawals, &count, &last));
	if (is_other_history(purge, last)) {
		TRY(forget_all(cx, purge));
		purge->settled = 0;
		purge->seen = last;
		purge->seen_ms = clock_now_ms();
		return ERR_OK;
	}
	TRY(forget(cx, purge, withdrawals, count));
	if (purge->seen_ms == 0 || clock_now_ms() - purge->seen_ms >= purge->late_ms) {
		purge->settled = purge->seen;
		purge->seen = last;
		purge->seen_ms = clock_now_ms();
	}
	return ERR_OK;
}

enum err
purge_run(struct command_line *line, int argc, char **argv)
{
	const struct config *config = &line->config;
	struct purge purge = { .late_ms = LATE_MS + (config->request_timeout_ms > 0
		                                             ? config->request_timeout_ms
		                                             : REQUEST_MS) };
	bool is_once = false;
	bool is_all = false;
	const struct option options[] = {
		{ "--once", NULL, &is_once },
		{ "--all", NULL, &is_all },
		{ NULL, NULL, NULL },
	};
	enum err status = ERR_OK;
	size_t count;

	TRY(option_read(line, options, argc, argv, &count));
	if (count > 0 || (is_once && is_all))
		return command_misuse(line, "purge 只有 --once 或者 --all");
	purge.documents = arena_printf(line->cx->arena, "%s/documents", config->cache);
	purge.lists = arena_printf(line->cx->arena, "%s/lists", config->cache);
	if (is_all)
		return forget_all(line->cx, &purge);
	purge.db = connection_new(CONNECTION_CACHE, config->cache_database, TIMEOUT_MS);
	if (is_once)
		status = look(line->cx, &purge);
	else
		watch(look, &purge, PERIOD_S);
	connection_free(purge.db);
	return status;
}
