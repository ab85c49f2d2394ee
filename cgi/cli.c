/* The command line tool: options, help, exit status. The commands are in command/catalogue.c. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "command/help.h"
#include "command/interrupt.h"

/* Read the options before the command; `*index` is then the command's place. */
static enum err
read_options(struct command_line *line, int argc, char **argv, int *index)
{
	const char *file = NULL;
	int first = *index;
	const char *value;

	for (; *index < argc && argv[*index][0] == '-'; ++*index) {
		bool is_file = strcmp(argv[*index], "-c") == 0;

		if (!is_file && strcmp(argv[*index], "--set") != 0)
			return command_misuse(line, "没有选项 %s", argv[*index]);
		TRY(command_value(line, argc, argv, index, &value));
		if (is_file)
			file = value;
	}
	if (*index >= argc)
		return command_misuse(line, "缺少命令");
	if (file != NULL)
		TRY(config_read(line->cx, file, &line->config));
	else
		TRY(config_read_default(line->cx, &line->config));
	for (; first < *index; first += 2)
		if (strcmp(argv[first], "--set") == 0)
			TRY(config_set(line->cx, argv[first + 1], &line->config));
	return config_check(line->cx, &line->config);
}

static enum err
no_command(struct command_line *line, const char *name)
{
	struct near near = near_to(name);

	for (const struct command *command = catalogue_commands; command->name != NULL; command++)
		near_try(&near, command->name);
	if (near.best == NULL)
		return command_misuse(line, "没有命令 %s", name);
	return command_misuse(line, "没有命令 %s，是不是 %s？", name, near.best);
}

static enum err
help(struct command_line *line, const char *name)
{
	const struct command *command = name == NULL ? NULL : catalogue_find(name);

	if (name != NULL && command == NULL)
		return no_command(line, name);
	if (command == NULL)
		help_print(line->cx->arena);
	else
		help_print_command(line->cx->arena, command);
	return ERR_OK;
}

static bool
is_help(const char *argument)
{
	return strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0;
}

/* `--help` among the arguments asks what the command does; it is not done then. */
static bool
wants_help(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (is_help(argv[i]))
			return true;
	return false;
}

static enum err
run_command(struct command_line *line, int argc, char **argv)
{
	const struct command *command;
	int index = 1;

	TRY(read_options(line, argc, argv, &index));
	command = catalogue_find(argv[index]);
	if (command == NULL)
		return no_command(line, argv[index]);
	interrupt_begin(command->is_resumed);
	return command->run(line, argc - index, argv + index);
}

/* The command among the arguments: the first word that is neither an option nor its value. */
static const char *
command_name(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "-c") == 0 || strcmp(argv[i], "--set") == 0)
			i++;
		else if (!is_help(argv[i]))
			return argv[i];
	return NULL;
}

static enum err
run(struct command_line *line, int argc, char **argv)
{
	const char *first = argc > 1 ? argv[1] : "";

	if (is_help(first) || strcmp(first, "help") == 0)
		return argc > 3 ? command_misuse(line, "--help 一次只说明一个命令")
		                : help(line, argv[2]);
	if (wants_help(argc, argv))
		return help(line, command_name(argc, argv));
	if (argc == 2 && strcmp(first, "--version") == 0) {
		printf("gongkai %s\n", PACKAGE_VERSION);
		return ERR_OK;
	}
	return run_command(line, argc, argv);
}

/* What was printed waits in a buffer until here: only now it is known whether it arrived. */
static enum err
flush(struct ctx *cx, enum err status)
{
	errno = 0;
	if ((fflush(stdout) == 0 && !ferror(stdout)) || status != ERR_OK)
		return status;
	return err_set(cx, ERR_INPUT, "标准输出：无法写入：%s",
	               errno == 0 ? "此前的输出没有写完" : err_system(errno));
}

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct command_line line = { .cx = &cx, .config = config_default() };
	enum err status;
	int exit_status;

	interrupt_begin(false);
	/* Who ignores it, and we after them, would never hear how our processes ended. */
	signal(SIGCHLD, SIG_DFL);
	status = flush(&cx, run(&line, argc, argv));
	if (status != ERR_OK) {
		if (cx.sums_up)
			cx.reason = arena_printf(arena, "共 %zu 处错误", cx.fault_count);
		command_print_faults(&cx);
		fprintf(stderr, "gongkai：%s\n", cx.reason);
		if (line.is_misused)
			fprintf(stderr, "gongkai --help 列出命令和选项。\n");
	}
	exit_status = status == ERR_OK ? line.exit_status : line.is_misused ? 2 : 1;
	arena_free(arena);
	return exit_status;
}
