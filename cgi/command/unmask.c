/* `gongkai unmask`: show again what `gongkai mask` hid, from the next revision on. */
#include <stdio.h>

#include "command/option.h"
#include "db/audit.h"
#include "db/staff.h"

struct request {
	const char *reason;
	const char *report_id;
	char **words;
	size_t count;
};

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	const struct option options[] = {
		{ "--reason", &request->reason, NULL },
		{ "--by", &line->person, NULL },
		{ NULL, NULL, NULL },
	};
	size_t count;

	TRY(option_read(line, options, argc, argv, &count));
	if (count < 2 || request->reason == NULL)
		return command_misuse(line, "请给出报告编号、隐去的文字和 --reason 理由");
	request->report_id = argv[1];
	request->words = argv + 2;
	request->count = count - 1;
	return ERR_OK;
}

/* All of them, or none. */
static enum err
unmask(struct ctx *cx, struct connection *db, const struct request *request)
{
	TRY(staff_begin(cx, db));
	for (size_t i = 0; i < request->count; i++)
		TRY(audit_unmask(cx, db, request->report_id, request->words[i], request->reason));
	return staff_commit(cx, db);
}

enum err
unmask_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { 0 };
	struct connection *db;
	enum err status;

	TRY(read_arguments(line, argc, argv, &request));
	db = command_staff(line);
	status = unmask(line->cx, db, &request);
	connection_free(db);
	if (status == ERR_OK)
		printf("已恢复 %zu 处，下一次公开的修订里照原文显示\n", request.count);
	return status;
}
