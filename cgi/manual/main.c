/*
 * Prints what is made from the tables of commands, options and settings: the
 * manual pages, the completion, and the settings as the READMEs have them. Run
 * by make; it is not installed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/catalogue.h"
#include "manual/completion.h"
#include "manual/roff.h"
#include "server/describe.h"
#include "server/metrics_table.h"

static void
print_options(const struct usage_option *options)
{
	for (; options->name != NULL; options++) {
		roff_term(options->name, options->value);
		roff_explain(options->help);
	}
}

static void
print_usages(const struct command *command)
{
	for (size_t i = 0; i < CATALOGUE_USAGES_MAX && command->usages[i] != NULL; i++)
		roff_call(command->name, command->usages[i]);
}

static void
print_command_page(void)
{
	roff_begin("GONGKAI 1");
	roff_section("名称");
	roff_name("gongkai", catalogue_summary);
	roff_section("概要");
	roff_call("gongkai", catalogue_usage);
	roff_section("命令");
	for (const struct command *command = catalogue_commands; command->name != NULL; command++) {
		roff_subsection(command->name);
		print_usages(command);
		roff_paragraph(command->summary);
		if (command->detail != NULL)
			roff_paragraph(command->detail);
		print_options(command->options);
	}
	roff_section("选项");
	print_options(catalogue_options);
	roff_section("退出状态");
	roff_explain(catalogue_exit_status);
	roff_section("参见");
	puts(".BR gongkai.conf (5),\n.BR gongkai\\-template (5),\n.BR gongkai.fcgi (8)");
}

static void
print_server_page(void)
{
	roff_begin("GONGKAI.FCGI 8");
	roff_section("NAME");
	roff_name("gongkai.fcgi", describe_summary);
	roff_section("SYNOPSIS");
	roff_call("gongkai.fcgi", describe_usage);
	roff_section("DESCRIPTION");
	for (size_t i = 0; describe_paragraphs[i] != NULL; i++)
		roff_paragraph(describe_paragraphs[i]);
	roff_section("OPTIONS");
	print_options(describe_options);
	roff_section("SEE ALSO");
	puts(".BR gongkai (1),\n.BR gongkai.conf (5)");
}

struct telling {
	struct arena *arena;
	enum config_language language;
};

static void
print_setting(void *user, const struct config_setting *setting)
{
	const struct telling *telling = user;

	roff_term(setting->key, NULL);
	roff_explain(setting->help[telling->language]);
	puts(".br");
	roff_explain(
		arena_printf(telling->arena,
	                     telling->language == CONFIG_CHINESE ? "默认值：`%s`" : "Default: `%s`",
	                     setting->fallback));
}

static void
print_config_page(struct telling *telling)
{
	static const char *const words[CONFIG_LANGUAGE_COUNT][5] = {
		[CONFIG_ENGLISH] = { "NAME", "settings of gongkai and gongkai.fcgi", "DESCRIPTION",
		                     "SETTINGS", "SEE ALSO" },
		[CONFIG_CHINESE] = { "名称", "gongkai 和 gongkai.fcgi 的设置", "说明", "设置",
		                     "参见" },
	};
	const char *const *word = words[telling->language];
	const struct config config = config_default();

	roff_begin("GONGKAI.CONF 5");
	roff_section(word[0]);
	roff_name("gongkai.conf", word[1]);
	roff_section(word[2]);
	roff_explain(config_about[telling->language]);
	roff_section(word[3]);
	config_each(&config, print_setting, telling);
	roff_section(word[4]);
	puts(".BR gongkai (1),\n.BR gongkai.fcgi (8)");
}

static void
print_row(void *user, const struct config_setting *setting)
{
	const struct telling *telling = user;

	printf("| `%s` | `%s` | %s |\n", setting->key, setting->fallback,
	       setting->help[telling->language]);
}

static void
print_table(struct telling *telling)
{
	const struct config config = config_default();

	printf("%s\n\n%s\n|---|---|---|\n", config_about[telling->language],
	       telling->language == CONFIG_CHINESE ? "| 键 | 默认值 | 含义 |"
	                                           : "| key | default | meaning |");
	config_each(&config, print_row, telling);
}

static void
print_default(void *user, const struct config_setting *setting)
{
	const struct telling *telling = user;

	printf("\n# %s\n#%s = %s\n", usage_plain(telling->arena, setting->help[telling->language]),
	       setting->key, setting->fallback);
}

static void
print_metrics(const struct telling *telling)
{
	printf("%s\n|---|---|---|\n", telling->language == CONFIG_CHINESE
	                                      ? "| 指标 | 标签 | 含义 |"
	                                      : "| metric | labels | meaning |");
	for (size_t i = 0; i < METRIC_COUNT; i++)
		printf("| `%s` | %s | %s |\n", metrics_table[i].name, metrics_table[i].labels,
		       metrics_table[i].help[telling->language]);
}

/* A file of settings that sets nothing. */
static void
print_defaults(struct telling *telling)
{
	const struct config config = config_default();

	printf("# gongkai.conf(5)\n");
	config_each(&config, print_default, telling);
}

static bool
print(struct telling *telling, const char *what)
{
	if (strcmp(what, "gongkai.1") == 0)
		print_command_page();
	else if (strcmp(what, "gongkai.fcgi.8") == 0)
		print_server_page();
	else if (strcmp(what, "gongkai.conf.5") == 0)
		print_config_page(telling);
	else if (strcmp(what, "completion") == 0)
		completion_print();
	else if (strcmp(what, "settings") == 0)
		print_table(telling);
	else if (strcmp(what, "metrics") == 0)
		print_metrics(telling);
	else if (strcmp(what, "defaults") == 0)
		print_defaults(telling);
	else
		return false;
	return true;
}

int
main(int argc, char **argv)
{
	struct telling telling = { arena_new(), CONFIG_ENGLISH };
	bool printed;

	if (argc == 3 && strcmp(argv[2], "zh_CN") == 0)
		telling.language = CONFIG_CHINESE;
	printed = argc > 1 && print(&telling, argv[1]);
	arena_free(telling.arena);
	if (printed && fflush(stdout) == 0)
		return EXIT_SUCCESS;
	fprintf(stderr, "usage: manual gongkai.1|gongkai.fcgi.8|gongkai.conf.5|completion|settings|"
	                "metrics|defaults [zh_CN]\n");
	return EXIT_FAILURE;
}
