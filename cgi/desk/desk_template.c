#include "desk/desk_template.h"

#include <stdlib.h>
#include <string.h>

#include "db/staff.h"
#include "doc/document_schema.h"
#include "http/disposition.h"
#include "render/set.h"
#include "sheet/blank.h"
#include "sheet/sheet.h"
#include "template/template.h"

#define SHEET_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* In this order they are asked for below. */
const struct param desk_template_params[] = {
	{ .name = "department", .kind = PARAM_CODE, .required = true },
	{ .name = "project", .kind = PARAM_CODE },
	{ .name = "year", .kind = PARAM_YEAR, .required = true },
	{ 0 },
};

/* Is it filled in by somebody? The contents of a set are made when it is bound. */
static bool
is_form(const struct template *template)
{
	return strcmp(template_id(template), SET_FORM) != 0;
}

enum err
desk_template_list(struct ctx *cx, struct desk_call *call, struct response *response)
{
	const struct renderer *renderer = call->desk->page.renderer;
	struct text out = text_make(cx->arena);

	text_add_str(&out, "{\"items\":[");
	for (size_t i = 0; i < renderer_template_count(renderer); i++) {
		const struct template *template = renderer_template_at(renderer, i);

		if (!is_form(template))
			continue;
		text_add_str(&out, text_ends_with(out.data, "[") ? "{\"form\":" : ",{\"form\":");
		text_add_json(&out, template_id(template));
		text_add_str(&out, ",\"name\":");
		text_add_json(&out, template_name(template));
		text_add_fmt(&out, ",\"project\":%s,\"digest\":\"%s\"}",
		             template_is_of_project(template) ? "true" : "false",
		             template_digest(template));
	}
	text_add_str(&out, "]}\n");
	desk_json(cx, 200, out.data, response);
	return ERR_OK;
}

struct wish {
	const char *form;
	const char *department;
	const char *project;
	const char *year;
};

static enum err
parse(struct ctx *cx, const char *text, const struct json **out)
{
	return json_parse(cx, "database", text, strlen(text), out);
}

/* Whose form it is, by what the database knows of department and project. */
static enum err
find_owner(struct ctx *cx, const struct wish *wish, const struct staff_model *known,
           struct blank_owner *owner)
{
	const struct json *document;

	if (known->department != NULL) {
		TRY(parse(cx, known->department, &document));
		owner->region = json_member(document, "region");
		owner->department = json_member(document, "department");
	}
	owner->project_code = known->project == NULL ? wish->project : NULL;
	if (known->project == NULL)
		return ERR_OK;
	TRY(parse(cx, known->project, &document));
	owner->project = json_member(document, "project");
	return ERR_OK;
}

/*
 * The first one of a department or project: the rows of another's form, without its contents;
 * where there is none, nothing but what form it is, and whose.
 */
static enum err
begin(struct ctx *cx, struct desk_call *call, const struct wish *wish,
      const struct template *template, struct text *out)
{
	const struct schema *schema;
	struct blank_owner owner = { .department_code = wish->department };
	struct staff_model known;
	const struct json *model;
	bool has_project;

	TRY(staff_draft_model(cx, call->db, wish->form, wish->department, wish->project, &known));
	TRY(parse(cx, known.model == NULL ? "{}" : known.model, &model));
	has_project = known.model == NULL ? template_is_of_project(template)
	                                  : json_member(model, "project") != NULL;
	if (has_project != (wish->project != NULL))
		return err_set_field(cx, ERR_INPUT, "project",
		                     wish->project == NULL ? "表式 %s 每个项目一份，请写明项目代码"
		                                           : "表式 %s 不分项目",
		                     wish->form);
	TRY(find_owner(cx, wish, &known, &owner));
	TRY(document_schema_load(cx, &schema));
	blank_begin(cx->arena, model, schema, template, &owner, strtol(wish->year, NULL, 10), out);
	return ERR_OK;
}

static enum err
make(struct ctx *cx, struct desk_call *call, struct text *out)
{
	const char *const *params = call->page.params.value;
	const struct wish wish = { call->names[0], params[0], params[1], params[2] };
	const struct template *template = renderer_template(call->desk->page.renderer, wish.form);
	const struct schema *schema;
	const struct json *json;
	const char *document;

	if (template == NULL || !is_form(template))
		return err_set(cx, ERR_NOT_FOUND, "表式 %s 没有模板", wish.form);
	TRY(desk_must(cx, call, DESK_EDITOR, wish.department));
	*out = text_make(cx->arena);
	TRY(staff_draft_earlier(cx, call->db, wish.form, wish.department, wish.project, wish.year,
	                        &document));
	if (document == NULL)
		return begin(cx, call, &wish, template, out);
	TRY(document_schema_load(cx, &schema));
	TRY(parse(cx, document, &json));
	/* What was read. */
	call->target = json_string(json_member(json, "id"));
	blank_write(cx->arena, json, schema, template, strtol(wish.year, NULL, 10), out);
	return ERR_OK;
}

enum err
desk_template_blank(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct text document;

	TRY(make(cx, call, &document));
	desk_json(cx, 200, document.data, response);
	return ERR_OK;
}

enum err
desk_template_workbook(struct ctx *cx, struct desk_call *call, struct response *response)
{
	struct text document;
	struct order order;
	struct text made;

	TRY(make(cx, call, &document));
	order = (struct order){ .document = document.data, .length = document.length };
	TRY(sheet_write_to_fill(cx, call->desk->page.renderer, &order, &made));
	page_body(cx, SHEET_TYPE, made.data, made.length, NULL, response);
	response_header(response, "Content-Disposition",
	                disposition_attachment(cx->arena, call->names[0], call->names[0], ".xlsx"));
	response_header(response, "Cache-Control", "no-store");
	return ERR_OK;
}
