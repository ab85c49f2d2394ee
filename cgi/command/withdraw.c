/* `gongkai withdraw`: take a published report from the public, saying why. */
#include <stdio.h>
#include <string.h>

#include "command/option.h"
#include "command/seal.h"
#include "db/staff.h"

struct request {
	const char *id;
	const char *reason;
	const char *withdrawn_at;
};

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	const struct option options[] = {
		{ "--reason", &request->reason, NULL },
		{ "--at", &request->withdrawn_at, NULL },
		{ "--by", &line->person, NULL },
		{ NULL, NULL, NULL },
	};
	size_t count;

	TRY(option_read(line, options, argc, argv, &count));
	if (count > 1)
		return command_misuse(line, "一次只能撤回一份报告");
	request->id = count == 0 ? NULL : argv[1];
	if (request->id == NULL || request->reason == NULL)
		return command_misuse(line, "请给出报告编号和 --reason 理由，理由会公开");
	return command_moment(line, request->withdrawn_at);
}

static enum err
withdraw(struct ctx *cx, struct connection *db, const struct seal *seal,
         const struct request *request, const char **revision)
{
	TRY(staff_begin(cx, db));
	TRY(staff_wait(cx, db));
	TRY(staff_withdraw(cx, db, request->id, request->reason, request->withdrawn_at, revision));
	TRY(seal_head(cx, seal, db));
	return staff_commit(cx, db);
}

enum err
withdraw_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { 0 };
	struct seal seal;
	const char *revision;
	struct connection *db;
	enum err status;

	TRY(read_arguments(line, argc, argv, &request));
	TRY(seal_open(line, &seal));
	db = command_staff(line);
	status = withdraw(line->cx, db, &seal, &request, &revision);
	connection_free(db);
	if (status == ERR_OK)
		printf("%s：已撤回，撤回前为第 %s 次修订\n", request.id, revision);
	return status;
}
