/* `gongkai render`: a document as a PDF or by another face, from the database or from a file. */
#include <stdio.h>
#include <string.h>

#include "command/check.h"
#include "command/command.h"
#include "command/option.h"
#include "db/staff.h"

struct request {
	const char *id;
	const char *template;
	const char *data;
	const char *output;
	const char *as;
	const struct face *face;
	bool is_trace;
	bool is_marked; /* with the places of values */
	bool is_entry;  /* and of what is to be filled in */
	bool is_fixed;  /* the test glyphs instead of fonts */
};

static enum err
read_arguments(struct command_line *line, int argc, char **argv, struct request *request)
{
	const struct option options[] = {
		{ "--template", &request->template, NULL },
		{ "--data", &request->data, NULL },
		{ "-o", &request->output, NULL },
		{ "--as", &request->as, NULL },
		{ "--mark", NULL, &request->is_marked },
		{ "--edit", NULL, &request->is_entry },
		{ "--trace", NULL, &request->is_trace },
		{ "--fixed-glyphs", NULL, &request->is_fixed },
		{ NULL, NULL, NULL },
	};
	size_t count;

	TRY(option_read(line, options, argc, argv, &count));
	if (count > 1)
		return command_misuse(line, "render 一次只输出一份文件");
	request->id = count == 0 ? NULL : argv[1];
	if ((request->id == NULL) == (request->data == NULL))
		return command_misuse(line, "请给出报告编号，或者 --data 文件，二者取一");
	if (request->is_trace && request->as != NULL)
		return command_misuse(line, "--trace 不能与 --as 同用");
	if (request->is_fixed && !request->is_trace)
		return command_misuse(line, "--fixed-glyphs 没有字形可以嵌入，只能与 --trace 同用");
	return ERR_OK;
}

static enum err
read_draft(struct command_line *line, const struct request *request, struct text *out)
{
	struct connection *db = connection_new(CONNECTION_STAFF, line->config.staff_database,
	                                       line->config.database_timeout_ms);
	const char *document;
	/* What is typed is one text, whatever of it will be masked. */
	const char *edition = request->is_entry ? "internal" : "marked";
	enum err status = staff_draft(line->cx, db, request->id, edition, &document);

	connection_free(db);
	if (status == ERR_OK) {
		*out = text_make(line->cx->arena);
		text_add_str(out, document);
	}
	return status;
}

static enum err
load(struct command_line *line, const struct request *request, struct renderer **out)
{
	const char *fonts = request->is_fixed ? NULL : line->config.fonts;

	if (request->template != NULL)
		return renderer_load_file(line->cx, line->config.templates, request->template,
		                          fonts, false, out);
	return renderer_load(line->cx, line->config.templates, fonts, false, out);
}

static enum err
make(struct ctx *cx, const struct request *request, const struct renderer *renderer,
     const struct text *document, struct text *out)
{
	const struct order order = { .document = document->data,
		                     .length = document->length,
		                     .is_marked = request->is_marked || request->is_entry,
		                     .is_entry = request->is_entry };

	return request->face->document(cx, renderer, &order, out);
}

/*
 * A file is checked as `gongkai import` checks it, so that what was printed can
 * be imported; what drawing finds comes to it.
 */
static enum err
render_file(struct command_line *line, const struct request *request,
            const struct renderer *renderer, struct text *out)
{
	struct ctx inner = ctx_make(line->cx->arena);
	struct checker checker;
	struct text document;
	enum err status;

	TRY(check_open(line->cx, renderer, &checker));
	if (check_text(&checker, request->data, &document) != NULL &&
	    make(&inner, request, renderer, &document, out) != ERR_OK)
		check_take(&checker, request->data, &inner);
	status = check_result(&checker, "什么也没有输出");
	check_close(&checker);
	return status;
}

/* A trace is for tests of templates and takes whatever document they have. */
static enum err
trace(struct command_line *line, const struct request *request, const struct renderer *renderer,
      struct text *out)
{
	struct text document;

	if (request->data != NULL)
		TRY(text_read_file(line->cx, request->data, CHECK_DOCUMENT_MAX, &document));
	else
		TRY(read_draft(line, request, &document));
	return renderer_trace(line->cx, renderer, document.data, document.length, out);
}

static enum err
render(struct command_line *line, const struct request *request, const struct renderer *renderer)
{
	struct text document;
	struct text out;

	if (request->is_trace) {
		TRY(trace(line, request, renderer, &out));
	} else if (request->data != NULL) {
		TRY(render_file(line, request, renderer, &out));
	} else {
		TRY(read_draft(line, request, &document));
		TRY(make(line->cx, request, renderer, &document, &out));
	}
	return command_write_file(line->cx, request->output, &out);
}

enum err
render_run(struct command_line *line, int argc, char **argv)
{
	struct request request = { .output = NULL };
	struct renderer *renderer;
	enum err status;

	TRY(read_arguments(line, argc, argv, &request));
	TRY(command_face(line, request.as, request.output, FACE_DOCUMENT, &request.face));
	if (request.output == NULL)
		request.output = request.is_trace || request.id == NULL
		                         ? "-"
		                         : arena_printf(line->cx->arena, "%s%s", request.id,
		                                        request.face->suffix);
	TRY(load(line, &request, &renderer));
	status = renderer_set_missing(line->cx, renderer, line->config.missing_glyph);
	if (status == ERR_OK)
		status = render(line, &request, renderer);
	renderer_free(renderer);
	if (status == ERR_OK && strcmp(request.output, "-") != 0)
		fprintf(stderr, "已写入 %s\n", request.output);
	return status;
}
