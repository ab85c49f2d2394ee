/* `gongkai bind`: many documents as one PDF, the disclosure set. */
#include <string.h>

#include "command/command.h"
#include "command/output.h"
#include "command/progress.h"
#include "db/staff.h"
#include "pdf/set.h"

#define DOCUMENT_MAX ((size_t)64 * 1024 * 1024)

struct binding {
	struct command_line *line;
	char **names; /* files or identifiers */
	size_t count;
	bool are_files;
	const char *title;
	const char *output;
	struct connection *db; /* where identifiers are looked up */
	struct progress progress;
};

/* Options first, then names: a name may not look like an option. */
static enum err
read_arguments(struct binding *binding, int argc, char **argv)
{
	struct command_line *line = binding->line;
	int i = 1;

	for (; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "--title") == 0)
			TRY(command_value(line, argc, argv, &i, &binding->title));
		else if (strcmp(argv[i], "-o") == 0)
			TRY(command_value(line, argc, argv, &i, &binding->output));
		else if (strcmp(argv[i], "--data") == 0)
			binding->are_files = true;
		else
			return command_misuse(line, "bind 没有选项 %s", argv[i]);
	}
	binding->names = argv + i;
	binding->count = (size_t)(argc - i);
	return binding->count > 0 ? ERR_OK
	                          : command_misuse(line, "请给出报告编号，或者 --data 和 JSON 文件");
}

static enum err
read_document(struct ctx *cx, void *user, size_t index, struct text *out)
{
	const struct binding *binding = user;
	const char *name = binding->names[index];
	const char *document;

	if (binding->are_files)
		return text_read_file(cx, name, DOCUMENT_MAX, out);
	TRY(staff_draft(cx, binding->db, name, "public", &document));
	*out = text_make(cx->arena);
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

static enum err
write_set(struct binding *binding, const struct renderer *renderer)
{
	struct ctx *cx = binding->line->cx;
	const struct set_source source = { read_document, show, binding, binding->count };
	struct output output;
	struct file_sink sink = { write_bytes, &output };

	TRY(output_open(cx, binding->output, &output));
	binding->progress = progress_begin("合订", 2 * binding->count);
	TRY(output_close(cx, &output, set_write(cx, renderer, binding->title, &source, &sink)));
	progress_end(&binding->progress);
	return ERR_OK;
}

enum err
bind_run(struct command_line *line, int argc, char **argv)
{
	struct binding binding = { .line = line, .title = "预算绩效公开文件", .output = "-" };
	struct renderer *renderer;
	enum err status;

	TRY(read_arguments(&binding, argc, argv));
	TRY(renderer_load(line->cx, line->config.templates, line->config.fonts, false, &renderer));
	status = renderer_set_missing(line->cx, renderer, line->config.missing_glyph);
	if (!binding.are_files)
		binding.db = connection_new(CONNECTION_STAFF, line->config.staff_database,
		                            line->config.database_timeout_ms);
	if (status == ERR_OK)
		status = write_set(&binding, renderer);
	connection_free(binding.db);
	renderer_free(renderer);
	if (status == ERR_OK && strcmp(binding.output, "-") != 0)
		fprintf(stderr, "已写入 %s\n", binding.output);
	return status;
}
