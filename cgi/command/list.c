/* `gongkai list`: the drafts and their states. */
#include <stdio.h>
#include <string.h>

#include "command/option.h"
#include "db/life.h"

static bool
is_one_of(const char *value, const char *const *names)
{
	while (*names != NULL && strcmp(*names, value) != 0)
		names++;
	return *names != NULL;
}

static enum err
check_arguments(struct command_line *line, size_t count, const struct life_filter *filter)
{
	static const char *const states[] = { "draft",     "in_review", "approved",
		                              "published", "withdrawn", NULL };
	static const char *const severities[] = { "error", "warning", "note", NULL };

	if (count > 0)
		return command_misuse(line, "list 没有参数，只有选项；一份草稿用 gongkai show 查看");
	if (filter->state != NULL && !is_one_of(filter->state, states))
		return command_misuse(line,
		                      "状态是“%s”，应为 draft、in_review、approved、published 或 "
		                      "withdrawn",
		                      filter->state);
	if (filter->severity != NULL && !is_one_of(filter->severity, severities))
		return command_misuse(line, "级别是“%s”，应为 error、warning 或 note",
		                      filter->severity);
	if (filter->year != NULL &&
	    (strlen(filter->year) != 4 || strspn(filter->year, "0123456789") != 4))
		return command_misuse(line, "年度应为四位年份，如 2025");
	return ERR_OK;
}

static void
add_member(struct text *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	text_add_fmt(out, ",\"%s\":", name);
	text_add_json(out, value);
}

static void
print_json(struct arena *arena, const struct life_row *rows, size_t count)
{
	struct text out = text_make(arena);

	text_add_str(&out, "[");
	for (size_t i = 0; i < count; i++) {
		const struct life_row *row = &rows[i];

		text_add_str(&out, i > 0 ? ",\n{\"id\":" : "\n{\"id\":");
		text_add_json(&out, row->id);
		add_member(&out, "title", row->title);
		add_member(&out, "form", row->form);
		text_add_fmt(&out, ",\"year\":%s", row->year);
		add_member(&out, "department", row->department);
		add_member(&out, "state", row->state);
		add_member(&out, "since", row->since);
		add_member(&out, "person", row->person);
		if (row->revision != NULL)
			text_add_fmt(&out, ",\"revision\":%s", row->revision);
		text_add_fmt(&out, ",\"errors\":%s,\"warnings\":%s,\"notes\":%s}", row->errors,
		             row->warnings, row->notes);
	}
	printf("%s\n]\n", out.data);
}

/* States have two or three characters, each as wide as two letters. */
static void
print_table(const struct life_row *rows, size_t count)
{
	printf("状态　  修订  错误  提醒  提示  编号  题名\n");
	for (size_t i = 0; i < count; i++) {
		const struct life_row *row = &rows[i];

		printf("%s%s  %4s  %4s  %4s  %4s  %s  %s\n", row->state_name,
		       strcmp(row->state, "draft") == 0 ? "　" : "",
		       row->revision == NULL ? "-" : row->revision, row->errors, row->warnings,
		       row->notes, row->id, row->title);
	}
	printf("共 %zu 份\n", count);
}

enum err
list_run(struct command_line *line, int argc, char **argv)
{
	struct life_filter filter = { 0 };
	bool is_json = false;
	const struct option options[] = {
		{ "--state", &filter.state, NULL },
		{ "--department", &filter.department, NULL },
		{ "--year", &filter.year, NULL },
		{ "--form", &filter.form, NULL },
		{ "--severity", &filter.severity, NULL },
		{ "--json", NULL, &is_json },
		{ NULL, NULL, NULL },
	};
	struct connection *db;
	struct life_row *rows;
	size_t count;
	enum err status;

	TRY(option_read(line, options, argc, argv, &count));
	TRY(check_arguments(line, count, &filter));
	db = command_staff(line);
	status = life_list(line->cx, db, &filter, &rows, &count);
	connection_free(db);
	if (status != ERR_OK)
		return status;
	if (is_json)
		print_json(line->cx->arena, rows, count);
	else
		print_table(rows, count);
	return ERR_OK;
}
