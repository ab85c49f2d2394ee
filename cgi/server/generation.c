#include "server/generation.h"

#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "page/coverage.h"

#define WORKERS_MIN 2

static bool
report(const struct ctx *cx)
{
	for (const struct fault *fault = cx->faults; fault != NULL; fault = fault->next)
		log_event(LOG_ERROR, NULL, "%s: %s", fault->place, fault->what);
	log_event(LOG_ERROR, NULL, "%s", cx->reason == NULL ? err_name(cx->kind) : cx->reason);
	return false;
}

static enum err
configure(struct ctx *cx, const struct generation_options *options, struct config *config)
{
	enum log_level level;
	enum log_format format;

	*config = config_default();
	if (options->config_path != NULL)
		TRY(config_read(cx, options->config_path, config));
	else
		TRY(config_read_default(cx, config));
	for (size_t i = 0; i < options->setting_count; i++)
		TRY(config_set(cx, options->settings[i], config));
	TRY(config_check(cx, config));
	if (log_level_parse(config->log_level, &level))
		log_set_level(level);
	if (log_format_parse(config->log_format, &format))
		log_set_format(format);
	return ERR_OK;
}

bool
generation_configure(const struct generation_options *options, struct generation *generation)
{
	struct ctx cx;

	*generation = (struct generation){ .arena = arena_new() };
	cx = ctx_make(generation->arena);
	return configure(&cx, options, &generation->config) == ERR_OK || report(&cx);
}

bool
generation_load(struct generation *generation, bool warm)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	bool loaded = renderer_load(&cx, generation->config.templates, generation->config.fonts,
	                            warm, &generation->renderer) == ERR_OK &&
	              renderer_set_missing(&cx, generation->renderer,
	                                   generation->config.missing_glyph) == ERR_OK;

	if (!loaded)
		report(&cx);
	arena_free(arena);
	arena_trim_memory();
	return loaded;
}

static bool
had(const struct generation *before, const char *form)
{
	return before != NULL && renderer_template_digest(before->renderer, form) != NULL;
}

static bool
covers(struct ctx *cx, struct connection *db, const struct generation *generation,
       const struct generation *before)
{
	const char *const *missing;
	bool lost = false;
	size_t count;

	if (coverage_find(cx, db, generation->renderer, &missing, &count) != ERR_OK) {
		log_event(LOG_WARNING, NULL,
		          "cannot tell whether the published forms have templates: %s", cx->reason);
		return false;
	}
	for (size_t i = 0; i < count; i++) {
		lost = lost || had(before, missing[i]);
		log_event(LOG_ERROR, NULL,
		          "reports of the form %s are published, but %s has no template for it",
		          missing[i], generation->config.templates);
	}
	return !lost;
}

bool
generation_covers(const struct generation *generation, const struct generation *before)
{
	const struct config *config = &generation->config;
	bool is_desk = generation_is_desk(generation);
	struct connection *db = connection_new(is_desk ? CONNECTION_DESK : CONNECTION_PUBLIC,
	                                       is_desk ? config->desk_database : config->database,
	                                       config->database_timeout_ms);
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	bool all = covers(&cx, db, generation, before);

	connection_free(db);
	arena_free(arena);
	return all;
}

void
generation_free(struct generation *generation)
{
	if (generation->renderer != NULL)
		renderer_free(generation->renderer);
	arena_free(generation->arena);
	*generation = (struct generation){ 0 };
}

bool
generation_is_desk(const struct generation *generation)
{
	return strcmp(generation->config.role, "staff") == 0;
}

int
generation_workers(const struct generation *generation)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (generation->config.workers > 0)
		return generation->config.workers;
	/* One more, for what is cheap while all others are at something dear (http/budget.h). */
	return (cores > WORKERS_MIN ? (int)cores : WORKERS_MIN) + 1;
}
