/* `gongkai return` and `gongkai delete`: take drafts that were submitted or approved back,
 * or away, saying why; nothing that was published. */
#include "command/option.h"
#include "command/selection.h"
#include "db/audit.h"

/* A step of life.h that has a reason, for the drafts that are named. */
typedef enum err (*step_with_reason)(struct ctx *cx, struct connection *db, const char *ids,
                                     const char *reason, struct life_drafts *out);

static enum err
take(struct command_line *line, int argc, char **argv, step_with_reason step, const char *told)
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
	status = step(line->cx, db, audit_ids(line->cx->arena, (const char *const *)argv + 1, count),
	              reason, &done);
	connection_free(db);
	if (status == ERR_OK)
		selection_print(&done, told);
	return status;
}

enum err
return_run(struct command_line *line, int argc, char **argv)
{
	return take(line, argc, argv, life_return, "已退回，是草稿");
}

enum err
delete_run(struct command_line *line, int argc, char **argv)
{
	return take(line, argc, argv, life_delete, "草稿已删除");
}
