/* `gongkai history`: every step in the life of a report. */
#include <stdio.h>

#include "command/option.h"
#include "db/life.h"

static void
print_step(const struct life_step *step)
{
	printf("%s  %s  %s（%s）", step->at, step->kind_name, step->person, step->role);
	if (step->revision != NULL)
		printf("  第 %s 次修订", step->revision);
	if (step->is_backdated)
		printf("，补录，时间写作 %s", step->published_at);
	if (step->reason != NULL)
		printf("  %s", step->reason);
	printf("\n");
}

enum err
history_run(struct command_line *line, int argc, char **argv)
{
	const struct option options[] = { { NULL, NULL, NULL } };
	struct life_step *steps;
	struct connection *db;
	size_t count;
	enum err status;

	TRY(option_read(line, options, argc, argv, &count));
	if (count != 1)
		return command_misuse(line, "请给出一个报告编号");
	db = command_staff(line);
	status = life_history(line->cx, db, argv[1], &steps, &count);
	connection_free(db);
	if (status == ERR_OK && count == 0)
		return err_set(line->cx, ERR_NOT_FOUND, "没有编号为“%s”的报告", argv[1]);
	for (size_t i = 0; status == ERR_OK && i < count; i++)
		print_step(&steps[i]);
	return status;
}
