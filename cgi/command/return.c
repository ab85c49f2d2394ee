/* `gongkai return`: take drafts that were submitted or approved back, saying why. */
#include "command/option.h"
#include "command/selection.h"
#include "db/audit.h"

enum err
return_run(struct command_line *line, int argc, char **argv)
{
	const char *reason = NULL;
	const struct option options[] = {
		{ "--reason", &reason, NULL },
		{ "--by", &line->person, NULL },
		{ NULL, NULL, NULL },
	};
	struct life_drafts done;
	struct connection *db;
	size_t count;
	enum err status;

	TRY(option_read(line, options, argc, argv, &count));
	if (count == 0 || reason == NULL)
		return command_misuse(line, "请给出报告编号和 --reason 理由");
	db = command_staff(line);
	status = life_return(line->cx, db,
	                     audit_ids(line->cx->arena, (const char *const *)argv + 1, count),
	                     reason, &done);
	connection_free(db);
	if (status == ERR_OK)
		selection_print(&done, "已退回，是草稿");
	return status;
}
