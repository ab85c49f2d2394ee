/*
 * `gongkai guard`: end sessions of the public role that last longer than any
 * request may, and put back what it altered of itself. It stays until a signal; a database that is away is asked again.
 */
#include "db/guard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "command/interrupt.h"
#include "command/option.h"

/* How many times as long as a statement of a request may take. */
#define PATIENCE 3
#define PERIOD_S 2
#define TIMEOUT_MS 5000

static void
tell(const struct guard_ended *ended, size_t count)
{
	for (size_t i = 0; i < count; i++)
		log_event(LOG_WARNING, NULL,
		          "ended session %s of the public role, from %s, after %s ms: %s",
		          ended[i].pid, ended[i].client, ended[i].lasted_ms, ended[i].query);
}

static enum err
look(struct ctx *cx, struct connection *db, int bound_ms)
{
	struct guard_ended *ended;
	const char **settings;
	size_t count;

	TRY(guard_end(cx, db, bound_ms, &ended, &count));
	tell(ended, count);
	TRY(guard_restore(cx, db, &settings, &count));
	for (size_t i = 0; i < count; i++)
		log_event(LOG_WARNING, NULL, "the public role had altered itself: %s; put back",
		          settings[i]);
	return ERR_OK;
}

/* A fault is told once, until it is over. */
static void
watch(struct connection *db, int bound_ms)
{
	const struct timespec period = { .tv_sec = PERIOD_S };
	bool was_blind = false;

	interrupt_defer();
	while (!interrupt_came()) {
		struct arena *arena = arena_new();
		struct ctx cx = ctx_make(arena);
		bool is_blind = look(&cx, db, bound_ms) != ERR_OK;

		if (is_blind && !was_blind)
			log_event(LOG_ERROR, NULL, "%s", cx.reason);
		else if (was_blind && !is_blind)
			log_event(LOG_INFO, NULL, "the database answers again");
		was_blind = is_blind;
		arena_free(arena);
		if (!interrupt_came())
			nanosleep(&period, NULL);
	}
}

enum err
guard_run(struct command_line *line, int argc, char **argv)
{
	int bound_ms = line->config.database_timeout_ms * PATIENCE;
	struct connection *db;
	enum err status = ERR_OK;
	bool is_once = false;
	const struct option options[] = {
		{ "--once", NULL, &is_once },
		{ NULL, NULL, NULL },
	};

	TRY(option_none(line, options, argc, argv));
	/* By this name `doctor` knows it among the owner's sessions; libpq takes it from here. */
	setenv("PGAPPNAME", "gongkai guard", 1);
	db = connection_new(CONNECTION_OWNER, line->config.owner_database, TIMEOUT_MS);
	if (is_once)
		status = look(line->cx, db, bound_ms);
	else
		watch(db, bound_ms);
	connection_free(db);
	return status;
}
