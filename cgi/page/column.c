#include "page/column.h"

#include <string.h>

#include "face/face.h"

#define END                                                                                        \
	{                                                                                          \
		0                                                                                  \
	}

/* What stands in several lists is called the same in all. */
#define YEAR                                                                                       \
	{                                                                                          \
		"year", "年度", LIST_YEAR, NULL                                                    \
	}
#define FORM                                                                                       \
	{                                                                                          \
		"form", "表号", LIST_CODE, NULL                                                    \
	}
#define REGION                                                                                     \
	{ "region.code", "地区代码", LIST_CODE, NULL },                                            \
	{                                                                                          \
		"region.name", "地区", LIST_TEXT, NULL                                             \
	}
#define DEPARTMENT                                                                                 \
	{ "department.code", "部门代码", LIST_CODE, NULL },                                        \
	{                                                                                          \
		"department.name", "部门", LIST_TEXT, NULL                                         \
	}
#define PROJECT                                                                                    \
	{ "project.code", "项目代码", LIST_CODE, NULL },                                           \
	{                                                                                          \
		"project.name", "项目", LIST_TEXT, NULL                                            \
	}
#define TITLE                                                                                      \
	{                                                                                          \
		"title", "标题", LIST_TEXT, NULL                                                   \
	}
#define REVISION                                                                                   \
	{                                                                                          \
		"revision", "版次", LIST_COUNT, NULL                                               \
	}
#define PUBLISHED                                                                                  \
	{                                                                                          \
		"published_at", "公开时间（北京时间）", LIST_TIME, NULL                            \
	}
#define REASON                                                                                     \
	{                                                                                          \
		"reason", "撤回原因", LIST_TEXT, NULL                                              \
	}
#define GRADE                                                                                      \
	{                                                                                          \
		"grade", "等级", LIST_TEXT, grades                                                 \
	}
#define UNITS                                                                                      \
	{ "currency", NULL, LIST_PROGRAM, NULL }, { "unit", NULL, LIST_PROGRAM, NULL },            \
	{                                                                                          \
		"rate_unit", NULL, LIST_PROGRAM, NULL                                              \
	}
#define FACES                                                                                      \
	{                                                                                          \
		"links", NULL, LIST_FACES, NULL                                                    \
	}

/* 财预〔2020〕10号 */
static const struct list_word grades[] = {
	{ "excellent", "优" }, { "good", "良" }, { "fair", "中" }, { "poor", "差" }, END,
};
static const struct list_word results[] = { { "met", "达到" }, { "missed", "未达到" }, END };
static const struct list_word ranks[] = {
	{ "title", "标题" }, { "goal", "目标" }, { "indicators", "指标" }, { "text", "正文" }, END,
};
static const struct list_word changes[] = {
	{ "publication", "公开" },
	{ "correction", "更正" },
	{ "withdrawal", "撤回" },
	END,
};

const struct list_column column_department[] = {
	{ "code", "部门代码", LIST_CODE, NULL },
	{ "name", "部门", LIST_TEXT, NULL },
	REGION,
	{ "years", "有公开内容的年度", LIST_TEXT, NULL },
	{ "parent.code", "上级部门代码", LIST_CODE, NULL },
	{ "reports", "公开份数", LIST_COUNT, NULL },
	END,
};

const struct list_column column_overall[] = {
	YEAR,
	DEPARTMENT,
	REGION,
	{ "initial_budget", "年初预算数（元）", LIST_AMOUNT, NULL },
	{ "annual_budget", "全年预算数（元）", LIST_AMOUNT, NULL },
	{ "executed", "全年执行数（元）", LIST_AMOUNT, NULL },
	{ "execution_rate", "执行率（%）", LIST_RATE, NULL },
	{ "score", "得分", LIST_NUMBER, NULL },
	{ "weight", "分值", LIST_NUMBER, NULL },
	GRADE,
	{ "projects.count", "项目数", LIST_COUNT, NULL },
	{ "projects.initial_budget", "项目年初预算数（元）", LIST_AMOUNT, NULL },
	{ "projects.annual_budget", "项目全年预算数（元）", LIST_AMOUNT, NULL },
	{ "projects.executed", "项目全年执行数（元）", LIST_AMOUNT, NULL },
	{ "projects.reported.initial_budget", "填报年初预算数的项目数", LIST_COUNT, NULL },
	{ "projects.reported.annual_budget", "填报全年预算数的项目数", LIST_COUNT, NULL },
	{ "projects.reported.executed", "填报全年执行数的项目数", LIST_COUNT, NULL },
	{ "projects.execution_rate", "项目执行率（%）", LIST_RATE, NULL },
	{ "projects.rated.annual_budget", "计算项目执行率的预算数（元）", LIST_AMOUNT, NULL },
	{ "projects.rated.executed", "计算项目执行率的执行数（元）", LIST_AMOUNT, NULL },
	{ "projects.scored", "有得分的项目数", LIST_COUNT, NULL },
	{ "projects.average_score", "项目平均得分", LIST_NUMBER, NULL },
	UNITS,
	END,
};

const struct list_column column_summary[] = {
	REGION,
	DEPARTMENT,
	YEAR,
	FORM,
	GRADE,
	{ "projects", "项目数", LIST_COUNT, NULL },
	{ "initial_budget", "年初预算数（元）", LIST_AMOUNT, NULL },
	{ "annual_budget", "全年预算数（元）", LIST_AMOUNT, NULL },
	{ "executed", "全年执行数（元）", LIST_AMOUNT, NULL },
	{ "reported.initial_budget", "填报年初预算数的项目数", LIST_COUNT, NULL },
	{ "reported.annual_budget", "填报全年预算数的项目数", LIST_COUNT, NULL },
	{ "reported.executed", "填报全年执行数的项目数", LIST_COUNT, NULL },
	{ "execution_rate", "执行率（%）", LIST_RATE, NULL },
	{ "rated.annual_budget", "计算执行率的预算数（元）", LIST_AMOUNT, NULL },
	{ "rated.executed", "计算执行率的执行数（元）", LIST_AMOUNT, NULL },
	{ "scored", "有得分的项目数", LIST_COUNT, NULL },
	{ "average_score", "平均得分", LIST_NUMBER, NULL },
	{ "grades.excellent", "优", LIST_COUNT, NULL },
	{ "grades.good", "良", LIST_COUNT, NULL },
	{ "grades.fair", "中", LIST_COUNT, NULL },
	{ "grades.poor", "差", LIST_COUNT, NULL },
	{ "scores.0-9", "不足10分", LIST_COUNT, NULL },
	{ "scores.10-19", "10分至不足20分", LIST_COUNT, NULL },
	{ "scores.20-29", "20分至不足30分", LIST_COUNT, NULL },
	{ "scores.30-39", "30分至不足40分", LIST_COUNT, NULL },
	{ "scores.40-49", "40分至不足50分", LIST_COUNT, NULL },
	{ "scores.50-59", "50分至不足60分", LIST_COUNT, NULL },
	{ "scores.60-69", "60分至不足70分", LIST_COUNT, NULL },
	{ "scores.70-79", "70分至不足80分", LIST_COUNT, NULL },
	{ "scores.80-89", "80分至不足90分", LIST_COUNT, NULL },
	{ "scores.90-99", "90分至不足100分", LIST_COUNT, NULL },
	{ "scores.100", "100分", LIST_COUNT, NULL },
	UNITS,
	END,
};

const struct list_column column_project[] = {
	{ "code", "项目代码", LIST_CODE, NULL },
	{ "name", "项目", LIST_TEXT, NULL },
	DEPARTMENT,
	REGION,
	{ "years", "有公开内容的年度", LIST_TEXT, NULL },
	END,
};

const struct list_column column_indicator[] = {
	YEAR,
	DEPARTMENT,
	PROJECT,
	FORM,
	{ "level", "级次", LIST_COUNT, NULL },
	{ "path", "上级指标", LIST_TEXT, NULL },
	{ "set", "指标组", LIST_TEXT, NULL },
	{ "name", "指标", LIST_TEXT, NULL },
	{ "target.text", "指标值", LIST_TEXT, NULL },
	{ "target.operator", "指标值符号", LIST_TEXT, NULL },
	{ "target.value", "指标值数值", LIST_NUMBER, NULL },
	{ "target.unit", "指标值计量单位", LIST_TEXT, NULL },
	{ "actual.text", "完成值", LIST_TEXT, NULL },
	{ "actual.operator", "完成值符号", LIST_TEXT, NULL },
	{ "actual.value", "完成值数值", LIST_NUMBER, NULL },
	{ "actual.unit", "完成值计量单位", LIST_TEXT, NULL },
	{ "weight", "分值", LIST_NUMBER, NULL },
	{ "score", "得分", LIST_NUMBER, NULL },
	{ "result", "是否达到", LIST_TEXT, results },
	END,
};

const struct list_column column_report[] = {
	{ "id", "编号", LIST_CODE, NULL },
	{ "index_number", "索引号", LIST_CODE, NULL },
	TITLE,
	FORM,
	YEAR,
	REGION,
	DEPARTMENT,
	PROJECT,
	PUBLISHED,
	REVISION,
	FACES,
	END,
};

const struct list_column column_revision[] = {
	REVISION,
	PUBLISHED,
	TITLE,
	{ "sha256", "SHA-256", LIST_TEXT, NULL },
	{ "withdrawn_at", "撤回时间（北京时间）", LIST_TIME, NULL },
	REASON,
	FACES,
	END,
};

const struct list_column column_search[] = {
	{ "id", "编号", LIST_CODE, NULL },
	TITLE,
	FORM,
	YEAR,
	DEPARTMENT,
	PROJECT,
	{ "rank", "所在", LIST_TEXT, ranks },
	{ "context", "上下文", LIST_TEXT, NULL },
	{ "marks", NULL, LIST_PROGRAM, NULL },
	END,
};

const struct list_column column_change[] = {
	{ "number", "序号", LIST_COUNT, NULL },
	{ "kind", "变化", LIST_TEXT, changes },
	{ "at", "时间（北京时间）", LIST_TIME, NULL },
	{ "id", "编号", LIST_CODE, NULL },
	REVISION,
	FORM,
	YEAR,
	DEPARTMENT,
	TITLE,
	REASON,
	END,
};

static struct list_column
face_column(struct arena *arena, const char *path, const struct face *face)
{
	return (struct list_column){ arena_printf(arena, "%s.%s", path, face->name),
		                     arena_printf(arena, "%s地址", face->label), LIST_TEXT, NULL };
}

const struct list_column *
column_expand(struct arena *arena, const struct list_column *columns)
{
	struct list_column *expanded = NULL;
	size_t capacity = 0;
	size_t count = 0;

	for (;; columns++) {
		for (const struct face *face = face_list;
		     columns->kind == LIST_FACES && face->name != NULL; face++) {
			if (face_is_json(face) || !face_shows(face, FACE_DOCUMENT))
				continue;
			expanded = arena_grow(arena, expanded, count, &capacity, sizeof *expanded);
			expanded[count++] = face_column(arena, columns->path, face);
		}
		if (columns->kind == LIST_FACES)
			continue;
		expanded = arena_grow(arena, expanded, count, &capacity, sizeof *expanded);
		expanded[count++] = *columns;
		if (columns->path == NULL)
			return expanded;
	}
}
