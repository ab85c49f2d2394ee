/* `gongkai sheet`: a document as a workbook to fill in. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/check.h"
#include "command/draft.h"
#include "command/command.h"
#include "command/option.h"
#include "db/staff.h"
#include "doc/document_schema.h"
#include "sheet/blank.h"
#include "sheet/sheet.h"

struct request {
	const char *id;
	const char *template;
	const char *data;
	const char *output;
	const char *back; /* a workbook that was filled in */
	const char *department;
	const char *project;
	const char *year;
};

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	const struct option options[] = {
		{ "--template", &request->template, NULL },
		{ "--data", &request->data, NULL },
		{ "-o", &request->output, NULL },
		{ "--department", &request->department, NULL },
		{ "--project", &request->project, NULL },
		{ "--year", &request->year, NULL },
		{ "--back", &request->back, NULL },
		{ NULL, NULL, NULL },
	};
	size_t count;

	TRY(option_read(line, options, argc, argv, &count));
	if (count > 1)
		return command_misuse(line, "sheet 一次只输出一份文件");
	request->id = count == 0 ? NULL : argv[1];
	if ((request->id != NULL) + (request->data != NULL) + (request->back != NULL) != 1)
		return command_misuse(line,
		                      "请给出报告编号或表式、--data 文件、--back 文件，三者取一");
	if ((request->department == NULL) != (request->year == NULL) ||
	    (request->department == NULL && request->project != NULL) ||
	    (request->department != NULL && request->id == NULL))
		return command_misuse(line, "表式、--department 和 --year 要一起写");
	if (request->year != NULL &&
	    (strlen(request->year) != 4 || strspn(request->year, "0123456789") != 4))
		return command_misuse(line, "年度应为四位年份，如 2025");
	return ERR_OK;
}

static enum err
read_draft(struct command_line *line, const struct request *request, struct text *out)
{
	struct connection *db = connection_new(CONNECTION_STAFF, line->config.staff_database,
	                                       line->config.database_timeout_ms);
	const char *document;
	enum err status = staff_draft(line->cx, db, request->id, "internal", &document);

	connection_free(db);
	TRY(status);
	*out = text_make(line->cx->arena);
	text_add_str(out, document);
	return ERR_OK;
}

static enum err
parse(struct command_line *line, const char *document, const struct json **out)
{
	return json_parse(line->cx, "database", document, strlen(document), out);
}

/* Whose form it is, by what the database knows of department and project. */
static enum err
find_owner(struct command_line *line, const struct request *request,
           const struct staff_model *known, struct blank_owner *owner)
{
	const struct json *document;

	TRY(parse(line, known->department, &document));
	owner->region = json_member(document, "region");
	owner->department = json_member(document, "department");
	owner->project_code = known->project == NULL ? request->project : NULL;
	if (known->project != NULL) {
		TRY(parse(line, known->project, &document));
		owner->project = json_member(document, "project");
	}
	return ERR_OK;
}

/* What is missing to begin with a form that was never filled in there. */
static enum err
check_model(struct command_line *line, const struct request *request,
            const struct staff_model *known)
{
	static const char cure[] = "请用 --data 给出一份 JSON 文档，至少有 form、title、year、"
				   "region 和 department";

	if (known->model == NULL)
		return err_set(line->cx, ERR_NOT_FOUND,
		               "还没有表式 %s 的报告，不知道表上有哪些行；%s", request->id, cure);
	if (known->department == NULL)
		return err_set(line->cx, ERR_NOT_FOUND,
		               "还没有部门 %s 的报告，不知道它的名称和地区；%s",
		               request->department, cure);
	return ERR_OK;
}

/* The first one of a department or project: the rows of another's form, without its contents. */
static enum err
read_first(struct command_line *line, const struct request *request,
           const struct template *template, struct connection *db, struct text *out)
{
	struct ctx *cx = line->cx;
	const struct schema *schema;
	struct blank_owner owner = { 0 };
	struct staff_model known;
	const struct json *model;

	TRY(staff_draft_model(cx, db, request->id, request->department, request->project, &known));
	TRY(check_model(line, request, &known));
	TRY(parse(line, known.model, &model));
	if ((json_member(model, "project") != NULL) != (request->project != NULL))
		return err_set(cx, ERR_INPUT,
		               request->project == NULL
		                       ? "表式 %s 每个项目一份，请写明 --project 项目代码"
		                       : "表式 %s 不分项目，请不要写 --project",
		               request->id);
	TRY(find_owner(line, request, &known, &owner));
	TRY(document_schema_load(cx, &schema));
	blank_begin(cx->arena, model, schema, template, &owner, strtol(request->year, NULL, 10),
	            out);
	return ERR_OK;
}

/* The document of an earlier year, without what is filled in anew. */
static enum err
read_earlier(struct command_line *line, const struct request *request,
             const struct template *template, struct connection *db, struct text *out)
{
	const struct schema *schema;
	const struct json *json;
	const char *document;

	TRY(staff_draft_earlier(line->cx, db, request->id, request->department, request->project,
	                        request->year, &document));
	if (document == NULL)
		return read_first(line, request, template, db, out);
	TRY(document_schema_load(line->cx, &schema));
	TRY(parse(line, document, &json));
	blank_write(line->cx->arena, json, schema, template, strtol(request->year, NULL, 10), out);
	return ERR_OK;
}

/* What is there already is changed by its own workbook. */
static void
tell_existing(struct command_line *line, const struct request *request, struct connection *db)
{
	struct ctx inner = ctx_make(line->cx->arena);
	const char *code = request->project != NULL ? request->project : request->department;
	const char *id = draft_id(inner.arena, request->id, request->year, code);
	const char *document;

	if (staff_draft(&inner, db, id, "internal", &document) == ERR_OK)
		fprintf(stderr,
		        "gongkai：已经有草稿 %s，这份空表不能代替它；要改它请写 gongkai sheet %s\n",
		        id, id);
}

static enum err
read_empty(struct command_line *line, const struct request *request,
           const struct renderer *renderer, struct text *out)
{
	const struct template *template = renderer_template(renderer, request->id);
	struct connection *db;
	enum err status;

	if (template == NULL)
		return err_set(line->cx, ERR_NOT_FOUND, "%s",
		               renderer_no_template(line->cx->arena, renderer, request->id));
	db = connection_new(CONNECTION_STAFF, line->config.staff_database,
	                    line->config.database_timeout_ms);
	*out = text_make(line->cx->arena);
	status = read_earlier(line, request, template, db, out);
	if (status == ERR_OK)
		tell_existing(line, request, db);
	connection_free(db);
	return status;
}

/* A file is checked as `gongkai import` checks it. */
static enum err
read_file(struct command_line *line, const char *path, const struct renderer *renderer,
          struct text *out)
{
	struct checker checker;
	enum err status;

	TRY(check_open(line->cx, renderer, &checker));
	check_text(&checker, path, out);
	status = check_result(&checker, "什么也没有输出");
	check_close(&checker);
	return status;
}

/* The document of a workbook that was filled in, checked as `gongkai import` checks it. */
static enum err
write_document(struct command_line *line, const struct request *request,
               const struct renderer *renderer)
{
	struct text document = { 0 };

	TRY(read_file(line, request->back, renderer, &document));
	return command_write_file(line->cx, request->output, &document);
}

static enum err
write_sheet(struct command_line *line, const struct request *request,
            const struct renderer *renderer)
{
	struct ctx *cx = line->cx;
	struct order order = { 0 };
	struct text document = { 0 };
	struct text out;

	if (request->data != NULL)
		TRY(read_file(line, request->data, renderer, &document));
	else if (request->department != NULL)
		TRY(read_empty(line, request, renderer, &document));
	else
		TRY(read_draft(line, request, &document));
	order.document = document.data;
	order.length = document.length;
	TRY(sheet_write_to_fill(cx, renderer, &order, &out));
	return command_write_file(cx, request->output, &out);
}

enum err
sheet_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { .output = NULL };
	struct renderer *renderer;
	enum err status;

	TRY(read_arguments(line, argc, argv, &request));
	if (request.output == NULL)
		request.output = request.id == NULL
		                         ? "-"
		                         : arena_printf(line->cx->arena, "%s.xlsx", request.id);
	if (request.template != NULL)
		TRY(renderer_load_file(line->cx, line->config.templates, request.template,
		                       line->config.fonts, false, &renderer));
	else
		TRY(renderer_load(line->cx, line->config.templates, line->config.fonts, false,
		                  &renderer));
	if (request.back != NULL)
		status = write_document(line, &request, renderer);
	else
		status = write_sheet(line, &request, renderer);
	renderer_free(renderer);
	if (status == ERR_OK && strcmp(request.output, "-") != 0)
		fprintf(stderr, "已写入 %s\n", request.output);
	return status;
}
