#include "command/help.h"

#include <stdio.h>

static void
print_usage(const char *before, const struct command *command, size_t usage)
{
	const char *arguments = command->usages[usage];

	printf("%s%s%s%s\n", before, command->name, *arguments == '\0' ? "" : " ", arguments);
}

static void
print_usages(const struct command *command)
{
	for (size_t i = 0; i < CATALOGUE_USAGES_MAX && command->usages[i] != NULL; i++)
		print_usage(i == 0 ? "用法：gongkai " : "      gongkai ", command, i);
}

void
help_print_command(struct arena *arena, const struct command *command)
{
	print_usages(command);
	printf("\n%s。\n", command->summary);
	if (command->detail != NULL)
		printf("%s\n", usage_plain(arena, command->detail));
	if (command->options->name == NULL)
		return;
	printf("\n选项：\n");
	usage_print_options(stdout, arena, command->options);
}

static void
print_setting(void *user, const struct config_setting *setting)
{
	printf("  %-20s %s（默认：%s）\n", setting->key,
	       usage_plain(user, setting->help[CONFIG_CHINESE]), setting->fallback);
}

void
help_print(struct arena *arena)
{
	const struct config config = config_default();

	printf("用法：gongkai %s\n\n%s。\n\n命令：\n", catalogue_usage, catalogue_summary);
	for (const struct command *command = catalogue_commands; command->name != NULL; command++) {
		for (size_t i = 0; i < CATALOGUE_USAGES_MAX && command->usages[i] != NULL; i++)
			print_usage("  ", command, i);
		printf("      %s\n", command->summary);
	}
	printf("\n选项：\n");
	usage_print_options(stdout, arena, catalogue_options);
	printf("\n设置（写在设置文件里，每行“键 = 值”）：\n");
	config_each(&config, print_setting, arena);
	printf("\n退出状态：%s。\n", catalogue_exit_status);
}
