/*
 * All addresses of the application, with their parameters and the columns of
 * their CSV. cgi/page/openapi.json describes the same; a test compares them.
 */
#include "page/entry_page.h"
#include "page/health_page.h"
#include "page/report_page.h"
#include "page/resource_page.h"
#include "page/route.h"
#include "page/set_page.h"

#define LIMIT                                                                                      \
	{                                                                                          \
		.name = "limit", .kind = PARAM_INT, .min = 1, .max = 200, .fallback = "50"         \
	}
#define CURSOR                                                                                     \
	{                                                                                          \
		.name = "cursor", .kind = PARAM_CURSOR                                             \
	}
#define COUNT                                                                                      \
	{                                                                                          \
		.name = "count", .kind = PARAM_CHOICE, .choices = counts                           \
	}
#define BOM                                                                                        \
	{                                                                                          \
		.name = PAGE_BOM, .kind = PARAM_BOOL, .implied = "false"                           \
	}
#define YEAR                                                                                       \
	{                                                                                          \
		.name = "year", .kind = PARAM_YEAR                                                 \
	}
#define REGION                                                                                     \
	{                                                                                          \
		.name = "region", .kind = PARAM_REGION                                             \
	}
#define DEPARTMENT                                                                                 \
	{                                                                                          \
		.name = "department", .kind = PARAM_CODE                                           \
	}
#define FORM                                                                                       \
	{                                                                                          \
		.name = "form", .kind = PARAM_FORM                                                 \
	}
#define END                                                                                        \
	{                                                                                          \
		0                                                                                  \
	}

static const char *const counts[] = { "exact", NULL };
static const char *const grades[] = { "excellent", "good", "fair", "poor", "none", NULL };
static const char *const groups[] = { "department", "region", "year", "form", "grade", NULL };
static const char *const results[] = { "met", "missed", NULL };
static const char *const operators[] = { "=",  "≥",  "≤",  ">", "<",    "≧", "≦",
	                                 "＝", "＞", "＜", "±", "定性", NULL };

static const struct param no_params[] = { END };
static const struct param bom_params[] = { BOM, END };

static const struct param department_params[] = {
	REGION,
	{ .name = "parent", .kind = PARAM_CODE },
	YEAR,
	FORM,
	{ .name = "published", .kind = PARAM_BOOL, .implied = "true" },
	LIMIT,
	CURSOR,
	COUNT,
	BOM,
	END,
};
static const char *const department_columns[] = { "code",        "name",  "region.code",
	                                          "region.name", "years", "parent.code",
	                                          "reports",     NULL };

static const struct param overall_params[] = {
	YEAR, REGION, DEPARTMENT, LIMIT, CURSOR, COUNT, BOM, END,
};
static const char *const overall_columns[] = {
	"year",
	"department.code",
	"department.name",
	"region.code",
	"region.name",
	"initial_budget",
	"annual_budget",
	"executed",
	"execution_rate",
	"score",
	"weight",
	"grade",
	"projects.count",
	"projects.initial_budget",
	"projects.annual_budget",
	"projects.executed",
	"projects.reported.initial_budget",
	"projects.reported.annual_budget",
	"projects.reported.executed",
	"projects.execution_rate",
	"projects.rated.annual_budget",
	"projects.rated.executed",
	"projects.scored",
	"projects.average_score",
	"currency",
	"unit",
	"rate_unit",
	NULL,
};

static const struct param summary_params[] = {
	YEAR,
	REGION,
	DEPARTMENT,
	FORM,
	{ .name = "grade", .kind = PARAM_CHOICE, .choices = grades },
	{ .name = "group_by", .kind = PARAM_PAIR, .choices = groups },
	LIMIT,
	CURSOR,
	BOM,
	END,
};
static const char *const summary_columns[] = {
	"region.code",
	"region.name",
	"department.code",
	"department.name",
	"year",
	"form",
	"grade",
	"projects",
	"initial_budget",
	"annual_budget",
	"executed",
	"reported.initial_budget",
	"reported.annual_budget",
	"reported.executed",
	"execution_rate",
	"rated.annual_budget",
	"rated.executed",
	"scored",
	"average_score",
	"grades.excellent",
	"grades.good",
	"grades.fair",
	"grades.poor",
	"scores.0-9",
	"scores.10-19",
	"scores.20-29",
	"scores.30-39",
	"scores.40-49",
	"scores.50-59",
	"scores.60-69",
	"scores.70-79",
	"scores.80-89",
	"scores.90-99",
	"scores.100",
	"currency",
	"unit",
	"rate_unit",
	NULL,
};

static const struct param project_params[] = {
	DEPARTMENT, REGION, LIMIT, CURSOR, COUNT, BOM, END,
};
static const char *const project_columns[] = {
	"code",        "name",        "department.code", "department.name",
	"region.code", "region.name", "years",           NULL,
};

static const struct param indicator_params[] = {
	{ .name = "q", .kind = PARAM_TEXT, .max = 100 },
	YEAR,
	REGION,
	DEPARTMENT,
	FORM,
	{ .name = "level", .kind = PARAM_INT, .min = 1, .max = 4 },
	{ .name = "group", .kind = PARAM_TEXT, .max = 100 },
	{ .name = "operator", .kind = PARAM_CHOICE, .choices = operators },
	{ .name = "unit", .kind = PARAM_TEXT, .max = 50 },
	{ .name = "result", .kind = PARAM_CHOICE, .choices = results },
	LIMIT,
	CURSOR,
	BOM,
	END,
};
static const char *const indicator_columns[] = {
	"year",
	"department.code",
	"department.name",
	"project.code",
	"project.name",
	"form",
	"level",
	"path",
	"name",
	"target.text",
	"target.operator",
	"target.value",
	"target.unit",
	"actual.text",
	"actual.operator",
	"actual.value",
	"actual.unit",
	"weight",
	"score",
	"result",
	NULL,
};

static const struct param report_params[] = {
	YEAR,  REGION, DEPARTMENT, { .name = "project", .kind = PARAM_CODE }, FORM, LIMIT, CURSOR,
	COUNT, BOM,    END,
};
static const char *const report_columns[] = {
	"id",
	"title",
	"form",
	"year",
	"region.code",
	"region.name",
	"department.code",
	"department.name",
	"project.code",
	"project.name",
	"published_at",
	"revision",
	NULL,
};

static const char *const revision_columns[] = {
	"revision", "published_at", "title", "sha256", "withdrawn_at", "reason", NULL,
};

static const struct param search_params[] = {
	{ .name = "q", .kind = PARAM_TEXT, .max = 100, .required = true },
	YEAR,
	REGION,
	DEPARTMENT,
	FORM,
	LIMIT,
	CURSOR,
	BOM,
	END,
};
static const char *const search_columns[] = {
	"id",           "title",        "form", "year",    "department.code", "department.name",
	"project.code", "project.name", "rank", "context", "marks",           NULL,
};

static const struct param change_params[] = {
	{ .name = "since", .kind = PARAM_CURSOR },
	LIMIT,
	BOM,
	END,
};
static const char *const change_columns[] = {
	"number",          "kind",  "at",     "id", "revision", "form", "year", "department.code",
	"department.name", "title", "reason", NULL,
};

#define RESOURCE(pattern, params, id)                                                              \
	{                                                                                          \
		API pattern, resource_page_answer, FACE_ANSWER, params, id, NULL, NULL             \
	}
#define RESOURCES(pattern, title, params, id, columns)                                             \
	{                                                                                          \
		API pattern, resource_page_answer, FACE_LIST, params, id, columns, title           \
	}
#define PAGE(pattern, subject, handler)                                                            \
	{                                                                                          \
		pattern, handler, subject, no_params, (enum resource_id)0, NULL, NULL              \
	}
#define API "/api/v1"

/* The first pattern that fits wins. */
const struct route route_list[] = {
	RESOURCES("/departments", "部门", department_params, RESOURCE_DEPARTMENT_LIST,
	          department_columns),
	RESOURCE("/departments/{code}", no_params, RESOURCE_DEPARTMENT_FIND),
	RESOURCES("/overall-expenditures", "部门整体支出", overall_params, RESOURCE_OVERALL_LIST,
	          overall_columns),
	RESOURCE("/overall-expenditures/{department}/{year}", no_params, RESOURCE_OVERALL_FIND),
	RESOURCES("/project-expenditures", "项目支出", summary_params, RESOURCE_PROJECT_SUMMARY,
	          summary_columns),
	RESOURCE("/project-expenditures/{project}/{year}", no_params, RESOURCE_PROJECT_YEAR_FIND),
	RESOURCES("/projects", "项目", project_params, RESOURCE_PROJECT_LIST, project_columns),
	RESOURCE("/projects/{code}", no_params, RESOURCE_PROJECT_FIND),
	RESOURCES("/indicators", "绩效指标", indicator_params, RESOURCE_INDICATOR_LIST,
	          indicator_columns),
	RESOURCES("/reports", "公开内容", report_params, RESOURCE_REPORT_LIST, report_columns),
	PAGE(API "/reports/{id}", FACE_DOCUMENT, report_page_current),
	RESOURCES("/reports/{id}/revisions", "各次修订", bom_params, RESOURCE_REVISION_LIST,
	          revision_columns),
	PAGE(API "/reports/{id}/revisions/{number}", FACE_DOCUMENT, report_page_revision),
	PAGE(API "/sets/{department}/{year}", FACE_SET, set_page_answer),
	RESOURCES("/search", "查找结果", search_params, RESOURCE_SEARCH, search_columns),
	RESOURCES("/changes", "变化", change_params, RESOURCE_CHANGE_LIST, change_columns),
	PAGE(API, FACE_ANSWER, entry_page_answer),
	PAGE(API "/openapi.json", FACE_ANSWER, entry_page_openapi),
	PAGE(API "/document.schema.json", FACE_ANSWER, entry_page_schema),
	PAGE("/healthz", FACE_ANSWER, health_page_alive),
	PAGE("/readyz", FACE_ANSWER, health_page_ready),
	{ 0 },
};
