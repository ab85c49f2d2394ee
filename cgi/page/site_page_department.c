/* The pages of a department, of one of its years and of a project. */
#include "page/site_page.h"
#include "page/site_page_internal.h"
#include "site/site_department.h"
#include "site/site_value.h"

#define FEW_NEWS "5"
#define PART_LENGTH "200"

static enum err
ask_department(struct ctx *cx, const struct page_call *call, struct site_department *page)
{
	const char *code = call->names[0];

	TRY(site_page_ask(cx, call, RESOURCE_DEPARTMENT_FIND, PARAMS(code), &page->department));
	TRY(site_page_totals(cx, call, NULL, code, &page->totals));
	TRY(site_page_ask(cx, call, RESOURCE_OVERALL_LIST,
	                  PARAMS(NULL, NULL, code, LIST_LENGTH, NULL, NULL), &page->years));
	TRY(site_page_ask(cx, call, RESOURCE_PROJECT_LIST,
	                  PARAMS(code, NULL, LIST_LENGTH, NULL, NULL), &page->projects));
	return site_page_latest(cx, call, NULL, code, FEW_NEWS, &page->latest);
}

static enum err
write_department(struct ctx *cx, const struct page_call *call, struct site_frame *frame,
                 struct text *inside)
{
	struct site_department page = { .site = frame->site };

	TRY(ask_department(cx, call, &page));
	frame->current = "/departments";
	frame->title = site_value_text(page.department, "name");
	frame->description = arena_printf(cx->arena, "%s公开的绩效目标、绩效自评和绩效评价。",
	                                  frame->title);
	frame->feed = arena_printf(cx->arena, "%s/atom.xml", call->address);
	site_department_write(inside, &page);
	return ERR_OK;
}

static enum err
write_projects(struct ctx *cx, const struct page_call *call, struct site_frame *frame,
               struct text *inside)
{
	const char *code = call->names[0];
	const struct json *department;
	const struct json *projects;

	TRY(site_page_ask(cx, call, RESOURCE_DEPARTMENT_FIND, PARAMS(code), &department));
	TRY(site_page_ask(cx, call, RESOURCE_PROJECT_LIST,
	                  PARAMS(code, NULL, PART_LENGTH, param_value(&call->params, "cursor"), NULL),
	                  &projects));
	frame->current = "/departments";
	frame->title = arena_printf(cx->arena, "%s：项目", site_value_text(department, "name"));
	site_department_projects(inside, department, projects, frame->path);
	return ERR_OK;
}

static enum err
write_year(struct ctx *cx, const struct page_call *call, struct site_frame *frame,
           struct text *inside)
{
	const struct json *overall;

	TRY(site_page_ask(cx, call, RESOURCE_OVERALL_FIND, PARAMS(call->names[0], call->names[1]),
	                  &overall));
	frame->current = "/departments";
	frame->title = arena_printf(cx->arena, "%s：%s 年度",
	                            site_value_text(overall, "department.name"), call->names[1]);
	site_department_year(inside, overall);
	return ERR_OK;
}

static enum err
write_project(struct ctx *cx, const struct page_call *call, struct site_frame *frame,
              struct text *inside)
{
	const struct json *project;

	TRY(site_page_ask(cx, call, RESOURCE_PROJECT_FIND, PARAMS(call->names[0]), &project));
	frame->current = "/departments";
	frame->title = site_value_text(project, "name");
	frame->description = arena_printf(cx->arena, "%s：“%s”各年度的资金、得分和公开内容。",
	                                  site_value_text(project, "department.name"), frame->title);
	site_department_project(inside, project);
	return ERR_OK;
}

enum err
site_page_department(struct ctx *cx, const struct page_call *call, struct response *response)
{
	return site_page_make(cx, call, write_department, response);
}

enum err
site_page_projects(struct ctx *cx, const struct page_call *call, struct response *response)
{
	return site_page_make(cx, call, write_projects, response);
}

enum err
site_page_year(struct ctx *cx, const struct page_call *call, struct response *response)
{
	return site_page_make(cx, call, write_year, response);
}

enum err
site_page_project(struct ctx *cx, const struct page_call *call, struct response *response)
{
	return site_page_make(cx, call, write_project, response);
}
