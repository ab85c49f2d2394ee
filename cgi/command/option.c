#include "command/option.h"

#include <string.h>

#include "base/near.h"

static const struct option *
find(const struct option *options, const char *name)
{
	while (options->name != NULL && strcmp(options->name, name) != 0)
		options++;
	return options->name == NULL ? NULL : options;
}

static enum err
unknown(struct command_line *line, const struct option *options, const char *command,
        const char *name)
{
	struct near near = near_to(name);

	for (; options->name != NULL; options++)
		near_try(&near, options->name);
	if (near.best == NULL)
		return command_misuse(line, "%s 没有选项 %s", command, name);
	return command_misuse(line, "%s 没有选项 %s，是不是 %s？", command, name, near.best);
}

enum err
option_none(struct command_line *line, const struct option *options, int argc, char **argv)
{
	size_t count;

	TRY(option_read(line, options, argc, argv, &count));
	if (count > 0)
		return command_misuse(line, "%s 没有参数“%s”，只有选项", argv[0], argv[1]);
	return ERR_OK;
}

enum err
option_read(struct command_line *line, const struct option *options, int argc, char **argv,
            size_t *count)
{
	*count = 0;
	for (int i = 1; i < argc; i++) {
		const struct option *option = find(options, argv[i]);

		if (option == NULL && argv[i][0] == '-')
			return unknown(line, options, argv[0], argv[i]);
		if (option == NULL)
			argv[++*count] = argv[i];
		else if (option->value == NULL)
			*option->is_set = true;
		else
			TRY(command_value(line, argc, argv, &i, option->value));
	}
	return command_person(line);
}
