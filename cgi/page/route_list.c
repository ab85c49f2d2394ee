/*
 * All addresses of the application, with their parameters. cgi/page/openapi.json
 * describes the same; a test compares them.
 */
#include <limits.h>

#include "page/column.h"
#include "page/difference.h"
#include "page/entry_page.h"
#include "page/health_page.h"
#include "page/report_page.h"
#include "page/resource_page.h"
#include "page/route.h"
#include "page/set_page.h"
#include "page/site_page.h"
#include "page/verify_page.h"

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

static const struct param overall_params[] = {
	YEAR, REGION, DEPARTMENT, LIMIT, CURSOR, COUNT, BOM, END,
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

static const struct param project_params[] = {
	DEPARTMENT, REGION, LIMIT, CURSOR, COUNT, BOM, END,
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

static const struct param report_params[] = {
	YEAR,  REGION, DEPARTMENT, { .name = "project", .kind = PARAM_CODE }, FORM, LIMIT, CURSOR,
	COUNT, BOM,    END,
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

static const struct param change_params[] = {
	{ .name = "since", .kind = PARAM_CURSOR },
	LIMIT,
	BOM,
	END,
};

static const struct param difference_params[] = {
	{ .name = "from", .kind = PARAM_INT, .min = 1, .max = INT_MAX },
	{ .name = "to", .kind = PARAM_INT, .min = 1, .max = INT_MAX },
	END,
};

static const struct param log_entry_params[] = {
	{ .name = "from", .kind = PARAM_INT, .min = 1, .max = INT_MAX, .fallback = "1" },
	LIMIT,
	END,
};
static const struct param log_consistency_params[] = {
	{ .name = "from", .kind = PARAM_INT, .min = 1, .max = INT_MAX, .required = true },
	{ .name = "to", .kind = PARAM_INT, .min = 1, .max = INT_MAX },
	END,
};

static const struct param verify_params[] = {
	{ .name = "code", .kind = PARAM_TEXT, .max = 100 },
	END,
};

static const struct param total_params[] = { REGION, DEPARTMENT, END };
static const struct param latest_params[] = { REGION, DEPARTMENT, LIMIT, CURSOR, BOM, END };
static const struct param amendment_params[] = { DEPARTMENT, LIMIT, CURSOR, BOM, END };

/* Of the pages of the site. */
static const struct param site_search_params[] = {
	{ .name = "q", .kind = PARAM_TEXT, .max = 100 },
	YEAR,
	REGION,
	DEPARTMENT,
	FORM,
	CURSOR,
	END,
};
static const struct param site_department_params[] = { REGION, CURSOR, END };
static const struct param site_project_params[] = { CURSOR, END };
static const struct param site_amendment_params[] = { DEPARTMENT, CURSOR, END };
static const struct param site_embed_params[] = {
	REGION,
	DEPARTMENT,
	{ .name = "limit", .kind = PARAM_INT, .min = 1, .max = 50, .fallback = "10" },
	END,
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
#define SITE(pattern, params, handler)                                                             \
	{                                                                                          \
		pattern, handler, FACE_PAGE, params, (enum resource_id)0, NULL, NULL               \
	}
#define API "/api/v1"

/* The first pattern that fits wins. */
const struct route route_list[] = {
	RESOURCES("/departments", "部门", department_params, RESOURCE_DEPARTMENT_LIST,
	          column_department),
	RESOURCE("/departments/{code}", no_params, RESOURCE_DEPARTMENT_FIND),
	RESOURCES("/overall-expenditures", "部门整体支出", overall_params, RESOURCE_OVERALL_LIST,
	          column_overall),
	RESOURCE("/overall-expenditures/{department}/{year}", no_params, RESOURCE_OVERALL_FIND),
	RESOURCES("/project-expenditures", "项目支出", summary_params, RESOURCE_PROJECT_SUMMARY,
	          column_summary),
	RESOURCE("/project-expenditures/{project}/{year}", no_params, RESOURCE_PROJECT_YEAR_FIND),
	RESOURCES("/projects", "项目", project_params, RESOURCE_PROJECT_LIST, column_project),
	RESOURCE("/projects/{code}", no_params, RESOURCE_PROJECT_FIND),
	RESOURCES("/indicators", "绩效指标", indicator_params, RESOURCE_INDICATOR_LIST,
	          column_indicator),
	RESOURCES("/reports", "公开内容", report_params, RESOURCE_REPORT_LIST, column_report),
	PAGE(API "/reports/{id}", FACE_DOCUMENT, report_page_current),
	RESOURCES("/reports/{id}/revisions", "各次修订", bom_params, RESOURCE_REVISION_LIST,
	          column_revision),
	PAGE(API "/reports/{id}/revisions/{number}", FACE_DOCUMENT, report_page_revision),
	{ API "/reports/{id}/diff", difference_answer, FACE_ANSWER, difference_params,
	  (enum resource_id)0, NULL, NULL },
	PAGE(API "/sets/{department}/{year}", FACE_SET, set_page_answer),
	RESOURCES("/search", "查找结果", search_params, RESOURCE_SEARCH, column_search),
	RESOURCES("/changes", "变化", change_params, RESOURCE_CHANGE_LIST, column_change),
	RESOURCES("/latest", "最新公开", latest_params, RESOURCE_LATEST_LIST, column_report),
	RESOURCES("/amendments", "更正与撤回", amendment_params, RESOURCE_AMENDMENT_LIST,
	          column_change),
	RESOURCE("/totals", total_params, RESOURCE_TOTAL_FIND),
	RESOURCE("/log/head", no_params, RESOURCE_LOG_HEAD),
	RESOURCE("/log/entries", log_entry_params, RESOURCE_LOG_ENTRIES),
	RESOURCE("/log/proof/{id}/{number}", no_params, RESOURCE_LOG_PROOF),
	RESOURCE("/log/consistency", log_consistency_params, RESOURCE_LOG_CONSISTENCY),
	PAGE(API, FACE_ANSWER, entry_page_answer),
	PAGE(API "/openapi.json", FACE_ANSWER, entry_page_openapi),
	PAGE(API "/document.schema.json", FACE_ANSWER, entry_page_schema),
	SITE("/", site_search_params, site_page_start),
	SITE("/search", site_search_params, site_page_search),
	SITE("/departments", site_department_params, site_page_departments),
	SITE("/departments/{code}", no_params, site_page_department),
	SITE("/departments/{code}/projects", site_project_params, site_page_projects),
	SITE("/departments/{code}/atom.xml", no_params, site_page_atom_department),
	SITE("/departments/{code}/{year}", no_params, site_page_year),
	SITE("/regions/{code}", no_params, site_page_region),
	SITE("/regions/{code}/atom.xml", no_params, site_page_atom_region),
	SITE("/regions/{code}/sitemap.xml", no_params, site_page_map_region),
	SITE("/projects/{code}", no_params, site_page_project),
	SITE("/reports/{id}", no_params, site_page_report),
	SITE("/reports/{id}/revisions/{number}", no_params, site_page_revision),
	SITE("/amendments", site_amendment_params, site_page_amendments),
	SITE("/embed", site_embed_params, site_page_embed),
	SITE("/atom.xml", no_params, site_page_atom),
	SITE("/sitemap.xml", no_params, site_page_map),
	SITE("/sitemap/{number}", no_params, site_page_map_part),
	SITE("/robots.txt", no_params, site_page_robots),
	{ "/v", verify_page_answer, FACE_PAGE, verify_params, (enum resource_id)0, NULL, NULL },
	PAGE("/v/{printed}", FACE_PAGE, verify_page_answer),
	PAGE("/healthz", FACE_ANSWER, health_page_alive),
	PAGE("/readyz", FACE_ANSWER, health_page_ready),
	{ 0 },
};
