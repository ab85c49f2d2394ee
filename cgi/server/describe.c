#include "server/describe.h"

#include <stdio.h>

#include "base/config.h"

const char describe_summary[] = "serve budget-performance disclosures over FastCGI";
const char describe_usage[] = "[-c FILE] [--set KEY=VALUE]...";

const char *const describe_paragraphs[] = {
	"It listens on file descriptor 0 if that is a listening socket, as systemd hands it over, else\n"
	"on the unix socket that the settings name. Started as plain CGI, it answers one request.",
	"`SIGHUP` reads settings, templates and fonts anew; faulty ones are logged, and the old ones\n"
	"stay in force. `SIGTERM` ends it after the requests in hand. It writes nothing but its log,\n"
	"to standard error.",
	NULL,
};

const struct usage_option describe_options[] = {
	USAGE_FILE("-c, --config", "FILE", "read settings from FILE, not from `" CONFIG_FILE "`"),
	USAGE_VALUE("--set", "KEY=VALUE", "one setting, over the file"),
	USAGE_FLAG("-h, --help", "print this"),
	USAGE_FLAG("-V, --version", "print the version"),
	{ 0 },
};

static void
print_setting(void *user, const struct config_setting *setting)
{
	printf("  %-20s %s\n  %-20s default: %s\n", setting->key,
	       usage_plain(user, setting->help[CONFIG_ENGLISH]), "", setting->fallback);
}

void
describe_print(void)
{
	struct arena *arena = arena_new();
	const struct config config = config_default();

	printf("usage: gongkai.fcgi %s\n\n%s\n", describe_usage, describe_summary);
	for (size_t i = 0; describe_paragraphs[i] != NULL; i++)
		printf("\n%s\n", usage_plain(arena, describe_paragraphs[i]));
	printf("\noptions:\n");
	usage_print_options(stdout, arena, describe_options);
	printf("\nsettings:\n");
	config_each(&config, print_setting, arena);
	arena_free(arena);
}
