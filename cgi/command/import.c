/* `gongkai import`: JSON documents into drafts, all of them or none. */
#include <stdio.h>
#include <string.h>

#include "command/changes.h"
#include "command/command.h"
#include "command/fields.h"
#include "command/progress.h"
#include "db/staff.h"
#include "doc/document_schema.h"
#include "doc/document_text.h"
#include "template/template.h"

#define DOCUMENT_MAX ((size_t)64 * 1024 * 1024)

struct source {
	const char *path;
	struct text file;
	const char *extra_types; /* a JSON object: name to type */
};

struct importing {
	struct command_line *line;
	const struct schema *schema;
	struct template_set *templates;
	size_t created;
	size_t updated;
	size_t unchanged;
};

/* Read and check one file; what is wrong is added to the faults. */
static void
check_file(struct importing *importing, struct source *source)
{
	struct ctx *cx = importing->line->cx;
	struct ctx file = ctx_make(cx->arena);
	const struct template *template;
	const struct json *document;
	enum err texts;
	const char *form;

	if (text_read_file(&file, source->path, DOCUMENT_MAX, &source->file) != ERR_OK ||
	    json_parse(&file, source->path, source->file.data, source->file.length, &document) !=
	            ERR_OK) {
		err_add_fault(cx, source->path, "%s", file.reason);
		return;
	}
	texts = document_text_canonical(&file, source->path, &document, &source->file);
	if (schema_check(&file, importing->schema, source->path, document) != ERR_OK ||
	    texts != ERR_OK)
		for (const struct fault *fault = file.faults; fault != NULL; fault = fault->next)
			err_add_fault(cx, fault->place, "%s", fault->what);
	if (file.fault_count > FAULTS_MAX)
		cx->fault_count += file.fault_count - FAULTS_MAX;
	form = json_string(json_member(document, "form"));
	template = form == NULL ? NULL : template_find(importing->templates, form);
	fields_check(cx, source->path, document, template);
	source->extra_types = fields_types(cx, template);
}

static enum err
import_one(struct importing *importing, struct connection *db, const struct source *source)
{
	struct ctx cx = ctx_make(importing->line->cx->arena);
	struct staff_import result;
	enum err status = staff_import(&cx, db, source->file.data, source->extra_types, &result);

	if (status != ERR_OK)
		return err_set(importing->line->cx, status, "%s: %s：%s", source->path,
		               cx.field == NULL ? "/" : cx.field, cx.reason);
	if (strcmp(result.outcome, "created") == 0) {
		importing->created++;
		printf("%s：新建\n", result.report_id);
	} else if (strcmp(result.outcome, "updated") == 0) {
		importing->updated++;
		printf("%s：更新\n", result.report_id);
		TRY(changes_print(importing->line->cx, result.old_document, result.new_document));
	} else {
		importing->unchanged++;
	}
	return ERR_OK;
}

static enum err
import_each(struct importing *importing, struct connection *db, const struct source *sources,
            size_t count)
{
	struct progress progress = progress_begin("导入", count);

	for (size_t i = 0; i < count; i++) {
		progress_show(&progress, i);
		TRY(import_one(importing, db, &sources[i]));
	}
	progress_end(&progress);
	return ERR_OK;
}

static enum err
import_sources(struct importing *importing, const struct source *sources, size_t count)
{
	struct command_line *line = importing->line;
	struct connection *db = connection_new(CONNECTION_STAFF, line->config.staff_database,
	                                       COMMAND_TIMEOUT_MS);
	enum err status = staff_begin(line->cx, db);

	if (status == ERR_OK) {
		status = import_each(importing, db, sources, count);
		if (status == ERR_OK)
			status = staff_commit(line->cx, db);
		else
			staff_rollback(db);
	}
	connection_free(db);
	return status;
}

static enum err
check_and_import(struct importing *importing, struct source *sources, size_t count)
{
	struct ctx *cx = importing->line->cx;

	for (size_t i = 0; i < count; i++)
		check_file(importing, &sources[i]);
	if (cx->fault_count > 0) {
		size_t faults = cx->fault_count;

		command_print_faults(cx);
		return err_set(cx, ERR_INPUT, "共 %zu 处错误，什么也没有导入", faults);
	}
	return import_sources(importing, sources, count);
}

enum err
import_run(struct command_line *line, int argc, char **argv)
{
	struct importing importing = { .line = line };
	size_t count = (size_t)argc - 1;
	struct source *sources = arena_array(line->cx->arena, count, sizeof *sources);
	enum err status;

	if (count == 0)
		return command_misuse(line, "请给出要导入的 JSON 文件");
	for (size_t i = 0; i < count; i++)
		sources[i].path = argv[i + 1];
	TRY(document_schema_load(line->cx, &importing.schema));
	TRY(template_set_load(line->cx, line->config.templates, importing.schema,
	                      &importing.templates));
	status = check_and_import(&importing, sources, count);
	template_set_free(importing.templates);
	if (status == ERR_OK)
		printf("新建 %zu 份，更新 %zu 份，没有变化 %zu 份\n", importing.created,
		       importing.updated, importing.unchanged);
	return status;
}
