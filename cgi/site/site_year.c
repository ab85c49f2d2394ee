/* A year of a department: 部门整体支出, its projects and reports, and all of it in one file. */
#include "site/site_chart.h"
#include "site/site_department.h"
#include "site/site_frame.h"
#include "site/site_item.h"
#include "site/site_table.h"
#include "site/site_value.h"

#define BARS_MAX 40

static const char *
line_label(const struct json *line)
{
	const char *label = site_value_text(line, "label");

	return label == NULL ? site_value_text(line, "kind") : label;
}

/* The lines that have an amount, as bars. */
static void
chart_lines(struct text *out, const struct json *lines, const char *member, const char *title)
{
	struct site_chart_bar bars[BARS_MAX];
	size_t count = 0;

	json_each(line, lines) if (site_value_text(line, member) != NULL && count < BARS_MAX)
		bars[count++] = (struct site_chart_bar){ line_label(line),
		                                         site_value_text(line, member), false };
	site_chart_bars(out, title, bars, count);
}

static void
add_fund_row(struct text *out, const char *label, const struct json *line)
{
	site_table_row(out, NULL, label);
	site_table_amount(out, line, "initial_budget");
	site_table_amount(out, line, "annual_budget");
	site_table_amount(out, line, "executed");
	site_table_rate(out, line, "execution_rate");
	site_table_row_end(out);
}

static void
add_funds(struct text *out, const struct json *funds)
{
	static const char *const heads[] = { "资金",        "#年初预算数", "#全年预算数",
		                             "#全年执行数", "#执行率",     NULL };
	static const char *const parts[] = { "by_nature", "by_source" };

	if (funds == NULL)
		return;
	text_add_str(out, "<section>\n<h2>整体支出</h2>\n");
	chart_lines(out, site_value_at(funds, "by_nature"), "executed", "各类支出的执行数");
	site_table_open(out, "整体支出（元）", heads);
	add_fund_row(out, "合计", funds);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		json_each(line, site_value_at(funds, parts[i]))
			add_fund_row(out, line_label(line), line);
	site_table_close(out);
	text_add_str(out, "</section>\n");
}

static void
add_expenses(struct text *out, const struct json *lines, const char *heading, const char *caption)
{
	static const char *const heads[] = { "项目", "#上年决算数", "#预算数", "#决算数", NULL };

	if (lines == NULL || json_first(lines) == NULL)
		return;
	text_add_fmt(out, "<section>\n<h2>%s</h2>\n", heading);
	site_table_open(out, caption, heads);
	json_each(line, lines)
	{
		site_table_row(out, NULL, line_label(line));
		site_table_amount(out, line, "previous_final");
		site_table_amount(out, line, "budget");
		site_table_amount(out, line, "final");
		site_table_row_end(out);
	}
	site_table_close(out);
	text_add_str(out, "</section>\n");
}

static void
add_projects(struct text *out, const struct json *items)
{
	static const char *const heads[] = { "项目",    "#全年预算数", "#全年执行数",
		                             "#执行率", "#得分",       NULL };

	if (items == NULL)
		return;
	text_add_str(out, "<section>\n<h2>项目</h2>\n");
	site_table_open(out, "项目支出（元）", heads);
	json_each(item, items)
	{
		site_table_row(out,
		               arena_printf(out->arena, "/projects/%s",
		                            site_value_text(item, "code")),
		               site_value_text(item, "name"));
		site_table_amount(out, item, "annual_budget");
		site_table_amount(out, item, "executed");
		site_table_rate(out, item, "execution_rate");
		site_table_score(out, item);
		site_table_row_end(out);
	}
	site_table_close(out);
	text_add_str(out, "</section>\n");
}

static void
add_set(struct text *out, const char *code, long year)
{
	static const struct {
		const char *suffix;
		const char *label;
	} faces[] = {
		{ ".html", "网页" },
		{ ".pdf", "PDF" },
		{ ".ofd", "OFD" },
		{ ".xlsx", "Excel" },
	};

	text_add_str(out, "<p class=\"faces\">合订本：");
	for (size_t i = 0; i < sizeof faces / sizeof faces[0]; i++)
		text_add_fmt(out, " <a href=\"/api/v1/sets/%s/%ld%s\">%s</a>", code, year,
		             faces[i].suffix, faces[i].label);
	text_add_str(out, "</p>\n");
}

void
site_department_year(struct text *out, const struct json *overall)
{
	const char *code = site_value_text(overall, "department.code");
	const char *name = site_value_text(overall, "department.name");
	long year = site_value_number(overall, "year");

	site_frame_trail(out,
	                 (const char *const[]){ "/departments", "部门",
	                                        arena_printf(out->arena, "/departments/%s", code),
	                                        name, NULL });
	text_add_str(out, "<h1>");
	site_frame_title(out, NULL, name);
	text_add_fmt(out, "：%ld 年度</h1>\n", year);
	add_set(out, code, year);
	add_funds(out, site_value_at(overall, "funds"));
	add_expenses(out, site_value_at(overall, "three_public"), "“三公”经费", "“三公”经费（元）");
	add_expenses(out, site_value_at(overall, "expenditure"), "支出明细", "支出明细（元）");
	add_projects(out, site_value_list(overall, "project_expenditures"));
	text_add_str(out, "<section>\n<h2>公开内容</h2>\n");
	site_item_reports(out, site_value_list(overall, "reports"));
	text_add_str(out, "</section>\n");
}
