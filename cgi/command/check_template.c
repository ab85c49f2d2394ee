/* `gongkai check-template`: every fault of a template, with its line and the cure. */
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "command/option.h"

/* The vocabulary stands beside the template, or in the templates folder. */
static const char *
vocabulary_folder(struct command_line *line, const char *path)
{
	const char *folder = dirname(arena_strdup(line->cx->arena, path));
	struct stat status;

	if (stat(arena_printf(line->cx->arena, "%s/template.rng", folder), &status) == 0)
		return folder;
	return line->config.templates;
}

static enum err
check(struct command_line *line, const char *path)
{
	struct renderer *renderer;

	TRY(renderer_load_file(line->cx, vocabulary_folder(line, path), path, NULL, false,
	                       &renderer));
	renderer_free(renderer);
	printf("%s：没有错误\n", path);
	return ERR_OK;
}

enum err
check_template_run(struct command_line *line, int argc, char **argv)
{
	static const struct option none[] = { { 0 } };
	size_t wrong = 0;
	size_t count;

	TRY(option_read(line, none, argc, argv, &count));
	if (count == 0)
		return command_misuse(line, "请给出要检查的模板文件");
	for (size_t i = 1; i <= count; i++)
		if (check(line, argv[i]) != ERR_OK) {
			if (line->cx->faults == NULL)
				fprintf(stderr, "%s\n", line->cx->reason);
			command_print_faults(line->cx);
			ctx_clear(line->cx);
			wrong++;
		}
	if (wrong > 0)
		return err_set(line->cx, ERR_INPUT, "%zu 个模板有错误", wrong);
	return ERR_OK;
}
