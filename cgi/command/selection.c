#include "command/selection.h"

#include <stdio.h>
#include <string.h>

#include "db/audit.h"

bool
selection_is_filter(const struct selection *selection)
{
	return selection->is_all || selection->department != NULL || selection->year != NULL ||
	       selection->form != NULL;
}

enum err
selection_read(struct command_line *line, const struct option *options, int argc, char **argv,
               struct selection *selection)
{
	const char *year;

	TRY(option_read(line, options, argc, argv, &selection->count));
	selection->ids = argv + 1;
	year = selection->year;
	if (selection_is_filter(selection) == (selection->count > 0))
		return command_misuse(line,
		                      "请给出报告编号，或者 --all、--department、--year、--form，"
		                      "二者取一");
	if (year != NULL && (strlen(year) != 4 || strspn(year, "0123456789") != 4))
		return command_misuse(line, "年度应为四位年份，如 2025");
	return ERR_OK;
}

enum err
selection_ids(struct ctx *cx, struct connection *db, struct selection *selection, const char *state,
              const char **ids)
{
	const struct life_filter filter = { .state = state,
		                            .department = selection->department,
		                            .year = selection->year,
		                            .form = selection->form };
	struct life_row *rows;

	if (selection_is_filter(selection)) {
		TRY(life_list(cx, db, &filter, &rows, &selection->count));
		selection->ids = arena_array(cx->arena, selection->count, sizeof *selection->ids);
		for (size_t i = 0; i < selection->count; i++)
			selection->ids[i] = arena_strdup(cx->arena, rows[i].id);
	}
	*ids = audit_ids(cx->arena, (const char *const *)selection->ids, selection->count);
	return ERR_OK;
}

void
selection_print(const struct life_drafts *drafts, const char *done)
{
	for (size_t i = 0; i < drafts->count; i++)
		printf("%s：%s\n", drafts->ids[i], done);
	printf("共 %zu 份\n", drafts->count);
}
