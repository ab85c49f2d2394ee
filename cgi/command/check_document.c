/* `gongkai check-document`: all that import would refuse in a file, without a database. */
#include <stdio.h>

#include "command/check.h"
#include "command/option.h"

/* Does a form without a template pass? Import keeps it; what its fields are nobody knows. */
static void
tell_template(const struct checker *checker, const char *path, const struct json *document)
{
	const char *form = json_string(json_member(document, "form"));

	if (form != NULL && renderer_template(checker->renderer, form) == NULL)
		fprintf(stderr, "%s：%s\n", path,
		        renderer_no_template(checker->cx->arena, checker->renderer, form));
}

static void
check_one(struct checker *checker, const char *path)
{
	size_t before = checker->cx->fault_count;
	struct text file;
	const struct json *document = check_file(checker, path, &file);

	if (checker->cx->fault_count > before)
		return;
	tell_template(checker, path, document);
	printf("%s：没有错误\n", path);
}

static enum err
check_all(struct command_line *line, const struct renderer *renderer, char **paths, size_t count)
{
	struct checker checker;
	enum err status;

	TRY(check_open(line->cx, renderer, &checker));
	for (size_t i = 0; i < count; i++)
		check_one(&checker, paths[i]);
	status = check_result(&checker, "import 不会接受");
	check_close(&checker);
	return status;
}

enum err
check_document_run(struct command_line *line, int argc, char **argv)
{
	const char *template = NULL;
	const struct option options[] = {
		{ "--template", &template, NULL },
		{ NULL, NULL, NULL },
	};
	struct renderer *renderer;
	size_t count;
	enum err status;

	TRY(option_read(line, options, argc, argv, &count));
	if (count == 0)
		return command_misuse(line, "请给出要检查的 JSON 文件或表格文件");
	if (template != NULL)
		TRY(renderer_load_file(line->cx, line->config.templates, template,
		                       line->config.fonts, false, &renderer));
	else
		TRY(renderer_load(line->cx, line->config.templates, line->config.fonts,
		                  count >= COMMAND_MANY, &renderer));
	status = check_all(line, renderer, argv + 1, count);
	renderer_free(renderer);
	return status;
}
