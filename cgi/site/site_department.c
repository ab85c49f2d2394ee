#include "site/site_department.h"

#include <string.h>

#include "html/html_out.h"
#include "site/site_chart.h"
#include "site/site_frame.h"
#include "site/site_item.h"
#include "site/site_reuse.h"
#include "site/site_table.h"
#include "site/site_value.h"

#define BARS_MAX 40

static const char *
year_address(struct arena *arena, const char *code, long year)
{
	return arena_printf(arena, "/departments/%s/%ld", code, year);
}

/* Two bars for each year that has amounts, the oldest year first. */
static void
chart_years(struct text *out, const struct json *years, const char *title)
{
	struct site_chart_bar bars[BARS_MAX];
	size_t count = 0;

	json_each(item, years)
	{
		long year = site_value_number(item, "year");
		const char *budget = site_value_text(item, "annual_budget");
		const char *executed = site_value_text(item, "executed");

		if ((budget == NULL && executed == NULL) || count + 2 > BARS_MAX)
			continue;
		bars[count++] = (struct site_chart_bar){
			arena_printf(out->arena, "%ld 年度预算数", year), budget, true
		};
		bars[count++] = (struct site_chart_bar){
			arena_printf(out->arena, "%ld 年度执行数", year), executed, false
		};
	}
	site_chart_bars(out, title, bars, count);
}

static void
add_funds_row(struct text *out, const struct json *item, const char *address)
{
	site_table_row(out, address,
	               arena_printf(out->arena, "%ld", site_value_number(item, "year")));
	site_table_amount(out, item, "initial_budget");
	site_table_amount(out, item, "annual_budget");
	site_table_amount(out, item, "executed");
	site_table_rate(out, item, "execution_rate");
	site_table_score(out, item);
}

static void
add_years(struct text *out, const char *code, const struct json *years)
{
	static const char *const heads[] = { "年度",    "#年初预算数", "#全年预算数", "#全年执行数",
		                             "#执行率", "#自评得分",   "#项目数",     NULL };

	if (years == NULL)
		return;
	text_add_str(out, "<section>\n<h2>部门整体支出</h2>\n");
	chart_years(out, years, "部门整体支出各年度的预算数和执行数");
	site_table_open(out, "部门整体支出（元）", heads);
	json_each(item, years)
	{
		add_funds_row(out, item,
		              year_address(out->arena, code, site_value_number(item, "year")));
		site_table_number(out, arena_printf(out->arena, "%ld",
		                                    site_value_number(item, "projects.count")));
		site_table_row_end(out);
	}
	site_table_close(out);
	text_add_str(out, "</section>\n");
}

/* How many reports of the form there are of the year. */
static long
cell_of(const struct json *cells, long year, const char *form)
{
	json_each(cell, cells) if (site_value_number(cell, "year") == year &&
	                           strcmp(site_value_text(cell, "form"), form) ==
	                                   0) return site_value_number(cell, "reports");
	return 0;
}

static void
add_cell(struct text *out, const char *code, long year, const char *form, long reports)
{
	if (reports == 0) {
		text_add_str(out, "<td class=\"number missing\">没有</td>");
		return;
	}
	text_add_str(out, "<td class=\"number\">");
	site_frame_link(out,
	                arena_printf(out->arena, "/search?year=%ld&department=%s&form=%s", year,
	                             code, form),
	                arena_printf(out->arena, "%ld 份", reports));
	text_add_str(out, "</td>");
}

/* Which forms of which years there are: what is missing in a year stands beside what is there in others. */
static void
add_matrix(struct text *out, const char *code, const struct json *totals)
{
	const struct json *years = site_value_list(totals, "years");
	const struct json *forms = site_value_list(totals, "forms");
	const struct json *cells = site_value_list(totals, "cells");
	const char **heads;
	size_t count = 1;

	if (years == NULL || forms == NULL || cells == NULL)
		return;
	heads = arena_array(out->arena, json_count(years) + 2, sizeof *heads);
	heads[0] = "表格";
	json_each(year, years)
		heads[count++] = arena_printf(out->arena, "#%ld", site_value_number(year, "year"));
	heads[count] = NULL;
	text_add_str(out, "<section>\n<h2>公开了哪些，还缺哪些</h2>\n");
	site_table_open(out, "各年度公开的表格", heads);
	json_each(form, forms)
	{
		site_table_row(out, NULL, site_value_text(form, "name"));
		json_each(year, years)
		{
			const char *name = site_value_text(form, "form");
			long number = site_value_number(year, "year");

			add_cell(out, code, number, name, cell_of(cells, number, name));
		}
		site_table_row_end(out);
	}
	site_table_close(out);
	if (json_count(cells) < json_count(years) * json_count(forms))
		text_add_str(out,
		             "<p class=\"note\">“没有”是指本站没有该部门这一年度的这种表格，而它公开过别的年度的；"
		             "是否应当公开，以有关规定为准。</p>\n");
	text_add_str(out, "</section>\n");
}

static void
list_projects(struct text *out, const struct json *items)
{
	text_add_str(out, "<ul class=\"links\">\n");
	json_each(item, items)
	{
		const struct json *years = site_value_at(item, "years");

		text_add_str(out, "<li>");
		site_frame_link(out,
		                arena_printf(out->arena, "/projects/%s",
		                             site_value_text(item, "code")),
		                site_value_text(item, "name"));
		text_add_str(out, " <span class=\"meta\">");
		json_each(year, years)
			text_add_fmt(out, "%s%ld", year == json_first(years) ? "" : "、",
		                     json_integer(year, 0));
		text_add_str(out, "</span></li>\n");
	}
	text_add_str(out, "</ul>\n");
}

static void
add_projects(struct text *out, const char *code, const struct json *projects)
{
	const struct json *items = site_value_list(projects, "items");

	if (items == NULL)
		return;
	text_add_str(out, "<section>\n<h2>项目</h2>\n");
	list_projects(out, items);
	if (site_value_text(projects, "next") != NULL)
		text_add_fmt(out, "<p><a href=\"/departments/%s/projects\">全部项目</a></p>\n",
		             code);
	text_add_str(out, "</section>\n");
}

/* Where a page that is about a department stands: the region, and on pages below it itself. */
static void
add_trail(struct text *out, const struct json *department, bool is_below)
{
	const char *code = site_value_text(department, "code");
	const char *region = site_value_text(department, "region.code");
	struct arena *arena = out->arena;

	site_frame_trail(out,
	                 (const char *const[]){
				 "/departments", "部门", arena_printf(arena, "/regions/%s", region),
				 site_value_text(department, "region.name"),
				 is_below ? arena_printf(arena, "/departments/%s", code) : NULL,
				 site_value_text(department, "name"), NULL });
}

void
site_department_projects(struct text *out, const struct json *department,
                         const struct json *projects, const char *address)
{
	add_trail(out, department, true);
	text_add_str(out, "<h1>");
	site_frame_title(out, NULL, site_value_text(department, "name"));
	text_add_str(out, "的项目 <span lang=\"en\">Projects</span></h1>\n"
	                  "<h2 class=\"unseen\">清单</h2>\n");
	list_projects(out, site_value_list(projects, "items"));
	site_item_more(out, address, site_value_text(projects, "next"));
}

void
site_department_write(struct text *out, const struct site_department *page)
{
	const struct json *department = page->department;
	const char *code = site_value_text(department, "code");

	if (code == NULL)
		return;
	add_trail(out, department, false);
	text_add_str(out, "<h1>");
	site_frame_title(out, NULL, site_value_text(department, "name"));
	text_add_fmt(out,
	             "</h1>\n<p class=\"meta\"><span>部门代码 %s</span>" SITE_FRAME_BETWEEN
	             "<span>公开 %ld 份</span></p>\n",
	             code, site_value_number(department, "reports"));
	add_years(out, code, site_value_list(page->years, "items"));
	add_matrix(out, code, page->totals);
	add_projects(out, code, page->projects);
	if (site_value_list(page->latest, "items") != NULL) {
		text_add_str(out, "<section>\n<h2>最新公开</h2>\n");
		site_item_reports(out, site_value_list(page->latest, "items"));
		text_add_fmt(out,
		             "<p><a href=\"/search?department=%s\">全部公开内容</a></p>\n</section>\n",
		             code);
	}
	site_reuse_lists(out, "department", code, arena_printf(out->arena, "/departments/%s", code),
	                 page->site);
}

static void
add_project_years(struct text *out, const struct json *items)
{
	static const char *const heads[] = { "年度",    "#年初预算数", "#全年预算数", "#全年执行数",
		                             "#执行率", "#得分",       NULL };

	if (items == NULL)
		return;
	text_add_str(out, "<section>\n<h2>各年度资金和得分</h2>\n");
	chart_years(out, items, "项目各年度的预算数和执行数");
	site_table_open(out, "项目支出（元）", heads);
	json_each(item, items)
	{
		add_funds_row(out, item, NULL);
		site_table_row_end(out);
	}
	site_table_close(out);
	text_add_str(out, "</section>\n");
}

void
site_department_project(struct text *out, const struct json *project)
{
	const char *department = site_value_text(project, "department.code");

	site_frame_trail(out, (const char *const[]){
				      "/departments", "部门",
				      arena_printf(out->arena, "/departments/%s", department),
				      site_value_text(project, "department.name"), NULL });
	text_add_str(out, "<h1>");
	site_frame_title(out, NULL, site_value_text(project, "name"));
	text_add_fmt(out,
	             "</h1>\n<p class=\"meta\"><span>项目代码 %s</span>" SITE_FRAME_BETWEEN
	             "<span>%s</span></p>\n",
	             site_value_text(project, "code"), site_value_text(project, "region.name"));
	add_project_years(out, site_value_list(project, "expenditures"));
	text_add_str(out, "<section>\n<h2>公开内容</h2>\n");
	site_item_reports(out, site_value_list(project, "reports"));
	text_add_str(out, "</section>\n");
}
