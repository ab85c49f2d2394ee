/* `gongkai import`: documents, as JSON or workbooks, into drafts, all of them or none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/changes.h"
#include "command/check.h"
#include "command/draft.h"
#include "command/fields.h"
#include "command/option.h"
#include "command/progress.h"
#include "db/audit.h"
#include "db/staff.h"
#include "doc/json.h"

struct source {
	const char *path;
	struct text file;
	const struct json *document; /* NULL: no JSON */
	const char *report;          /* what it is a report of; NULL when it does not say */
	const char *extra_types;     /* a JSON object: name to type */
	bool has_template;
	struct staff_import result;
};

struct importing {
	struct command_line *line;
	struct checker *checker;
	struct connection *db;
	struct source *sources;
	size_t count;
	struct audit_count findings;
};

/* Form, year and code: two documents that share them are one report. */
static const char *
report_of(struct arena *arena, const struct json *document)
{
	const struct json *project = json_member(document, "project");
	const struct json *owner = project == NULL ? json_member(document, "department") : project;
	const char *form = json_string(json_member(document, "form"));
	const char *code = json_string(json_member(owner, "code"));

	if (form == NULL || code == NULL)
		return NULL;
	return arena_printf(arena, "%s、%ld 年度、代码 %s", form,
	                    json_integer(json_member(document, "year"), 0), code);
}

/* A workbook comes into the draft as it is now. */
static enum err
join_draft(struct importing *importing, struct source *source)
{
	struct ctx *cx = importing->line->cx;
	const char *base = check_base(importing->checker, source->path);
	struct staff_draft_now now;

	if (base == NULL)
		return ERR_OK;
	TRY(staff_draft_now(cx, importing->db, draft_id_of(cx->arena, source->document), true, &now));
	if (now.document == NULL)
		return ERR_OK;
	return check_join(importing->checker, source->path, base, &now, &source->document,
	                  &source->file);
}

static void
check_source(struct importing *importing, struct source *source)
{
	struct ctx *cx = importing->line->cx;
	const struct template *template;
	const char *form;

	source->document = check_file(importing->checker, source->path, &source->file);
	form = json_string(json_member(source->document, "form"));
	template = form == NULL ? NULL : renderer_template(importing->checker->renderer, form);
	source->has_template = template != NULL;
	source->extra_types = fields_types(cx, template);
	if (source->document != NULL)
		source->report = report_of(cx->arena, source->document);
	if (form != NULL && template == NULL)
		fprintf(stderr, "%s：表式 %s 没有模板，只存为草稿，有了模板才能公开\n",
		        source->path, form);
}

static int
by_report(const void *a, const void *b)
{
	const struct source *left = *(const struct source *const *)a;
	const struct source *right = *(const struct source *const *)b;
	int order = strcmp(left->report, right->report);

	/* Sources stand in the order of the arguments. */
	return order != 0 ? order : left < right ? -1 : left > right;
}

/* One report twice: with the same contents that does no harm, with others nobody knows which counts. */
static void
check_twins(struct importing *importing)
{
	struct ctx *cx = importing->line->cx;
	const struct source **sorted = arena_array(cx->arena, importing->count, sizeof *sorted);
	size_t count = 0;

	for (size_t i = 0; i < importing->count; i++)
		if (importing->sources[i].report != NULL)
			sorted[count++] = &importing->sources[i];
	qsort(sorted, count, sizeof *sorted, by_report);
	for (size_t i = 1; i < count; i++)
		if (strcmp(sorted[i - 1]->report, sorted[i]->report) == 0 &&
		    !json_equal(sorted[i - 1]->document, sorted[i]->document))
			err_add_fault(cx, sorted[i]->path,
			              "与 %s 是同一份报告（%s），内容却不同；请只留一个文件",
			              sorted[i - 1]->path, sorted[i]->report);
}

static void
check_sources(struct importing *importing)
{
	struct progress progress = progress_begin("检查", importing->count);

	for (size_t i = 0; i < importing->count; i++) {
		progress_show(&progress, i);
		check_source(importing, &importing->sources[i]);
	}
	check_twins(importing);
	progress_end(&progress);
}

/* A draft as publishing will draw it: what the database makes of a document may be longer. */
static enum err
check_draft(struct importing *importing, const struct source *source)
{
	const char *document;

	if (!source->has_template)
		return ERR_OK;
	TRY(staff_draft(importing->line->cx, importing->db, source->result.report_id, "public",
	                &document));
	check_drawing(importing->checker, source->path, document);
	return ERR_OK;
}

/* What the database refuses is a fault of the file, and the other files go on. */
static enum err
import_one(struct importing *importing, struct source *source)
{
	struct ctx *cx = importing->line->cx;
	struct ctx inner = ctx_make(cx->arena);
	size_t faults = cx->fault_count;
	enum err status;

	TRY(join_draft(importing, source));
	if (cx->fault_count > faults)
		return ERR_OK;
	TRY(staff_mark(cx, importing->db));
	status = staff_import(&inner, importing->db, source->file.data, source->extra_types,
	                      &source->result);
	if (status == ERR_OK) {
		TRY(staff_keep(cx, importing->db));
		return check_draft(importing, source);
	}
	if (status != ERR_INPUT && status != ERR_CONFLICT)
		return err_set(cx, status, "%s: %s", source->path, inner.reason);
	err_add_fault(cx,
	              arena_printf(cx->arena, "%s: %s", source->path,
	                           inner.field == NULL ? "/" : inner.field),
	              "%s", inner.reason);
	return staff_back(cx, importing->db);
}

static enum err
import_each(struct importing *importing)
{
	struct progress progress = progress_begin("导入", importing->count);

	for (size_t i = 0; i < importing->count; i++) {
		progress_show(&progress, i);
		TRY(import_one(importing, &importing->sources[i]));
	}
	progress_end(&progress);
	return check_result(importing->checker, "什么也没有导入");
}

/* What the rules find is no fault of the import: it is kept, and counted. */
static enum err
audit(struct importing *importing)
{
	struct ctx *cx = importing->line->cx;
	const char **ids = arena_array(cx->arena, importing->count, sizeof *ids);
	const char *list;

	for (size_t i = 0; i < importing->count; i++)
		ids[i] = importing->sources[i].result.report_id;
	list = audit_ids(cx->arena, ids, importing->count);
	TRY(audit_renew(cx, importing->db, list));
	return audit_count(cx, importing->db, list, &importing->findings);
}

static enum err
import_sources(struct importing *importing)
{
	struct command_line *line = importing->line;
	enum err status;

	importing->db = command_staff(line);
	status = staff_begin(line->cx, importing->db);
	if (status == ERR_OK) {
		status = import_each(importing);
		if (status == ERR_OK)
			status = audit(importing);
		if (status == ERR_OK)
			status = staff_commit(line->cx, importing->db);
		else
			staff_rollback(importing->db);
	}
	connection_free(importing->db);
	return status;
}

static void
print_findings(const struct audit_count *findings)
{
	if (findings->errors + findings->warnings + findings->notes == 0)
		printf("勾稽检查：没有发现\n");
	else
		printf("勾稽检查：%zu 个错误、%zu 个提醒、%zu 个提示\n", findings->errors,
		       findings->warnings, findings->notes);
}

static enum err
print_results(const struct importing *importing)
{
	size_t created = 0;
	size_t updated = 0;

	for (size_t i = 0; i < importing->count; i++) {
		const struct staff_import *result = &importing->sources[i].result;

		if (strcmp(result->outcome, "created") == 0) {
			created++;
			printf("%s：新建\n", result->report_id);
		} else if (strcmp(result->outcome, "updated") == 0) {
			updated++;
			printf("%s：更新\n", result->report_id);
			TRY(changes_print(importing->line->cx, result->old_document,
			                  result->new_document));
		}
	}
	printf("新建 %zu 份，更新 %zu 份，没有变化 %zu 份\n", created, updated,
	       importing->count - created - updated);
	print_findings(&importing->findings);
	return ERR_OK;
}

static enum err
check_and_import(struct importing *importing)
{
	check_sources(importing);
	TRY(check_result(importing->checker, "什么也没有导入"));
	TRY(import_sources(importing));
	return print_results(importing);
}

enum err
import_run(struct command_line *line, int argc, char **argv)
{
	const struct option options[] = {
		{ "--by", &line->person, NULL },
		{ NULL, NULL, NULL },
	};
	struct checker checker;
	struct importing importing = { .line = line, .checker = &checker };
	struct renderer *renderer;
	enum err status;

	TRY(option_read(line, options, argc, argv, &importing.count));
	if (importing.count == 0)
		return command_misuse(line, "请给出要导入的 JSON 文件或表格文件");
	importing.sources = arena_array(line->cx->arena, importing.count, sizeof *importing.sources);
	for (size_t i = 0; i < importing.count; i++)
		importing.sources[i].path = argv[i + 1];
	TRY(renderer_load(line->cx, line->config.templates, line->config.fonts,
	                  importing.count >= COMMAND_MANY, &renderer));
	status = check_open(line->cx, renderer, &checker);
	if (status == ERR_OK)
		status = check_and_import(&importing);
	check_close(&checker);
	renderer_free(renderer);
	return status;
}
