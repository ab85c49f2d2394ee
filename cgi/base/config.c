#include "base/config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define CONFIG_FILE_MAX ((size_t)64 * 1024)

#ifndef GONGKAI_DATADIR
#define GONGKAI_DATADIR "/usr/local/share/gongkai"
#endif

enum setting_type { SETTING_STRING, SETTING_INT };

struct setting {
	const char *key;
	enum setting_type type;
	size_t offset;
	const char *fallback;
	int min;
	int max;
	const char *help;
};

#define STRING(name, fallback, help)                                                               \
	{                                                                                          \
#name, SETTING_STRING, offsetof(struct config, name), fallback, 0, 0, help         \
	}
#define INT(name, fallback, min, max, help)                                                        \
	{                                                                                          \
#name, SETTING_INT, offsetof(struct config, name), fallback, min, max, help        \
	}

static const struct setting settings[] = {
	STRING(database, "dbname=gongkai user=gongkai_public",
	       "libpq connection string of the web workers (role gongkai_public)"),
	STRING(staff_database, "dbname=gongkai user=gongkai_staff",
	       "libpq connection string of import, publish and render (role gongkai_staff)"),
	STRING(owner_database, "dbname=gongkai user=gongkai_owner",
	       "libpq connection string of migrate (role gongkai_owner)"),
	STRING(socket, "/run/gongkai/gongkai.sock",
	       "path of the FastCGI socket, unless file descriptor 0 is a listening socket"),
	STRING(templates, GONGKAI_DATADIR "/templates", "folder of the templates"),
	STRING(fonts, GONGKAI_DATADIR "/fonts/manifest.json", "the font manifest"),
	STRING(missing_glyph, "error",
	       "a character that no font has: error refuses the document, mark prints and logs it"),
	STRING(log_level, "info", "debug, info, warning or error"),
	INT(workers, "0", 0, 256, "worker processes; 0 is one for each core, at least two"),
	INT(database_timeout_ms, "1500", 100, 60000,
	    "milliseconds for connecting and for each statement of a request"),
	INT(render_timeout_ms, "20000", 0, 600000,
	    "milliseconds for the pages of one answer, then it is 503; 0 is no limit"),
	INT(request_timeout_ms, "40000", 0, 600000,
	    "milliseconds for one request, then its worker is killed and replaced; 0 is no limit"),
	INT(worker_memory_mb, "512", 0, 65536,
	    "megabytes of a worker beside what all share; from half of it on it is replaced, 0 is no limit"),
	INT(retry_after_s, "5", 1, 3600, "seconds that a 503 answer asks the client to wait"),
};

#define SETTING_COUNT (sizeof settings / sizeof settings[0])

static enum err
assign(struct ctx *cx, const struct setting *setting, const char *value, struct config *config)
{
	char *target = (char *)config + setting->offset;
	char *end;
	long number;

	if (setting->type == SETTING_STRING) {
		const char *copy = arena_strdup(cx->arena, value);

		memcpy(target, &copy, sizeof copy);
		return ERR_OK;
	}
	errno = 0;
	number = strtol(value, &end, 10);
	if (errno != 0 || end == value || *end != '\0' || number < setting->min ||
	    number > setting->max)
		return err_set_field(cx, ERR_INPUT, setting->key,
		                     "%s is '%s', expected a whole number from %d to %d",
		                     setting->key, value, setting->min, setting->max);
	memcpy(target, &(int){ (int)number }, sizeof(int));
	return ERR_OK;
}

struct config
config_default(void)
{
	struct config config = { 0 };

	for (size_t i = 0; i < SETTING_COUNT; i++) {
		char *target = (char *)&config + settings[i].offset;

		if (settings[i].type == SETTING_STRING)
			memcpy(target, &settings[i].fallback, sizeof settings[i].fallback);
		else
			memcpy(target, &(int){ atoi(settings[i].fallback) }, sizeof(int));
	}
	return config;
}

static char *
trim(char *s)
{
	char *end;

	s += strspn(s, " \t\r");
	end = s + strlen(s);
	while (end > s && strchr(" \t\r", end[-1]) != NULL)
		*--end = '\0';
	return s;
}

enum err
config_set(struct ctx *cx, const char *assignment, struct config *config)
{
	char *key = arena_strdup(cx->arena, assignment);
	char *value = strchr(key, '=');

	if (value == NULL)
		return err_set(cx, ERR_INPUT, "'%s': expected key = value", assignment);
	*value++ = '\0';
	key = trim(key);
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (strcmp(settings[i].key, key) == 0)
			return assign(cx, &settings[i], trim(value), config);
	return err_set_field(cx, ERR_INPUT, key, "there is no setting '%s'", key);
}

enum err
config_read(struct ctx *cx, const char *path, struct config *config)
{
	size_t before = cx->fault_count;
	struct text file;
	char *rest;
	char *line;
	unsigned number = 0;

	TRY(text_read_file(cx, path, CONFIG_FILE_MAX, &file));
	if (strlen(file.data) != file.length)
		return err_set(cx, ERR_INPUT, "%s: has a NUL byte, expected text", path);
	rest = file.data;
	while ((line = strsep(&rest, "\n")) != NULL) {
		struct ctx line_cx = ctx_make(cx->arena);

		number++;
		line = trim(line);
		if (*line == '\0' || *line == '#')
			continue;
		if (config_set(&line_cx, line, config) != ERR_OK)
			err_add_fault(cx, arena_printf(cx->arena, "%s:%u", path, number), "%s",
			              line_cx.reason);
	}
	if (cx->fault_count > before)
		return err_set(cx, ERR_INPUT, "%s: %zu wrong lines", path, cx->fault_count - before);
	return ERR_OK;
}

void
config_each(void (*visit)(void *user, const char *key, const char *fallback, const char *help),
            void *user)
{
	for (size_t i = 0; i < SETTING_COUNT; i++)
		visit(user, settings[i].key, settings[i].fallback, settings[i].help);
}
