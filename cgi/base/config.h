/*
 * The settings of gongkai, one line of one table each (config.c).
 *
 * They come, later over earlier, from the defaults, a file of `key = value`
 * lines (`#` begins a comment), and `--set key=value` on the command line.
 */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include "base/err.h"

struct config {
	const char *database;       /* libpq connection string of the public role */
	const char *staff_database; /* … of the staff role, for the command line */
	const char *owner_database; /* … of the owner, for `gongkai migrate` */
	const char *socket;         /* path of the FastCGI socket, unless fd 0 is one */
	const char *templates;      /* folder of the templates */
	const char *fonts;          /* the font manifest */
	const char *missing_glyph;  /* `error` or `mark` */
	const char *log_level;
	int workers;             /* 0: one a core, at least two */
	int database_timeout_ms; /* for connecting and for each statement */
	int render_timeout_ms;   /* for the pages of one answer; 0: no limit */
	int request_timeout_ms;  /* for one request, then its worker is killed; 0: never */
	int worker_memory_mb;    /* beside what all share; 0: no limit */
	int retry_after_s;       /* what 503 answers tell the client */
};

/* The defaults. */
struct config config_default(void);

/* Read a file over `config`. Every wrong line is a fault of its own. */
MUST_USE enum err config_read(struct ctx *cx, const char *path, struct config *config);

/* Apply one `key=value`. */
MUST_USE enum err config_set(struct ctx *cx, const char *assignment, struct config *config);

/* Call `visit` for each setting with its key, default and meaning. */
void config_each(void (*visit)(void *user, const char *key, const char *fallback, const char *help),
                 void *user);

#endif
