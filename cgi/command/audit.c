/*
 * `gongkai check`: what the rules of 勾稽 find in drafts. What is not as it was when it was
 * checked is checked again first.
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command/audit_internal.h"
#include "command/option.h"
#include "command/progress.h"
#include "db/staff.h"

/* Drafts that are checked together, and told of together. */
#define BATCH_REPORTS 1000
#define TOLD_REPORTS 100

/* Processes that check all drafts; each has every second department. */
#define WORKERS 2

#define PARAMETERS_MAX ((size_t)1024 * 1024)

/* Exit statuses: something unexplained stands. */
#define STATUS_ERROR 1
#define STATUS_WARNING 3

static const char *const severities[] = { "error", "warning", "note" };

static size_t
rank_of(const char *severity)
{
	size_t rank = 0;

	while (rank < 3 && strcmp(severities[rank], severity) != 0)
		rank++;
	return rank;
}

static enum err
check_request(struct command_line *line, const struct audit_request *request)
{
	bool is_set = request->department != NULL || request->year != NULL;

	if (request->severity != NULL && rank_of(request->severity) == 3)
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

static bool
is_wanted(const struct auditing *auditing, const struct audit_finding *finding)
{
	const char *least = auditing->request->severity;

	/* What other reports would say nobody knows without them. */
	if (auditing->request->is_data && strcmp(finding->reach, "document") != 0)
		return false;
	return least == NULL || rank_of(finding->severity) <= rank_of(least);
}

static void
count(struct auditing *auditing, const struct audit_finding *finding)
{
	size_t *const counts[] = { &auditing->told.errors, &auditing->told.warnings,
		                   &auditing->told.notes };
	size_t rank = rank_of(finding->severity);

	if (rank < 3)
		++*counts[rank];
	if (finding->reason == NULL && rank < 2)
		*(rank == 0 ? &auditing->has_errors : &auditing->has_warnings) = true;
}

/* The findings of one report. */
static enum err
tell_report(struct auditing *auditing, struct ctx *cx, const struct audit_finding *findings,
            size_t total, struct text *out)
{
	if (!auditing->request->is_json) {
		text_add_str(out, auditing->told_reports++ > 0 ? "\n" : "");
		return finding_tell(cx, &auditing->reader, findings, total, out);
	}
	text_add_str(out, auditing->told_reports++ > 0 ? ",\n" : "[");
	return finding_json(cx, &auditing->reader, findings, total, out);
}

static enum err
tell_findings(struct auditing *auditing, struct ctx *cx, const char *ids, struct text *out)
{
	struct audit_finding *findings;
	size_t total;
	size_t kept = 0;
	size_t end;

	TRY(audit_list(cx, auditing->db, ids, &findings, &total));
	for (size_t i = 0; i < total; i++)
		if (is_wanted(auditing, &findings[i])) {
			count(auditing, &findings[i]);
			findings[kept++] = findings[i];
		}
	for (size_t first = 0; first < kept; first = end) {
		end = first;
		while (end < kept && strcmp(findings[end].report_id, findings[first].report_id) == 0)
			end++;
		TRY(tell_report(auditing, cx, &findings[first], end - first, out));
	}
	return ERR_OK;
}

/* The findings of some reports, printed, with memory of their own. */
static enum err
tell(struct auditing *auditing, const char *const *ids, size_t id_count)
{
	struct arena *arena = arena_new();
	struct ctx cx = ctx_make(arena);
	struct text out = text_make(arena);
	enum err status = tell_findings(auditing, &cx, audit_ids(arena, ids, id_count), &out);

	if (status == ERR_OK)
		fwrite(out.data, 1, out.length, stdout);
	else
		err_set(auditing->line->cx, status, "%s", cx.reason);
	finding_forget(&auditing->reader);
	arena_free(arena);
	return status;
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
		TRY(tell(auditing, ids + i, some));
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

/* A worker's share of all drafts. */
static enum err
renew_share(struct ctx *cx, struct connection *db, int worker, size_t total)
{
	struct progress progress = progress_begin("检查", total);
	struct audit_batch batch = { 0 };
	size_t seen = 0;

	do {
		TRY(audit_renew_batch(cx, db, batch.last, BATCH_REPORTS, worker, WORKERS, &batch));
		seen += batch.seen * WORKERS;
		if (worker == 0)
			progress_show(&progress, seen < total ? seen : total);
	} while (batch.last != NULL);
	if (worker == 0)
		progress_end(&progress);
	return ERR_OK;
}

/* A worker is a process with a connection of its own. */
static pid_t
start_worker(const struct auditing *auditing, int worker, size_t total)
{
	pid_t pid = fork();
	struct connection *db;
	struct ctx *cx;
	enum err status;

	if (pid != 0)
		return pid;
	cx = auditing->line->cx;
	db = command_staff(auditing->line);
	status = renew_share(cx, db, worker, total);
	if (status != ERR_OK)
		fprintf(stderr, "gongkai：%s\n", cx->reason);
	connection_free(db);
	_exit(status == ERR_OK ? 0 : 1);
}

static enum err
renew_all(struct auditing *auditing)
{
	struct ctx *cx = auditing->line->cx;
	pid_t workers[WORKERS] = { 0 };
	bool has_failed = false;
	enum err status;
	size_t total;

	TRY(audit_drafts(cx, auditing->db, &total));
	for (int i = 1; i < WORKERS; i++)
		workers[i] = start_worker(auditing, i, total);
	status = renew_share(cx, auditing->db, 0, total);
	for (int i = 1; i < WORKERS; i++) {
		int ended = 1;

		if (workers[i] < 0 || waitpid(workers[i], &ended, 0) < 0 || ended != 0)
			has_failed = true;
	}
	if (status == ERR_OK && has_failed)
		return err_set(cx, ERR_UNAVAILABLE, "没有全部检查，再执行一次同样的命令就会继续");
	return status;
}

static enum err
audit_all(struct auditing *auditing)
{
	struct ctx *cx = auditing->line->cx;
	const char *after = NULL;
	const char **ids;
	size_t id_count;

	TRY(renew_all(auditing));
	do {
		TRY(audit_reports(cx, auditing->db, after, TOLD_REPORTS, &ids, &id_count));
		if (id_count > 0) {
			after = ids[id_count - 1];
			TRY(tell(auditing, ids, id_count));
		}
	} while (id_count == TOLD_REPORTS);
	return ERR_OK;
}

static void
sum_up(struct auditing *auditing)
{
	const struct audit_count *told = &auditing->told;

	if (auditing->request->is_json)
		printf("%s]\n", auditing->told_reports == 0 ? "[" : "");
	else
		printf("%s%zu 个错误、%zu 个提醒、%zu 个提示\n",
		       auditing->told_reports == 0 ? "" : "\n", told->errors, told->warnings,
		       told->notes);
	auditing->line->exit_status = auditing->has_errors     ? STATUS_ERROR
	                              : auditing->has_warnings ? STATUS_WARNING
	                                                       : 0;
}

static enum err
audit(struct auditing *auditing)
{
	const struct audit_request *request = auditing->request;

	if (request->is_data)
		TRY(audit_data(auditing));
	else if (request->is_all)
		TRY(audit_all(auditing));
	else if (request->department != NULL)
		TRY(audit_department(auditing));
	else
		TRY(audit_ids_given(auditing));
	sum_up(auditing);
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

/* The table of rules, and their parameters, in Markdown. */
static enum err
tell_rules(struct ctx *cx, struct connection *db)
{
	struct audit_parameter *parameters;
	struct audit_rule *rules;
	size_t total;

	TRY(audit_rules(cx, db, &rules, &total));
	printf("| 规则 | 级别 | 检查 | 依据 |\n|---|---|---|---|\n");
	for (size_t i = 0; i < total; i++)
		printf("| %s | %s | %s | %s |\n", rules[i].id, finding_severity(rules[i].severity),
		       rules[i].checks, rules[i].source);
	TRY(audit_parameters(cx, db, &parameters, &total));
	if (total > 0)
		printf("\n| 参数 | 地区 | 值 | 含义 |\n|---|---|---|---|\n");
	for (size_t i = 0; i < total; i++)
		printf("| %s | %s | `%s` | %s |\n", parameters[i].name,
		       *parameters[i].region == '\0' ? "全国" : parameters[i].region,
		       parameters[i].value, parameters[i].says == NULL ? "" : parameters[i].says);
	return ERR_OK;
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
		return tell_rules(cx, auditing->db);
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
