/* `gongkai explain`: say why findings may stand, one of them or those of a file. */
#include <stdio.h>
#include <string.h>

#include "command/option.h"
#include "db/audit.h"
#include "db/staff.h"
#include "doc/json.h"

#define FILE_MAX ((size_t)16 * 1024 * 1024)

struct request {
	const char *file;
	struct audit_answer answer; /* without a file */
};

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	struct audit_answer *answer = &request->answer;
	const struct option options[] = {
		{ "--reason", &answer->reason, NULL },
		{ "--file", &request->file, NULL },
		{ "--public", NULL, &answer->is_public },
		{ "--by", &line->person, NULL },
		{ NULL, NULL, NULL },
	};
	size_t count;

	TRY(option_read(line, options, argc, argv, &count));
	if (count > 1)
		return command_misuse(line, "一次说明一个发现；要说明多个，请用 --file");
	answer->finding = count == 0 ? NULL : argv[1];
	if (request->file == NULL
	            ? answer->finding == NULL || answer->reason == NULL
	            : answer->finding != NULL || answer->reason != NULL || answer->is_public)
		return command_misuse(line,
		                      "请给出发现的名称和 --reason 理由，或者 --file 文件（公开与否写在各项里）");
	return ERR_OK;
}

/*
 * An item of a file: {"finding": …} or {"report": …, "rule": …, "cell": …}, with "reason", and
 * "public" when the public reads it.
 */
static enum err
read_answer(struct ctx *cx, const char *path, size_t number, const struct json *item,
            struct audit_answer *answer)
{
	*answer = (struct audit_answer){
		.finding = json_string(json_member(item, "finding")),
		.report_id = json_string(json_member(item, "report")),
		.rule = json_string(json_member(item, "rule")),
		.cell = json_string(json_member(item, "cell")),
		.reason = json_string(json_member(item, "reason")),
		.is_public = json_is_true(json_member(item, "public")),
	};
	if (answer->reason == NULL ||
	    (answer->finding == NULL && (answer->report_id == NULL || answer->rule == NULL)))
		return err_set(cx, ERR_INPUT,
		               "%s：第 %zu 项应有 reason，以及 finding 或者 report 和 rule", path,
		               number);
	return ERR_OK;
}

static enum err
explain_one(struct ctx *cx, struct connection *db, const char *path, size_t number,
            const struct json *item)
{
	struct ctx inner = ctx_make(cx->arena);
	struct audit_answer answer;
	enum err status;

	TRY(read_answer(cx, path, number, item, &answer));
	status = audit_explain(&inner, db, &answer);
	if (status != ERR_OK)
		return err_set(cx, status, "%s：第 %zu 项：%s", path, number, inner.reason);
	return ERR_OK;
}

static enum err
explain_each(struct ctx *cx, struct connection *db, const char *path, size_t *count)
{
	const struct json *list;
	struct text file;

	TRY(text_read_file(cx, path, FILE_MAX, &file));
	TRY(json_parse(cx, path, file.data, file.length, &list));
	if (json_type(list) != JSON_ARRAY)
		return err_set(cx, ERR_INPUT, "%s：应为 JSON 数组", path);
	json_each(item, list) TRY(explain_one(cx, db, path, ++*count, item));
	return ERR_OK;
}

static enum err
explain(struct ctx *cx, struct connection *db, const struct request *request, size_t *count)
{
	TRY(staff_begin(cx, db));
	if (request->file != NULL) {
		TRY(explain_each(cx, db, request->file, count));
	} else {
		TRY(audit_explain(cx, db, &request->answer));
		*count = 1;
	}
	return staff_commit(cx, db);
}

enum err
explain_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { 0 };
	struct connection *db;
	enum err status;
	size_t count = 0;

	TRY(read_arguments(line, argc, argv, &request));
	db = command_staff(line);
	status = explain(line->cx, db, &request, &count);
	connection_free(db);
	if (status == ERR_OK)
		printf("已说明 %zu 个发现\n", count);
	return status;
}
