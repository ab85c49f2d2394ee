#include "manual/completion.h"

#include <stdio.h>
#include <string.h>

#include "command/catalogue.h"

static void
print_key(void *user, const struct config_setting *setting)
{
	(void)user;
	printf(" %s=", setting->key);
}

/* What stands behind the sign. Readline takes it for a word of its own. */
static void
print_setting(void *user, const struct config_setting *setting)
{
	(void)user;
	if (setting->takes_file)
		printf("\t\t%s) _filedir ;;\n", setting->key);
	else if (setting->choices != NULL)
		printf("\t\t%s) mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$cur\") ;;\n",
		       setting->key, setting->choices);
}

static void
print_options(const struct usage_option *options)
{
	for (; options->name != NULL; options++)
		printf(" %s", options->name);
}

static void
print_commands(void)
{
	for (const struct command *command = catalogue_commands; command->name != NULL; command++)
		printf(" %s", command->name);
}

/* By the word before, what has a value: files, one of some words, or what nobody can guess. */
static void
print_values(const char *command, const struct usage_option *options)
{
	for (; options->name != NULL; options++)
		if (options->words != NULL)
			printf("\t%s:%s)\n\t\tmapfile -t COMPREPLY < <(compgen -W '%s' -- \"$cur\")\n\t\treturn\n\t\t;;\n",
			       command, options->name, options->words);
		else if (options->value != NULL)
			printf("\t%s:%s)%s\n\t\treturn\n\t\t;;\n", command, options->name,
			       options->takes_file ? "\n\t\t_filedir" : "");
}

/* `add`, or `disable|enable`: what a way of calling begins with, where that is a word itself. */
static void
print_verbs(const struct command *command)
{
	for (size_t i = 0; i < CATALOGUE_USAGES_MAX && command->usages[i] != NULL; i++) {
		const char *word = command->usages[i];

		while (*word >= 'a' && *word <= 'z') {
			size_t length = strcspn(word, "| ");

			printf(" %.*s", (int)length, word);
			word += length + (word[length] == '|');
		}
	}
}

static void
print_choices(const struct command *command)
{
	printf("\t%s)\n\t\tchoices='", command->name);
	print_verbs(command);
	print_options(command->options);
	printf(" --help'\n%s\t\t;;\n", command->takes_files ? "\t\tfiles=yes\n" : "");
}

static void
print_head(void)
{
	printf("# bash completion for gongkai, made from the table of its commands.\n"
	       "# shellcheck shell=bash\n"
	       "_gongkai() {\n"
	       "\t# shellcheck disable=SC2034\n"
	       "\tlocal cur prev words cword command='' i choices='' files=''\n"
	       "\t_init_completion -n = || return\n"
	       "\tfor ((i = 1; i < cword; i++)); do\n"
	       "\t\tcase ${words[i]} in\n"
	       "\t\t-c | --set) ((i++)) ;;\n"
	       "\t\t-*) ;;\n"
	       "\t\t*)\n"
	       "\t\t\tcommand=${words[i]}\n"
	       "\t\t\tbreak\n"
	       "\t\t\t;;\n"
	       "\t\tesac\n"
	       "\tdone\n");
}

static void
print_settings(const struct config *config)
{
	printf("\tif [[ $command:$prev == :--set && $cur == *=* ]]; then\n"
	       "\t\tlocal key=${cur%%%%=*}\n"
	       "\t\tcur=${cur#*=}\n"
	       "\t\tcase $key in\n");
	config_each(config, print_setting, NULL);
	printf("\t\tesac\n\t\treturn\n\tfi\n");
}

/* The words before a command: --help is followed by one, --set by a setting. */
static void
print_program(const struct config *config)
{
	printf("\t:--help)\n\t\tchoices='");
	print_commands();
	printf("'\n\t\t;;\n\t:--set)\n\t\tcompopt -o nospace\n\t\tchoices='");
	config_each(config, print_key, NULL);
	printf("'\n\t\t;;\n");
	for (const struct usage_option *option = catalogue_options; option->name != NULL; option++)
		if (option->takes_file)
			printf("\t:%s)\n\t\t_filedir\n\t\treturn\n\t\t;;\n", option->name);
	for (const struct command *command = catalogue_commands; command->name != NULL; command++)
		print_values(command->name, command->options);
	printf("\t:*)\n\t\tchoices='");
	print_options(catalogue_options);
	print_commands();
	printf("'\n\t\t;;\n");
}

void
completion_print(void)
{
	const struct config config = config_default();

	print_head();
	print_settings(&config);
	printf("\tcase $command:$prev in\n");
	print_program(&config);
	printf("\tesac\n\tcase $command in\n");
	for (const struct command *command = catalogue_commands; command->name != NULL; command++)
		print_choices(command);
	printf("\tesac\n"
	       "\tif [[ -n $files && $cur != -* ]]; then\n"
	       "\t\t_filedir\n"
	       "\telse\n"
	       "\t\tmapfile -t COMPREPLY < <(compgen -W \"$choices\" -- \"$cur\")\n"
	       "\tfi\n"
	       "} && complete -F _gongkai gongkai\n");
}
