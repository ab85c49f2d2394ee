/* What `gongkai check` prints. */
#include <stdio.h>
#include <string.h>

#include "command/audit_internal.h"

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

bool
audit_is_severity(const char *severity)
{
	return rank_of(severity) < 3;
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

enum err
audit_tell(struct auditing *auditing, const char *const *ids, size_t id_count)
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

void
audit_sum_up(struct auditing *auditing)
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

enum err
audit_tell_rules(struct ctx *cx, struct connection *db)
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
