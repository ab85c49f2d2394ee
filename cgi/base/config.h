/*
 * The settings of gongkai, one line of one table each (config_table.c).
 *
 * They come, later over earlier, from the defaults, a file of `key = value`
 * lines (`#` begins a comment), and `--set key=value` on the command line.
 *
 * The texts here are the only ones: `--help`, the manual pages and the tables of
 * both READMEs are made from them or held against them. What stands between
 * backticks is code.
 */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include <stdbool.h>

#include "base/err.h"

#ifndef GONGKAI_SYSCONFDIR
#define GONGKAI_SYSCONFDIR "/usr/local/etc"
#endif

/* What is read where no file is named, if it exists. */
#define CONFIG_FILE GONGKAI_SYSCONFDIR "/gongkai/gongkai.conf"

#define CONFIG_SETTINGS_MAX 32

enum config_language { CONFIG_ENGLISH, CONFIG_CHINESE, CONFIG_LANGUAGE_COUNT };

struct config {
	const char *database;       /* libpq connection string of the public role */
	const char *staff_database; /* … of the staff role, for the command line */
	const char *desk_database;  /* … of the desk, for its workers */
	const char *owner_database; /* … of the owner, for `gongkai migrate` */
	const char *cache_database; /* … of nginx's user, for `gongkai purge` */
	const char *cache;          /* folder of nginx's cache */
	const char *role;           /* `public` or `staff`: what the server serves */
	const char *socket;         /* path of the FastCGI socket, unless fd 0 is one */
	const char *templates;      /* folder of the templates */
	const char *fonts;          /* the font manifest */
	const char *bulk;           /* folder of packages, or `none` */
	const char *site;           /* what stands on paper before /v/CODE, or `none` */
	const char *log_key;        /* file of the Ed25519 key that signs the log, or `none` */
	const char *log_key_sm2;    /* … of the SM2 key */
	const char *code_key;       /* file of the keys for the secrets of one-time codes */
	const char *missing_glyph;  /* `error` or `mark` */

	/* How index numbers begin: code of the organisation, {department} for the department's. */
	const char *index_organisation;

	const char *log_level;
	const char *log_format;  /* `text` or `json` */
	int workers;             /* 0: one a core, at least two */
	int database_timeout_ms; /* for connecting and for each statement */
	int render_timeout_ms;   /* for the pages of one answer; 0: no limit */
	int request_timeout_ms;  /* for one request, then its worker is killed; 0: never */
	int worker_memory_mb;    /* beside what all share; 0: no limit */
	int session_idle_min;    /* of a session at the desk */
	int session_hours;       /* … from the login on */
	int password_days;       /* how old a password may be; 0: any age */
	int retry_after_s;       /* what 503 answers tell the client */
	/* Of each setting, in the order of the table: FILE:LINE, `--set`, or NULL for the default. */
	const char *origins[CONFIG_SETTINGS_MAX];
};

/* One setting, as it is told. */
struct config_setting {
	const char *key;
	const char *fallback;
	const char *choices; /* all that it may be, with blanks between, or NULL */
	bool takes_file;     /* the name of a file or folder */
	const char *help[CONFIG_LANGUAGE_COUNT];
	const char *value;  /* in force */
	const char *origin; /* see struct config */
};

/* What the settings are and where they stand, a paragraph in each language. */
extern const char *const config_about[CONFIG_LANGUAGE_COUNT];

/* The defaults. */
struct config config_default(void);

/* Read a file over `config`. Every wrong line is a fault of its own. */
MUST_USE enum err config_read(struct ctx *cx, const char *path, struct config *config);

/* Read CONFIG_FILE if there is one. */
MUST_USE enum err config_read_default(struct ctx *cx, struct config *config);

/* Apply one `key=value` of the command line. */
MUST_USE enum err config_set(struct ctx *cx, const char *assignment, struct config *config);

/*
 * When all settings are there: do they go together? The pages of an answer must be given up
 * before its worker is killed, or nobody would hear why.
 */
MUST_USE enum err config_check(struct ctx *cx, const struct config *config);

/* Call `visit` for each setting, with its value in `config`. */
void config_each(const struct config *config,
                 void (*visit)(void *user, const struct config_setting *setting), void *user);

#endif
