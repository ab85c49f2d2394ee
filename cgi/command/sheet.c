/* `gongkai sheet`: a document as a workbook to fill in. */
#include <stdio.h>
#include <string.h>

#include "command/check.h"
#include "command/command.h"
#include "db/staff.h"
#include "sheet/sheet.h"

struct request {
	const char *id;
	const char *template;
	const char *data;
	const char *output;
	const char *back; /* a workbook that was filled in */
};

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--template") == 0)
			TRY(command_value(line, argc, argv, &i, &request->template));
		else if (strcmp(argv[i], "--data") == 0)
			TRY(command_value(line, argc, argv, &i, &request->data));
		else if (strcmp(argv[i], "-o") == 0)
			TRY(command_value(line, argc, argv, &i, &request->output));
		else if (strcmp(argv[i], "--back") == 0)
			TRY(command_value(line, argc, argv, &i, &request->back));
		else if (argv[i][0] == '-')
			return command_misuse(line, "sheet 没有选项 %s", argv[i]);
		else if (request->id != NULL)
			return command_misuse(line, "sheet 一次只输出一份文件");
		else
			request->id = argv[i];
	}
	if ((request->id != NULL) + (request->data != NULL) + (request->back != NULL) != 1)
		return command_misuse(line, "请给出报告编号、--data 文件或者 --back 文件，三者取一");
	return ERR_OK;
}

static enum err
read_draft(struct command_line *line, const struct request *request, struct text *out)
{
	struct connection *db = connection_new(CONNECTION_STAFF, line->config.staff_database,
	                                       line->config.database_timeout_ms);
	const char *document;
	enum err status = staff_draft(line->cx, db, request->id, "internal", &document);

	connection_free(db);
	TRY(status);
	*out = text_make(line->cx->arena);
	text_add_str(out, document);
	return ERR_OK;
}

/* A file is checked as `gongkai import` checks it. */
static enum err
read_file(struct command_line *line, const char *path, const struct renderer *renderer,
          struct text *out)
{
	struct checker checker;
	enum err status;

	TRY(check_open(line->cx, renderer, &checker));
	check_text(&checker, path, out);
	status = check_result(&checker, "什么也没有输出");
	check_close(&checker);
	return status;
}

/* The document of a workbook that was filled in, checked as `gongkai import` checks it. */
static enum err
write_document(struct command_line *line, const struct request *request,
               const struct renderer *renderer)
{
	struct text document;

	TRY(read_file(line, request->back, renderer, &document));
	return command_write_file(line->cx, request->output, &document);
}

static enum err
write_sheet(struct command_line *line, const struct request *request,
            const struct renderer *renderer)
{
	struct ctx *cx = line->cx;
	struct order order = { 0 };
	struct text document;
	struct text out;
	enum err status;

	if (request->data != NULL)
		TRY(read_file(line, request->data, renderer, &document));
	else
		TRY(read_draft(line, request, &document));
	order.document = document.data;
	order.length = document.length;
	status = sheet_write_to_fill(cx, renderer, &order, &out);
	if (status != ERR_OK && cx->faults != NULL)
		command_print_faults(cx);
	TRY(status);
	return command_write_file(cx, request->output, &out);
}

enum err
sheet_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { .output = NULL };
	struct renderer *renderer;
	enum err status;

	TRY(read_arguments(line, argc, argv, &request));
	if (request.output == NULL)
		request.output = request.id == NULL
		                         ? "-"
		                         : arena_printf(line->cx->arena, "%s.xlsx", request.id);
	if (request.template != NULL)
		TRY(renderer_load_file(line->cx, line->config.templates, request.template,
		                       line->config.fonts, false, &renderer));
	else
		TRY(renderer_load(line->cx, line->config.templates, line->config.fonts, false,
		                  &renderer));
	if (request.back != NULL)
		status = write_document(line, &request, renderer);
	else
		status = write_sheet(line, &request, renderer);
	renderer_free(renderer);
	if (status == ERR_OK && strcmp(request.output, "-") != 0)
		fprintf(stderr, "已写入 %s\n", request.output);
	return status;
}
