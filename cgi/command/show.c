/* `gongkai show`: the state of a draft, and who has had a hand in it. */
#include <stdio.h>

#include "command/option.h"
#include "db/life.h"

static void
print_line(const char *label, const char *value)
{
	if (value != NULL)
		printf("%s：%s\n", label, value);
}

static void
print_state(const struct life_state *state)
{
	printf("%s %s\n", state->id, state->title);
	printf("状态：%s，自 %s 起\n", state->state_name, state->since);
	if (!state->is_as_was)
		printf("此后有改动，要重新提交\n");
	print_line("更正的理由", state->correction_reason);
	print_line("提交人", state->submitted_by);
	print_line("批准人", state->approved_by);
	if (state->edited_by != NULL)
		printf("最后改动：%s，%s\n", state->edited_by, state->edited_at);
	print_line("上次公开以来改过的人", state->authors);
	if (state->revision != NULL)
		printf("第 %s 次修订：公开于 %s\n", state->revision, state->published_at);
	print_line("撤回于", state->withdrawn_at);
	printf("摘要：%s\n", state->digest);
}

enum err
show_run(struct command_line *line, int argc, char **argv)
{
	const struct option options[] = { { NULL, NULL, NULL } };
	struct life_state state;
	struct connection *db;
	size_t count;
	enum err status;

	TRY(option_read(line, options, argc, argv, &count));
	if (count != 1)
		return command_misuse(line, "请给出一个报告编号");
	db = command_staff(line);
	status = life_state(line->cx, db, argv[1], &state);
	connection_free(db);
	if (status == ERR_OK)
		print_state(&state);
	return status;
}
