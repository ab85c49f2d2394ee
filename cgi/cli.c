/* The command line tool: options, the list of commands, exit status. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"

static const struct {
	const char *name;
	const char *arguments;
	const char *help;
	enum err (*run)(struct command_line *line, int argc, char **argv);
} commands[] = {
	{ "migrate", "", "把数据库升级到本程序的结构", migrate_run },
	{ "import", "文件…", "检查并导入 JSON 文档，成为草稿；有一处错误就都不导入", import_run },
	{ "publish", "[--at 时间] [--keep-going] 编号…|--all",
	  "公开草稿，成为不可改动的修订；有错误时一份也不公开，--keep-going 先公开没有错误的",
	  publish_run },
	{ "withdraw", "--reason 理由 [--at 时间] 编号",
	  "撤回已公开的报告，公众只能看到撤回的时间和理由", withdraw_run },
	{ "render", "编号 [-o 文件]", "把数据库中的草稿输出为 PDF", render_run },
	{ "render", "[--template 文件] --data 文件 -o 文件",
	  "不用数据库，把 JSON 文档输出为 PDF；--trace 输出排版记录", render_run },
	{ "bind", "[--title 题名] [-o 文件] 编号…|--data 文件…",
	  "把多份文件合订成一个 PDF：每份另起一页，带书签，连续编页，超过三份加目录", bind_run },
	{ "bind", "[--title 题名] [-o 文件] --department 部门代码 --year 年度",
	  "合订一个部门一个年度已公开的全部文件，按附件目录的顺序", bind_run },
	{ "check-template", "文件…", "检查模板，列出每处错误的行号和改法", check_template_run },
	{ "fonts", "[--gaps] [--json]", "列出字体角色、字体文件、各字集缺的字；--gaps 列出全部缺字",
	  fonts_run },
	{ "bench", "--data 文件 [--template 文件] [--count 次数]", "测量排版一份文档的时间",
	  bench_run },
};

#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

static void
print_setting(void *user, const char *key, const char *fallback, const char *help)
{
	(void)user;
	printf("  %-20s %s（默认：%s）\n", key, help, fallback);
}

static void
print_help(void)
{
	printf("用法：gongkai [-c 配置文件] [--set 键=值]… 命令 参数…\n\n命令：\n");
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		printf("  %s %s\n      %s\n", commands[i].name, commands[i].arguments,
		       commands[i].help);
	printf("\n设置（写在配置文件里，每行“键 = 值”）：\n");
	config_each(print_setting, NULL);
	printf("\n退出状态：0 成功，1 失败，2 用法错误。\n");
}

/* Read the options before the command; `*index` is then the command's place. */
static enum err
read_options(struct command_line *line, int argc, char **argv, int *index)
{
	for (; *index < argc && argv[*index][0] == '-'; ++*index) {
		const char *option = argv[*index];
		const char *value;

		if (strcmp(option, "-c") != 0 && strcmp(option, "--set") != 0)
			return command_misuse(line, "没有选项 %s", option);
		TRY(command_value(line, argc, argv, index, &value));
		if (strcmp(option, "-c") == 0)
			TRY(config_read(line->cx, value, &line->config));
		else
			TRY(config_set(line->cx, value, &line->config));
	}
	return *index < argc ? ERR_OK : command_misuse(line, "缺少命令");
}

static enum err
run(struct command_line *line, int argc, char **argv)
{
	int index = 1;

	TRY(read_options(line, argc, argv, &index));
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i].name, argv[index]) == 0)
			return commands[i].run(line, argc - index, argv + index);
	return command_misuse(line, "没有命令 %s", argv[index]);
}

static bool
is_option(int argc, char **argv, const char *name)
{
	return argc == 2 && strcmp(argv[1], name) == 0;
}

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct command_line line = { .cx = &cx, .config = config_default() };
	enum err status = ERR_OK;
	int exit_status;

	if (is_option(argc, argv, "--help") || is_option(argc, argv, "help"))
		print_help();
	else if (is_option(argc, argv, "--version"))
		printf("gongkai %s\n", PACKAGE_VERSION);
	else
		status = run(&line, argc, argv);
	if (status != ERR_OK) {
		if (cx.sums_up)
			cx.reason = arena_printf(arena, "共 %zu 处错误", cx.fault_count);
		command_print_faults(&cx);
		fprintf(stderr, "gongkai：%s\n", cx.reason);
		if (line.is_misused)
			fprintf(stderr, "gongkai --help 列出命令和选项。\n");
	}
	exit_status = status == ERR_OK ? 0 : line.is_misused ? 2 : 1;
	arena_free(arena);
	return exit_status;
}
