/* `gongkai export`: a draft as the JSON document that import reads. */
#include <string.h>

#include "command/option.h"
#include "command/output.h"
#include "db/staff.h"

enum err
export_run(struct command_line *line, int argc, char **argv)
{
	const char *path = "-";
	const struct option options[] = {
		{ "-o", &path, NULL },
		{ NULL, NULL, NULL },
	};
	struct text out = text_make(line->cx->arena);
	const char *document = "";
	struct connection *db;
	size_t count;
	enum err status;

	TRY(option_read(line, options, argc, argv, &count));
	if (count != 1)
		return command_misuse(line, "请给出一个报告编号");
	db = command_staff(line);
	status = staff_draft(line->cx, db, argv[1], "internal", &document);
	text_add_fmt(&out, "%s\n", document);
	connection_free(db);
	TRY(status);
	return command_write_file(line->cx, path, &out);
}
