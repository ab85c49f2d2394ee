/* `gongkai mask`: hide from the public edition what findings of personal data found. */
#include <stdio.h>

#include "command/option.h"
#include "db/audit.h"
#include "db/staff.h"

struct request {
	const char *reason;
	char **findings;
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

	TRY(option_read(line, options, argc, argv, &request->count));
	request->findings = argv + 1;
	if (request->count == 0 || request->reason == NULL)
		return command_misuse(line, "请给出发现的名称和 --reason 理由");
	return ERR_OK;
}

/* All of them, or none. */
static enum err
mask(struct ctx *cx, struct connection *db, const struct request *request)
{
	TRY(staff_begin(cx, db));
	for (size_t i = 0; i < request->count; i++)
		TRY(audit_mask(cx, db, request->findings[i], request->reason));
	return staff_commit(cx, db);
}

enum err
mask_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { 0 };
	struct connection *db;
	enum err status;

	TRY(read_arguments(line, argc, argv, &request));
	db = command_staff(line);
	status = mask(line->cx, db, &request);
	connection_free(db);
	if (status == ERR_OK)
		printf("已隐去 %zu 处\n", request.count);
	return status;
}
