/*
 * `gongkai guard`: end sessions of the public role that last longer than any
 * request may, on each host that the owner's setting names, and put back what the role altered
 * of itself. It stays until a signal; a database that is away is asked again.
 */
#include "db/guard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "command/option.h"
#include "command/watch.h"
#include "db/conninfo.h"

/* How many times as long as a statement of a request may take. */
#define PATIENCE 3
#define PERIOD_S 2
#define TIMEOUT_MS 5000

struct guard {
	struct connection **dbs; /* to each host: readers may be served from standbys, too */
	size_t count;
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
look_at(struct ctx *cx, struct connection *db, int bound_ms)
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

/* One that is away keeps nobody from the others. */
static enum err
look(struct ctx *cx, void *context)
{
	const struct guard *guard = context;
	enum err status = ERR_OK;

	for (size_t i = 0; i < guard->count; i++) {
		struct ctx inner = ctx_make(cx->arena);
		enum err found = look_at(&inner, guard->dbs[i], guard->bound_ms);

		if (found != ERR_OK)
			status = err_set(cx, found, "%s", inner.reason);
	}
	return status;
}

static void
connect_all(struct guard *guard, const struct command_line *line)
{
	const char **hosts = conninfo_each_host(line->cx->arena, line->config.owner_database,
	                                        &guard->count);

	guard->dbs = arena_array(line->cx->arena, guard->count, sizeof(struct connection *));
	for (size_t i = 0; i < guard->count; i++)
		guard->dbs[i] = connection_new(CONNECTION_OWNER, hosts[i], TIMEOUT_MS);
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
	connect_all(&guard, line);
	if (is_once)
		status = look(line->cx, &guard);
	else
		watch(look, &guard, PERIOD_S);
	for (size_t i = 0; i < guard.count; i++)
		connection_free(guard.dbs[i]);
	return status;
}
