/*
 * `gongkai check`: what the rules of 勾稽 find in drafts. What is not as it was when it was
 * checked is checked again first.
 */
#include <stdio.h>

#include "command/audit_internal.h"
#include "command/interrupt.h"
#include "command/option.h"
#include "command/progress.h"
#include "db/staff.h"

#define PARAMETERS_MAX ((size_t)1024 * 1024)

static enum err
check_request(struct command_line *line, const struct audit_request *request)
{
	bool is_set = request->department != NULL || request->year != NULL;

	if (request->severity != NULL && !audit_is_severity(request->severity))
		return command_misuse(line, "--severity 应为 error、warning 或 note，是 %s",
		                      request->severity);
	if (is_set && (request->department == NULL || request->year == NULL))
		return command_misuse(line, "--department 和 --year 要一起写");
	if (request->is_data && request->name_count == 0)
		return command_misuse(line, "--data 之后缺少文件");
	if ((request->name_count > 0) + is_set + request->is_all + request->wants_rules +
	            (request->parameters != NULL) !=
	    1)
		return command_misuse(line, "请给出报告编号，或者 --department 和 --year，"
		                            "或者 --all，或者 --data 和文件，或者 --rules，"
		                            "或者 --parameters，只取一种");
	return ERR_OK;
}

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct audit_request *request)
{
	const struct option options[] = {
		{ "--all", NULL, &request->is_all },
		{ "--json", NULL, &request->is_json },
		{ "--rules", NULL, &request->wants_rules },
		{ "--data", NULL, &request->is_data },
		{ "--department", &request->department, NULL },
		{ "--year", &request->year, NULL },
		{ "--severity", &request->severity, NULL },
		{ "--parameters", &request->parameters, NULL },
		{ NULL, NULL, NULL },
	};

	TRY(option_read(line, options, argc, argv, &request->name_count));
	request->names = (const char *const *)(argv + 1);
	return check_request(line, request);
}

enum err
audit_some(struct auditing *auditing, const char *const *ids, size_t id_count)
{
	struct progress progress = progress_begin("检查", id_count);
	size_t some;

	for (size_t i = 0; i < id_count; i += some) {
		some = id_count - i < TOLD_REPORTS ? id_count - i : TOLD_REPORTS;
		progress_show(&progress, i);
		TRY(audit_renew(auditing->line->cx, auditing->db,
		                audit_ids(auditing->line->cx->arena, ids + i, some)));
	}
	progress_end(&progress);
	for (size_t i = 0; i < id_count; i += some) {
		some = id_count - i < TOLD_REPORTS ? id_count - i : TOLD_REPORTS;
		TRY(audit_tell(auditing, ids + i, some));
	}
	return ERR_OK;
}

static enum err
audit_ids_given(struct auditing *auditing)
{
	const struct audit_request *request = auditing->request;
	const char *document;

	for (size_t i = 0; i < request->name_count; i++)
		TRY(staff_draft(auditing->line->cx, auditing->db, request->names[i], "public",
		                &document));
	return audit_some(auditing, request->names, request->name_count);
}

static enum err
audit_department(struct auditing *auditing)
{
	const struct audit_request *request = auditing->request;
	struct ctx *cx = auditing->line->cx;
	const char **ids;
	size_t id_count;

	TRY(audit_set(cx, auditing->db, request->department, request->year, &ids, &id_count));
	if (id_count == 0)
		return err_set(cx, ERR_NOT_FOUND, "部门 %s 没有 %s 年度的草稿", request->department,
		               request->year);
	return audit_some(auditing, ids, id_count);
}

static enum err
audit(struct auditing *auditing)
{
	const struct audit_request *request = auditing->request;

	/* A draft that was checked stays so. */
	interrupt_begin(!request->is_data);
	if (request->is_data)
		TRY(audit_data(auditing));
	else if (request->is_all)
		TRY(audit_all(auditing));
	else if (request->department != NULL)
		TRY(audit_department(auditing));
	else
		TRY(audit_ids_given(auditing));
	audit_sum_up(auditing);
	return ERR_OK;
}

/* Templates are for the words of places; what is not printed needs no fonts. */
static enum err
audit_with_templates(struct auditing *auditing)
{
	struct command_line *line = auditing->line;
	struct renderer *renderer;
	enum err status;

	TRY(renderer_load(line->cx, line->config.templates, NULL, false, &renderer));
	status = finding_open(line->cx, renderer, auditing->db, &auditing->reader);
	if (status == ERR_OK)
		status = audit(auditing);
	renderer_free(renderer);
	return status;
}

/* Values of regions, from a file: [{"name", "region", "value"}]. */
static enum err
set_parameters(struct ctx *cx, struct connection *db, const char *path)
{
	const struct json *list;
	struct ctx inner = ctx_make(cx->arena);
	struct text file;

	TRY(text_read_file(cx, path, PARAMETERS_MAX, &file));
	TRY(json_parse(cx, path, file.data, file.length, &list));
	if (json_type(list) != JSON_ARRAY)
		return err_set(cx, ERR_INPUT, "%s：应为 JSON 数组", path);
	if (audit_set_parameters(&inner, db, file.data) != ERR_OK)
		return err_set(cx, inner.kind, "%s：%s", path, inner.reason);
	printf("已设置 %zu 个参数；下次检查按新的参数\n", json_count(list));
	return ERR_OK;
}

static enum err
work(struct auditing *auditing)
{
	const struct audit_request *request = auditing->request;
	struct ctx *cx = auditing->line->cx;

	if (request->parameters != NULL)
		return set_parameters(cx, auditing->db, request->parameters);
	if (request->wants_rules)
		return audit_tell_rules(cx, auditing->db);
	return audit_with_templates(auditing);
}

enum err
audit_run(struct command_line *line, int argc, char **argv)
{
	struct audit_request request = { 0 };
	struct auditing auditing = { .line = line, .request = &request };
	enum err status;

	TRY(read_arguments(line, argc, argv, &request));
	if (request.is_data)
		return audit_with_templates(&auditing);
	auditing.db = command_staff(line);
	status = work(&auditing);
	connection_free(auditing.db);
	return status;
}
