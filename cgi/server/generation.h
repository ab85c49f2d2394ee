/*
 * What a generation of workers serves with: the settings, and the renderer made
 * from them. SIGHUP loads another; a failed load leaves nothing behind.
 */
#ifndef SERVER_GENERATION_H
#define SERVER_GENERATION_H

#include <stdbool.h>

#include "base/config.h"
#include "render/renderer.h"

#define GENERATION_SETTINGS_MAX 32

/* What the command line says. */
struct generation_options {
	const char *config_path;                       /* NULL: no file */
	const char *settings[GENERATION_SETTINGS_MAX]; /* `key=value` */
	size_t setting_count;
};

struct generation {
	struct arena *arena;
	struct config config;
	struct renderer *renderer;
};

/*
 * Read the settings, without the renderer. What is wrong is logged, each fault
 * with its place; false then. Ends with generation_free() either way.
 */
bool generation_configure(const struct generation_options *options, struct generation *generation);

/* Load the renderer that the settings name; `warm` as for renderer_load(). */
bool generation_load(struct generation *generation, bool warm);

void generation_free(struct generation *generation);

/*
 * Log each form of the published reports that has no template. At a reload `before`
 * is the generation that it would replace, else NULL: true unless a form would be
 * lost that `before` has a template for, or unless the database cannot tell.
 */
bool generation_covers(const struct generation *generation, const struct generation *before);

/* Does it serve the desk, and not the public? */
bool generation_is_desk(const struct generation *generation);

/* The workers it wants: what is set, or one a core, at least two, and one more. */
int generation_workers(const struct generation *generation);

#endif
