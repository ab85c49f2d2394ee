#include "command/option.h"

#include <string.h>

static const struct option *
find(const struct option *options, const char *name)
{
	while (options->name != NULL && strcmp(options->name, name) != 0)
		options++;
	return options->name == NULL ? NULL : options;
}

enum err
option_read(struct command_line *line, const struct option *options, int argc, char **argv,
            size_t *count)
{
	*count = 0;
	for (int i = 1; i < argc; i++) {
		const struct option *option = find(options, argv[i]);

		if (option == NULL && argv[i][0] == '-')
			return command_misuse(line, "%s 没有选项 %s", argv[0], argv[i]);
		if (option == NULL)
			argv[++*count] = argv[i];
		else if (option->value == NULL)
			*option->is_set = true;
		else
			TRY(command_value(line, argc, argv, &i, option->value));
	}
	return ERR_OK;
}
