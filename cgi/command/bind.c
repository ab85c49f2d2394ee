/* `gongkai bind`: many documents as one file, the disclosure set. */
#include <string.h>

#include "command/check.h"
#include "command/command.h"
#include "command/option.h"
#include "command/output.h"
#include "command/progress.h"
#include "db/report.h"
#include "db/staff.h"
#include "render/set.h"

struct binding {
	struct command_line *line;
	char **names; /* files or identifiers */
	size_t count;
	bool are_files;
	const char *department; /* what it has published for a year, or NULL */
	const char *year;
	struct report_set published;
	const char *title;
	const char *output;
	const char *as;
	const struct face *face;
	struct connection *db; /* where identifiers are looked up */
	struct progress progress;
};

static enum err
read_arguments(struct binding *binding, int argc, char **argv)
{
	struct command_line *line = binding->line;
	const struct option options[] = {
		{ "--title", &binding->title, NULL },
		{ "--department", &binding->department, NULL },
		{ "--year", &binding->year, NULL },
		{ "--as", &binding->as, NULL },
		{ "-o", &binding->output, NULL },
		{ "--data", NULL, &binding->are_files },
		{ NULL, NULL, NULL },
	};

	TRY(option_read(line, options, argc, argv, &binding->count));
	binding->names = argv + 1;
	if (binding->title != NULL &&
	    text_utf8_check(binding->title, strlen(binding->title)) != strlen(binding->title))
		return command_misuse(line, "--title 不是 UTF-8");
	if ((binding->department == NULL) != (binding->year == NULL))
		return command_misuse(line, "--department 和 --year 要一起给出");
	if ((binding->count > 0) == (binding->department != NULL) ||
	    (binding->are_files && binding->department != NULL))
		return command_misuse(line, "请给出报告编号，或者 --data 和 JSON 文件，"
		                            "或者 --department 和 --year，三者取一");
	return ERR_OK;
}

/* Only digits, for the database to read as a year. */
static bool
is_year(const char *s)
{
	return strlen(s) == 4 && strspn(s, "0123456789") == 4;
}

/* What the public can read of a department and year, and the title for it. */
static enum err
find_published(struct binding *binding)
{
	struct ctx *cx = binding->line->cx;
	struct ctx inner = ctx_make(cx->arena);
	const struct report *first;
	enum err status;

	if (!is_year(binding->year))
		return command_misuse(binding->line, "--year 是“%s”，应为四位年份", binding->year);
	status = report_find_set(&inner, binding->db, binding->department, binding->year, NULL,
	                         &binding->published);
	if (status == ERR_NOT_FOUND)
		return err_set(cx, status, "部门 %s 在 %s 年度没有已公开的文件",
		               binding->department, binding->year);
	if (status != ERR_OK)
		return err_set(cx, status, "%s", inner.reason);
	binding->count = binding->published.count;
	first = &binding->published.reports[0];
	if (binding->title != NULL)
		return ERR_OK;
	return set_title(cx, first->document, first->document_length, &binding->title);
}

static enum err
read_document(struct ctx *cx, void *user, size_t index, struct text *out)
{
	const struct binding *binding = user;
	const char *document;

	if (binding->are_files)
		return text_read_file(cx, binding->names[index], CHECK_DOCUMENT_MAX, out);
	*out = text_make(cx->arena);
	if (binding->department != NULL) {
		const struct report *report = &binding->published.reports[index];

		text_add(out, report->document, report->document_length);
		return ERR_OK;
	}
	TRY(staff_draft(cx, binding->db, binding->names[index], "marked", &document));
	text_add_str(out, document);
	return ERR_OK;
}

static void
show(void *user, size_t done, size_t all)
{
	struct binding *binding = user;

	(void)all;
	progress_show(&binding->progress, done);
}

static enum err
write_bytes(struct ctx *cx, void *user, const void *bytes, size_t length)
{
	return output_write(cx, user, bytes, length);
}

/* Files are checked as `gongkai import` checks them: all faults of all of them. */
static enum err
check_files(struct binding *binding, const struct renderer *renderer)
{
	struct ctx *cx = binding->line->cx;
	struct progress progress = progress_begin("检查", binding->count);
	struct checker checker;
	enum err status;

	TRY(check_open(cx, renderer, &checker));
	checker.files = arena_new();
	for (size_t i = 0; i < binding->count; i++) {
		struct text file;

		progress_show(&progress, i);
		check_file(&checker, binding->names[i], &file);
		arena_reset(checker.files);
	}
	arena_free(checker.files);
	progress_end(&progress);
	status = check_result(&checker, "什么也没有输出");
	check_close(&checker);
	return status;
}

static enum err
write_set(struct binding *binding, const struct renderer *renderer)
{
	struct ctx *cx = binding->line->cx;
	const struct set_source source = { read_document, show, binding, binding->count };
	const struct set_order order = { .title = binding->title, .source = &source };
	struct output output;
	struct sink sink = { write_bytes, &output };

	TRY(output_open(cx, binding->output, &output));
	binding->progress = progress_begin("合订", 2 * binding->count);
	TRY(output_close(cx, &output, binding->face->set(cx, renderer, &order, &sink)));
	progress_end(&binding->progress);
	return ERR_OK;
}

/* Open what the documents come from: nothing, the public's database, or the drafts. */
static enum err
open_source(struct binding *binding)
{
	const struct config *config = &binding->line->config;
	bool is_public = binding->department != NULL;

	if (!binding->are_files)
		binding->db = connection_new(is_public ? CONNECTION_PUBLIC : CONNECTION_STAFF,
		                             is_public ? config->database : config->staff_database,
		                             config->database_timeout_ms);
	if (is_public)
		TRY(find_published(binding));
	if (binding->title == NULL)
		binding->title = "预算绩效公开文件";
	return ERR_OK;
}

enum err
bind_run(struct command_line *line, int argc, char **argv)
{
	struct binding binding = { .line = line, .output = "-" };
	struct renderer *renderer;
	enum err status;

	TRY(read_arguments(&binding, argc, argv));
	TRY(command_face(line, binding.as, binding.output, FACE_SET, &binding.face));
	TRY(renderer_load(line->cx, line->config.templates, line->config.fonts, false, &renderer));
	status = renderer_set_missing(line->cx, renderer, line->config.missing_glyph);
	if (status == ERR_OK)
		status = open_source(&binding);
	if (status == ERR_OK && binding.are_files)
		status = check_files(&binding, renderer);
	if (status == ERR_OK)
		status = write_set(&binding, renderer);
	connection_free(binding.db);
	renderer_free(renderer);
	if (status == ERR_OK && strcmp(binding.output, "-") != 0)
		fprintf(stderr, "已写入 %s\n", binding.output);
	return status;
}
