/* `gongkai config`: the settings in force and where each is from. */
#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "db/conninfo.h"

static bool
is_connection_string(const char *key)
{
	size_t length = strlen(key);
	static const char suffix[] = "database";
	size_t tail = sizeof suffix - 1;

	return length >= tail && strcmp(key + length - tail, suffix) == 0;
}

/* A file of settings again, so that it can be kept as one. */
static void
print_setting(void *user, const struct config_setting *setting)
{
	struct command_line *line = user;
	const char *value = setting->value;

	if (is_connection_string(setting->key))
		value = conninfo_without_secrets(line->cx->arena, value);
	printf("# %s\n%s = %s\n",
	       setting->origin == NULL                 ? "默认值"
	       : strcmp(setting->origin, "--set") == 0 ? "命令行"
	                                               : setting->origin,
	       setting->key, value);
}

enum err
config_run(struct command_line *line, int argc, char **argv)
{
	(void)argv;
	if (argc > 1)
		return command_misuse(line, "config 不带参数");
	config_each(&line->config, print_setting, line);
	return ERR_OK;
}
