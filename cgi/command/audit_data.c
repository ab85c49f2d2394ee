/* `gongkai check --data`: files, by the rules that need nothing but them. */
#include <stdio.h>
#include <string.h>

#include "command/audit_internal.h"
#include "command/check.h"
#include "command/fields.h"
#include "command/scratch.h"
#include "db/staff.h"

static enum err
import_file(struct auditing *auditing, struct checker *checker, const char *path, const char **id)
{
	struct ctx *cx = auditing->line->cx;
	struct ctx inner = ctx_make(cx->arena);
	struct staff_import import;
	const struct json *document;
	const char *form;
	struct text file;
	enum err status;

	document = check_text(checker, path, &file);
	TRY(check_result(checker, "没有检查"));
	form = json_string(json_member(document, "form"));
	status = staff_import(&inner, auditing->db, file.data,
	                      fields_types(cx, form == NULL
	                                               ? NULL
	                                               : renderer_template(checker->renderer, form)),
	                      &import);
	if (status != ERR_OK)
		return err_set(cx, status, "%s: %s: %s", path,
		               inner.field == NULL ? "/" : inner.field, inner.reason);
	*id = import.report_id;
	return ERR_OK;
}

static enum err
import_files(struct auditing *auditing, const char **ids)
{
	const struct audit_request *request = auditing->request;
	struct checker checker;
	enum err status = check_open(auditing->line->cx, auditing->reader.renderer, &checker);

	for (size_t i = 0; i < request->name_count && status == ERR_OK; i++)
		status = import_file(auditing, &checker, request->names[i], &ids[i]);
	check_close(&checker);
	return status;
}

/* Rules of other reach are not decided: which ones is said. */
static enum err
tell_undecided(struct auditing *auditing)
{
	struct audit_rule *rules;
	size_t count;

	TRY(audit_rules(auditing->line->cx, auditing->db, &rules, &count));
	fflush(stdout);
	fprintf(stderr, "没有数据库，下列规则没有检查，它们要看部门的其他表或往年的表：");
	for (size_t i = 0; i < count; i++)
		if (strcmp(rules[i].reach, "document") != 0)
			fprintf(stderr, " %s", rules[i].id);
	fprintf(stderr, "\n");
	return ERR_OK;
}

static enum err
audit_files(struct auditing *auditing)
{
	size_t count = auditing->request->name_count;
	const char **ids = arena_array(auditing->line->cx->arena, count, sizeof *ids);

	TRY(import_files(auditing, ids));
	TRY(audit_some(auditing, ids, count));
	return tell_undecided(auditing);
}

enum err
audit_data(struct auditing *auditing)
{
	struct scratch scratch;
	enum err status;

	TRY(scratch_open(auditing->line->cx, &scratch));
	auditing->db = connection_new(CONNECTION_STAFF, scratch.staff, COMMAND_TIMEOUT_MS);
	auditing->reader.db = auditing->db;
	status = audit_files(auditing);
	connection_free(auditing->db);
	scratch_close(&scratch);
	return status;
}
