/*
 * `gongkai guard`: end sessions of the public role that last longer than any
 * request may, and put back what it altered of itself. It stays until a signal; a database that is away is asked again.
 */
#include "db/guard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "command/option.h"
#include "command/watch.h"

/* How many times as long as a statement of a request may take. */
#define PATIENCE 3
#define PERIOD_S 2
#define TIMEOUT_MS 5000

struct guard {
	struct connection *db;
	int bound_ms; /* no session of the public role may last longer */
};

static void
tell(const struct guard_ended *ended, size_t count)
{
	for (size_t i = 0; i < count; i++)
		log_event(LOG_WARNING, NULL,
		          "ended session %s of the public role, from %s, after %s ms: %s",
		          ended[i].pid, ended[i].client, ended[i].lasted_ms, ended[i].query);
}

static enum err
look(struct ctx *cx, void *context)
{
	const struct guard *guard = context;
	struct guard_ended *ended;
	const char **settings;
	size_t count;

	TRY(guard_end(cx, guard->db, guard->bound_ms, &ended, &count));
	tell(ended, count);
	TRY(guard_restore(cx, guard->db, &settings, &count));
	for (size_t i = 0; i < count; i++)
		log_event(LOG_WARNING, NULL, "the public role had altered itself: %s; put back",
		          settings[i]);
	return ERR_OK;
}

enum err
guard_run(struct command_line *line, int argc, char **argv)
{
	struct guard guard = { .bound_ms = line->config.database_timeout_ms * PATIENCE };
	enum err status = ERR_OK;
	bool is_once = false;
	const struct option options[] = {
		{ "--once", NULL, &is_once },
		{ NULL, NULL, NULL },
	};

	TRY(option_none(line, options, argc, argv));
	/* By this name `doctor` knows it among the owner's sessions; libpq takes it from here. */
	setenv("PGAPPNAME", "gongkai guard", 1);
	guard.db = connection_new(CONNECTION_OWNER, line->config.owner_database, TIMEOUT_MS);
	if (is_once)
		status = look(line->cx, &guard);
	else
		watch(look, &guard, PERIOD_S);
	connection_free(guard.db);
	return status;
}
